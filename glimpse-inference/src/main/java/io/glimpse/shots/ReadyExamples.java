package io.glimpse.shots;

import io.glimpse.bank.Shot;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.Labels;
import io.glimpse.file.InputException;
import io.glimpse.file.Sha256;
import io.glimpse.matrix.Matrix;
import io.glimpse.progress.Notes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Examples whose features are ready: made by an encoder earlier, or taken out of a bank.
 *
 * @param name where the rows came from, for messages
 * @param classes their classes
 * @param rows a row of each example, all finite
 * @param labels the class of each, one
 * @param texts a row of every text of each class, class after class; null to encode the names
 * @param textsName where the texts came from, for messages; empty where there are none
 */
public record ReadyExamples(
    String name,
    ClassSet classes,
    Matrix rows,
    Labels labels,
    @Nullable List<Matrix> texts,
    String textsName) {

  /** What rounding to 16 bits leaves of a unit row, as banks allow it. */
  private static final double MOST_OFF_UNIT = 1e-2;

  private static final int ID_LENGTH = 10;

  /**
   * Refuses what an encoder's bank cannot hold.
   *
   * @param width of the encoder's features
   * @throws InputException naming a file and a row, or a class without an example
   */
  void requireOf(String encoder, int width) throws InputException {
    requireUnit(name, rows, encoder, width);
    for (int c = 0; texts != null && c < texts.size(); c++) {
      requireUnit(textsName, texts.get(c), encoder, width);
    }
    int[] counts = labels.counts(classes.size());
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] == 0) {
        throw new InputException(
            "", "class '" + classes.name(c) + "' has no row in " + name + "; a bank needs one");
      }
    }
  }

  private static void requireUnit(String name, Matrix rows, String encoder, int width)
      throws InputException {
    if (rows.columns() != width) {
      throw new InputException(
          name,
          "its rows are %d wide, but those of encoder '%s' %d"
              .formatted(rows.columns(), encoder, width));
    }
    for (int i = 0; i < rows.rows(); i++) {
      if (Math.abs(rows.norm(i) - 1) > MOST_OFF_UNIT) {
        throw new InputException(
            name,
            String.format(
                Locale.ROOT,
                "row %d has the length %.4g, but a bank holds rows of length 1; normalise them",
                i,
                rows.norm(i)));
      }
    }
  }

  /**
   * The rows that are used, each with a name: those that came before are left out with a note.
   *
   * @throws InputException if two rows that are the same are of different classes
   */
  Map<Integer, Shot> shots(Notes notes) throws InputException {
    Map<String, Integer> seen = new HashMap<>();
    Map<Integer, Shot> shots = new TreeMap<>();
    List<Integer> doubles = new ArrayList<>();
    for (int row = 0; row < rows.rows(); row++) {
      String id = Sha256.hex(bytes(row)).substring(0, ID_LENGTH);
      Integer before = seen.putIfAbsent(id, row);
      if (before == null) {
        shots.put(row, new Shot(id, name + ", row " + row));
      } else if (labels.label(before) == labels.label(row)) {
        doubles.add(row);
      } else {
        throw new InputException(
            name,
            "rows %d and %d are the same, but of different classes, '%s' and '%s'"
                .formatted(
                    before,
                    row,
                    classes.name(labels.label(before)),
                    classes.name(labels.label(row))));
      }
    }
    if (!doubles.isEmpty()) {
      notes.note(
          doubles.size() == 1
              ? "%s: row %d is the same as one before it, which is used once"
                  .formatted(name, doubles.get(0))
              : "%s: %d rows are the same as ones before them, the first is row %d; each is used once"
                  .formatted(name, doubles.size(), doubles.get(0)));
    }
    return shots;
  }

  private byte[] bytes(int row) {
    ByteBuffer bytes = ByteBuffer.allocate(rows.columns() * Float.BYTES);
    for (int j = 0; j < rows.columns(); j++) {
      bytes.putFloat(rows.get(row, j));
    }
    return bytes.array();
  }
}
