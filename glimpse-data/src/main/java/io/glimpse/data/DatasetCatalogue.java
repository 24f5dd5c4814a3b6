package io.glimpse.data;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.method.NearestName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The data sets of the few-shot papers, in the papers' order. */
public final class DatasetCatalogue {

  private static final String RESOURCE = "catalogue.json";

  private final List<DatasetInfo> entries;

  private DatasetCatalogue(List<DatasetInfo> entries) {
    this.entries = List.copyOf(entries);
  }

  /** The data sets that Glimpse knows. */
  public static DatasetCatalogue standard() {
    ObjectMapper mapper =
        new ObjectMapper().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    try (InputStream in = open(RESOURCE)) {
      return new DatasetCatalogue(mapper.readValue(in, new TypeReference<List<DatasetInfo>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of them. */
  public List<DatasetInfo> entries() {
    return entries;
  }

  /** The data set of that name, title or alias; case, hyphens, underscores do not matter. */
  public Optional<DatasetInfo> find(String name) {
    String wanted = LooseName.of(name);
    return entries.stream()
        .filter(
            entry ->
                LooseName.of(entry.name()).equals(wanted)
                    || LooseName.of(entry.title()).equals(wanted)
                    || entry.aliases().stream().map(LooseName::of).anyMatch(wanted::equals))
        .findFirst();
  }

  /**
   * The data set of that name.
   *
   * @throws IllegalArgumentException if there is none, with the nearest name
   */
  public DatasetInfo get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no data set '"
                        + name
                        + "'"
                        + NearestName.hint(
                            name, entries.stream().map(DatasetInfo::name).toList())));
  }

  /** The lines of a file of published class names, in the order of their labels. */
  static List<String> classLines(String file) {
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(open("classes/" + file), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  private static InputStream open(String resource) {
    InputStream in = DatasetCatalogue.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IllegalStateException("the resource " + resource + " is missing from the jar");
    }
    return in;
  }
}
