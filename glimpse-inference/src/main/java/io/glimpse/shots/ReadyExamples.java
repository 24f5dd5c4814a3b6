package io.glimpse.shots;

import io.glimpse.bank.PictureReading;
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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
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
 * @param pictures the picture that a row is of, by the row, where it is known
 * @param reading how the pictures were read; null for the usual way
 */
public record ReadyExamples(
    String name,
    ClassSet classes,
    Matrix rows,
    Labels labels,
    @Nullable List<Matrix> texts,
    String textsName,
    Map<Integer, Shot> pictures,
    @Nullable PictureReading reading) {

  /** What rounding to 16 bits leaves of a unit row, as banks allow it. */
  private static final double MOST_OFF_UNIT = 1e-2;

  private static final int ID_LENGTH = 10;

  /** What follows the name in the source of a shot of which no picture is known. */
  private static final String ROW = ", row ";

  private static final Pattern OF_ROW = Pattern.compile(".*" + ROW + "\\d+", Pattern.DOTALL);

  public ReadyExamples {
    pictures = Map.copyOf(pictures);
  }

  /** Examples of pictures that are not known, and were read in the usual way. */
  public ReadyExamples(
      String name,
      ClassSet classes,
      Matrix rows,
      Labels labels,
      @Nullable List<Matrix> texts,
      String textsName) {
    this(name, classes, rows, labels, texts, textsName, Map.of(), null);
  }

  /** Whether a shot was made of a row of features, so that it never had a picture to look at. */
  public static boolean isOfRow(Shot shot) {
    return OF_ROW.matcher(shot.source()).matches();
  }

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
    Set<String> ids = new HashSet<>();
    Map<Integer, Shot> shots = new TreeMap<>();
    List<Integer> doubles = new ArrayList<>();
    for (int row = 0; row < rows.rows(); row++) {
      String id = Sha256.hex(bytes(row)).substring(0, ID_LENGTH);
      Integer before = seen.putIfAbsent(id, row);
      if (before == null) {
        Shot picture = pictures.get(row);
        // A copy of a picture may have been encoded in another way, and is a shot of its own.
        shots.put(
            row,
            picture != null && ids.add(picture.id()) ? picture : new Shot(id, name + ROW + row));
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
