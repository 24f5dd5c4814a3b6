package io.glimpse.featurefile;

import io.glimpse.bank.Bank;
import io.glimpse.bank.Shot;
import io.glimpse.encoder.Encoder;
import io.glimpse.file.AtomicFile;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.Npy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what a bank holds as files of features, for other programs and for other banks. */
public final class BankFeatures {

  private BankFeatures() {}

  /**
   * Writes {@code features.npy} [n, d], {@code labels.npy} [n], {@code text.npy} [k, d], {@code
   * prompts.npy} [k, p, d] where every class has as many, {@code names.txt}, a name a line, and
   * {@code shots.csv} with the row, id, class and source of every shot. Each file appears whole or
   * not at all.
   *
   * @param encoder of the bank, which the features' descriptions name; null for none
   * @param folder that is there
   * @return the files, without the descriptions
   */
  public static List<Path> write(Bank bank, @Nullable Encoder encoder, Path folder)
      throws IOException {
    List<Path> written = new ArrayList<>();
    Path features = folder.resolve("features.npy");
    Matrix keys = bank.cache().keys().toMatrix();
    write(features, keys.data(), encoder, FeatureOrigin.IMAGES, keys.rows(), keys.columns());
    written.add(features);
    Path labels = folder.resolve("labels.npy");
    Npy.write(labels, bank.cache().labels());
    written.add(labels);
    Path text = folder.resolve("text.npy");
    Matrix weights = bank.text().weights();
    write(text, weights.data(), encoder, FeatureOrigin.TEXTS, weights.rows(), weights.columns());
    written.add(text);
    List<Matrix> prompts = bank.text().prompts();
    int each = prompts.get(0).rows();
    if (prompts.stream().allMatch(rows -> rows.rows() == each)) {
      Path file = folder.resolve("prompts.npy");
      int width = bank.text().dimension();
      Matrix all = new Matrix(prompts.size() * each, width);
      for (int c = 0; c < prompts.size(); c++) {
        all.setRows(c * each, prompts.get(c));
      }
      write(file, all.data(), encoder, FeatureOrigin.TEXTS, prompts.size(), each, width);
      written.add(file);
    }
    written.add(writeText(folder.resolve("names.txt"), bank.classes().names()));
    written.add(writeText(folder.resolve("shots.csv"), table(bank)));
    return written;
  }

  private static void write(
      Path file, float[] values, @Nullable Encoder encoder, String of, int... shape)
      throws IOException {
    FeatureDescription.requireOwn(file);
    List<Integer> axes = new ArrayList<>();
    for (int axis : shape) {
      axes.add(axis);
    }
    if (encoder == null) {
      FeatureDescription.forgetOld(file);
      Npy.write(file, values, shape);
      return;
    }
    FeatureDescription description = new FeatureDescription(file, of, encoder, false, axes);
    description.forgetOld();
    Npy.write(file, values, shape);
    description.write();
  }

  private static List<String> table(Bank bank) {
    List<String> lines = new ArrayList<>(List.of("row,id,class,source"));
    for (int i = 0; i < bank.cache().size(); i++) {
      Shot shot = bank.shots().get(i);
      String name = bank.classes().name(bank.cache().label(i));
      lines.add(
          String.join(
              ",", Integer.toString(i), quoted(shot.id()), quoted(name), quoted(shot.source())));
    }
    return lines;
  }

  private static String quoted(String text) {
    return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static Path writeText(Path file, List<String> lines) throws IOException {
    String text = String.join("\n", lines) + "\n";
    AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    return file;
  }
}
