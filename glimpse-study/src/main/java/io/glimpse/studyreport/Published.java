package io.glimpse.studyreport;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.data.LooseName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What papers and their authors' logs print: accuracies with their backbone and source. */
record Published(String unit, List<Row> rows) {

  /**
   * One figure.
   *
   * @param shots a class; 0 for methods that use none
   * @param accuracy top-1, in per cent
   * @param source where it is printed
   * @param note what a reader must know of it
   */
  record Row(
      String method,
      String backbone,
      String dataset,
      int shots,
      double accuracy,
      String source,
      @Nullable String note) {

    /** The papers say no more than that, and there are three data sets of that name. */
    private static final String SCANS = "scanobjectnn";

    boolean isOf(String name) {
      return LooseName.same(dataset, name) || (!saysVariant() && name.startsWith(SCANS + "_"));
    }

    /** Whether the source says which variant of its data set it means. */
    boolean saysVariant() {
      return !dataset.equals(SCANS);
    }

    /** What Glimpse calls the method: PointCLIP is a way to draw for methods of any picture. */
    String ourMethod() {
      if (preset() == null) {
        return method;
      }
      return shots == 0 ? "zero-shot" : "inter-view";
    }

    /** The sides that it sees a cloud from; null for pictures. */
    @Nullable String preset() {
      return switch (method) {
        case "pointclip" -> shots == 0 ? "pointclip-zs" : "pointclip-fs";
        case "pointclip-v2" -> method;
        default -> null;
      };
    }
  }

  static Published load() {
    try (InputStream in = Published.class.getResourceAsStream("published.json")) {
      if (in == null) {
        throw new IllegalStateException("published.json is missing from the jar");
      }
      return new ObjectMapper().readValue(in, Published.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The figures of a data set at a number of shots. */
  List<Row> of(String dataset, int shots) {
    return rows.stream().filter(row -> row.isOf(dataset) && row.shots() == shots).toList();
  }
}
