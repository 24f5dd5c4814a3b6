package io.glimpse.featurefile;

import io.glimpse.bank.Bank;
import io.glimpse.bank.PictureReading;
import io.glimpse.bank.Shot;
import io.glimpse.encoder.Encoder;
import io.glimpse.file.AtomicFile;
import io.glimpse.file.InputException;
import io.glimpse.file.TableLayout;
import io.glimpse.listing.CsvCell;
import io.glimpse.listing.LabelTable;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.Npy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what a bank holds as files of features, for other programs and for other banks. */
public final class BankFeatures {

  private static final String FEATURES = "features.npy";
  private static final String SHOTS = "shots.csv";

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
    Path features = folder.resolve(FEATURES);
    Matrix keys = bank.cache().keys().toMatrix();
    PictureReading reading = bank.provenance().pictures();
    write(
        features, keys.data(), encoder, FeatureOrigin.IMAGES, reading, keys.rows(), keys.columns());
    written.add(features);
    Path labels = folder.resolve("labels.npy");
    Npy.write(labels, bank.cache().labels());
    written.add(labels);
    Path text = folder.resolve("text.npy");
    Matrix weights = bank.text().weights();
    write(
        text,
        weights.data(),
        encoder,
        FeatureOrigin.TEXTS,
        null,
        weights.rows(),
        weights.columns());
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
      write(file, all.data(), encoder, FeatureOrigin.TEXTS, null, prompts.size(), each, width);
      written.add(file);
    }
    written.add(writeText(folder.resolve("names.txt"), bank.classes().names()));
    written.add(writeText(folder.resolve(SHOTS), table(bank)));
    return written;
  }

  /**
   * The shots that features were of, as {@code shots.csv} beside them says.
   *
   * @param rows how many there are
   * @return one a row; empty if they were not written by {@link #write}, or have other rows now
   */
  public static List<Shot> shots(Path features, int rows) throws IOException {
    Path table = features.resolveSibling(SHOTS);
    if (!String.valueOf(features.getFileName()).equals(FEATURES) || !Files.isRegularFile(table)) {
      return List.of();
    }
    LabelTable read;
    try {
      read = LabelTable.readPaths(table, new TableLayout("source", null, null));
    } catch (InputException e) {
      // Another's.
      return List.of();
    }
    List<String> places = read.column("row");
    List<String> ids = read.column("id");
    if (places == null || ids == null || ids.size() != rows) {
      return List.of();
    }
    List<Shot> shots = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      if (!places.get(row).equals(Integer.toString(row)) || ids.get(row).isBlank()) {
        return List.of();
      }
      shots.add(new Shot(ids.get(row), read.rows().get(row).path()));
    }
    return shots;
  }

  private static void write(
      Path file,
      float[] values,
      @Nullable Encoder encoder,
      String of,
      @Nullable PictureReading reading,
      int... shape)
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
    FeatureDescription description =
        new FeatureDescription(file, of, encoder, false, axes).withReading(reading);
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
              ",",
              Integer.toString(i),
              CsvCell.of(shot.id()),
              CsvCell.of(name),
              CsvCell.of(shot.source())));
    }
    return lines;
  }

  private static Path writeText(Path file, List<String> lines) throws IOException {
    String text = String.join("\n", lines) + "\n";
    AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    return file;
  }
}
