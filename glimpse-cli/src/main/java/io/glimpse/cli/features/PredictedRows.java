package io.glimpse.cli.features;

import io.glimpse.cli.console.UsageException;
import io.glimpse.document.DocumentWriter;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.Labels;
import io.glimpse.file.AtomicFile;
import io.glimpse.listing.CsvCell;
import io.glimpse.matrix.Matrix;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answers to rows of features: the class, its probability by the softmax, and its logit. */
final class PredictedRows {

  private final ClassSet classes;
  private final boolean isNamed;
  private final int[] labels;
  private final double[] probabilities;
  private final float[] logits;
  private int size;

  /**
   * None so far.
   *
   * @param most how many there will be
   * @param isNamed whether the classes are more than numbers
   */
  PredictedRows(int most, ClassSet classes, boolean isNamed) {
    this.classes = classes;
    this.isNamed = isNamed;
    this.labels = new int[most];
    this.probabilities = new double[most];
    this.logits = new float[most];
  }

  /** Refuses a name that says no format. */
  static void requireKnownFormat(Path file) {
    if (!isJson(file) && !lower(file).endsWith(".csv")) {
      throw new UsageException("--predictions ends in .csv or .json, not '" + file + "'");
    }
  }

  private static boolean isJson(Path file) {
    return lower(file).endsWith(".json");
  }

  private static String lower(Path file) {
    return file.toString().toLowerCase(Locale.ROOT);
  }

  /**
   * Takes answers to the next rows.
   *
   * @param some their logits
   * @param file of the rows, for messages
   * @throws IllegalArgumentException naming a row whose logits are not finite
   */
  void add(Matrix some, Path file) {
    for (int i = 0; i < some.rows(); i++) {
      int best = some.argmax(i);
      double sum = 0;
      for (int c = 0; c < some.columns(); c++) {
        float logit = some.get(i, c);
        // The logarithm of a probability may be that of 0.
        if (Float.isNaN(logit) || logit == Float.POSITIVE_INFINITY) {
          throw new IllegalArgumentException(
              file + ": row " + size + ": a logit is " + logit + ", which is no answer");
        }
        sum += Math.exp((double) logit - some.get(i, best));
      }
      labels[size] = best;
      logits[size] = some.get(i, best);
      probabilities[size++] = 1 / sum;
    }
  }

  /** How many rows were answered. */
  int size() {
    return size;
  }

  /** How many are right; null where nobody knows. */
  @Nullable Integer right(@Nullable Labels truth) {
    if (truth == null) {
      return null;
    }
    int right = 0;
    for (int row = 0; row < size; row++) {
      right += labels[row] == truth.label(row) ? 1 : 0;
    }
    return right;
  }

  /**
   * Writes them, whole or not at all.
   *
   * @param truth the classes of the rows; null where they are not known
   */
  void write(Path file, String method, @Nullable Labels truth) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          if (isJson(file)) {
            writeJson(out, method, truth);
          } else {
            writeCsv(out, truth);
          }
        });
  }

  private void writeJson(OutputStream out, String method, @Nullable Labels truth)
      throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("method", method);
    json.put("classes", classes.names());
    json.put(
        "predictions",
        new AbstractList<Map<String, Object>>() {
          @Override
          public Map<String, Object> get(int row) {
            return fields(row, truth);
          }

          @Override
          public int size() {
            return size;
          }
        });
    DocumentWriter.write(json, out);
  }

  private Map<String, Object> fields(int row, @Nullable Labels truth) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("row", row);
    fields.put("class", labels[row]);
    if (isNamed) {
      fields.put("name", classes.name(labels[row]));
    }
    fields.put("probability", probabilities[row]);
    fields.put("logit", logits[row]);
    if (truth != null) {
      fields.put("label", truth.label(row));
    }
    return fields;
  }

  private void writeCsv(OutputStream out, @Nullable Labels truth) throws IOException {
    Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    text.write(String.join(",", header(truth)) + "\n");
    for (int row = 0; row < size; row++) {
      StringBuilder line = new StringBuilder();
      for (Object value : fields(row, truth).values()) {
        line.append(line.isEmpty() ? "" : ",")
            .append(value instanceof String s ? CsvCell.of(s) : value);
      }
      text.write(line.append('\n').toString());
    }
    text.flush();
  }

  private List<String> header(@Nullable Labels truth) {
    List<String> names = new ArrayList<>(List.of("row", "class"));
    if (isNamed) {
      names.add("name");
    }
    names.addAll(List.of("probability", "logit"));
    if (truth != null) {
      names.add("label");
    }
    return names;
  }
}
