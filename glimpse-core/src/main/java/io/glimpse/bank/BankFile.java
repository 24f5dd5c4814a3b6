package io.glimpse.bank;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.calibration.Calibration;
import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.Labels;
import io.glimpse.feature.TextFeatures;
import io.glimpse.file.FileKind;
import io.glimpse.local.LocalShots;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.Safetensors;
import io.glimpse.tensor.SafetensorsWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file of a bank: safetensors with JSON in its metadata.
 *
 * <p>Tensors: {@code text.prompts} [p, d] float32, the unit row of every prompt, class after class;
 * {@code cache.keys} [n, d] float32; {@code cache.labels} [n] int64; {@code trained.*} float32 what
 * training made; {@code calibration.*} float32 how far answers can be trusted; {@code local.tokens}
 * float16, in banks that look at small places, a row for every square of every shot, its levels
 * behind each other. Metadata: {@code format} and {@code version}, and as JSON {@code encoder},
 * {@code classes}, {@code templates}, {@code prompts} (a list a class), {@code shots}, {@code
 * method}, {@code parameters}, {@code calibration}, {@code provenance} and, in a bank of point
 * clouds, {@code clouds}.
 */
public final class BankFile {

  private static final String FORMAT = "glimpse-bank";
  private static final String VERSION = "1";
  private static final String LOCAL = "local.tokens";

  /** What rounding to 16 bits leaves of a unit row. */
  private static final double MOST_OFF_UNIT = 1e-2;

  private static final ObjectMapper JSON = new ObjectMapper();

  private BankFile() {}

  /** Writes a bank; whatever happens, the file holds either this bank or what it held before. */
  public static void write(Path file, Bank bank) throws IOException {
    writer(bank).write(file);
  }

  /**
   * The bytes of a bank's file, for stores that are no folders.
   *
   * @throws IOException if they are too many for one array
   */
  public static byte[] toBytes(Bank bank) throws IOException {
    return writer(bank).toBytes();
  }

  private static SafetensorsWriter writer(Bank bank) throws IOException {
    List<Matrix> prompts = bank.text().prompts();
    Matrix rows =
        new Matrix(prompts.stream().mapToInt(Matrix::rows).sum(), bank.text().dimension());
    int at = 0;
    for (Matrix some : prompts) {
      rows.setRows(at, some);
      at += some.rows();
    }
    int[] labels = bank.cache().labels();
    long[] wide = new long[labels.length];
    for (int i = 0; i < labels.length; i++) {
      wide[i] = labels[i];
    }
    Calibration calibration = bank.calibration();
    SafetensorsWriter writer = BankFrame.writer(bank, bank.weights(), calibration);
    LocalShots local = bank.shots().local();
    if (local != null) {
      writer
          .metadata("local", JSON.writeValueAsString(BankFrame.json(local, true)))
          .addHalves(LOCAL, local.halves());
    }
    return writer
        .metadata("format", FORMAT)
        .metadata("version", VERSION)
        .metadata("classes", JSON.writeValueAsString(bank.classes().names()))
        .metadata("prompts", JSON.writeValueAsString(bank.prompts()))
        .metadata("shots", JSON.writeValueAsString(bank.shots().list()))
        .add("text.prompts", rows)
        .add("cache.keys", bank.cache().keys().toMatrix())
        .add("cache.labels", wide, labels.length);
  }

  /**
   * Reads a bank.
   *
   * @throws IOException if it is not a whole and sound bank, naming the file and what is wrong
   */
  public static Bank read(Path file) throws IOException {
    if (Files.isRegularFile(file)) {
      requireNothingElse(file, FileKind.of(file));
    }
    try (Safetensors tensors = Safetensors.open(file)) {
      return read(tensors);
    }
  }

  /**
   * Reads a bank from the bytes of its file.
   *
   * @param name what refusals call it
   * @throws IOException if it is not a whole and sound bank, naming it and what is wrong
   */
  public static Bank read(String name, byte[] bytes) throws IOException {
    requireNothingElse(name, FileKind.of(bytes));
    try (Safetensors tensors = Safetensors.of(name, bytes)) {
      return read(tensors);
    }
  }

  /** The header of a picture, taken for one of a bank, would be refused in numbers. */
  private static void requireNothingElse(Object file, Optional<String> kind) throws IOException {
    if (kind.isPresent()) {
      throw refused(file, "this is " + kind.get() + ", not a bank of Glimpse", null);
    }
  }

  private static Bank read(Safetensors tensors) throws IOException {
    try {
      return checked(tensors);
    } catch (IllegalArgumentException e) {
      throw refused(tensors.name(), "this bank is damaged: " + e.getMessage(), e);
    }
  }

  static FileSystemException refused(Object file, String why, @Nullable Throwable cause) {
    FileSystemException e = new FileSystemException(file.toString(), null, why);
    if (cause != null) {
      e.initCause(cause);
    }
    return e;
  }

  private static Bank checked(Safetensors tensors) throws IOException {
    Map<String, String> metadata = tensors.metadata();
    if (!FORMAT.equals(metadata.get("format"))) {
      throw refused(tensors.name(), "this is a safetensors file, but not a bank of Glimpse", null);
    }
    if (!VERSION.equals(metadata.get("version"))) {
      throw refused(
          tensors.name(),
          "this bank has version %s, but this Glimpse reads version %s"
              .formatted(metadata.get("version"), VERSION),
          null);
    }
    BankMetadata said = new BankMetadata(metadata);
    ClassSet classes = said.classes();
    List<List<String>> prompts = said.prompts(classes);
    said.parameters(said.method());
    TextFeatures text = text(tensors, classes, prompts);
    Matrix keys = unitRows(tensors, "cache.keys");
    if (keys.columns() != text.dimension()) {
      throw new IllegalArgumentException(
          "cache.keys is "
              + keys.columns()
              + " wide, but text.prompts is "
              + text.dimension()
              + " wide");
    }
    LocalShots local = local(tensors, said, keys.rows());
    return new Bank(
        said.encoder(),
        new BankTexts(text, prompts, said.templates()),
        BankShots.of(Cache.of(keys, labels(tensors, classes)), said.shots()).withLocal(local),
        BankFrame.fitted(tensors, said, classes.size(), keys, local),
        said.provenance(),
        said.clouds());
  }

  /** The local tokens of the shots; null where there are none. */
  private static @Nullable LocalShots local(Safetensors tensors, BankMetadata said, int shots)
      throws IOException {
    BankMetadata.LocalShape shape = said.local();
    if (shape == null) {
      return null;
    }
    List<Integer> counts = shape.squaresOf(shots);
    long squares = counts.stream().mapToLong(Integer::longValue).sum();
    long numbers = shape.numbers();
    if (!tensors.names().contains(LOCAL)
        || !Arrays.equals(tensors.shape(LOCAL), new long[] {squares, numbers})
        || !tensors.dtype(LOCAL).equals("F16")) {
      throw new IllegalArgumentException(
          LOCAL
              + " is not the F16 tensor of %d x %d that its metadata 'local' tells of"
                  .formatted(squares, numbers));
    }
    List<short[]> rows = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.allocate(2 * (int) numbers).order(ByteOrder.LITTLE_ENDIAN);
    for (long square = 0; square < squares; square++) {
      tensors.readBytes(LOCAL, 2 * numbers * square, bytes.clear());
      short[] row = new short[(int) numbers];
      bytes.flip().asShortBuffer().get(row);
      rows.add(row);
    }
    return LocalShots.ofHalves(shape.widths(), shape.places(), shape.tiling(), counts, rows);
  }

  private static Labels labels(Safetensors tensors, ClassSet classes) throws IOException {
    Labels labels = Labels.of(tensors.ints("cache.labels")).requireBelow(classes.size());
    int[] counts = labels.counts(classes.size());
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] == 0) {
        throw new IllegalArgumentException("class '" + classes.name(c) + "' has no shots");
      }
    }
    return labels;
  }

  private static TextFeatures text(
      Safetensors tensors, ClassSet classes, List<List<String>> prompts) throws IOException {
    Matrix rows = unitRows(tensors, "text.prompts");
    int listed = prompts.stream().mapToInt(List::size).sum();
    if (listed != rows.rows()) {
      throw new IllegalArgumentException(
          "its metadata 'prompts' lists "
              + listed
              + " prompts, but text.prompts has "
              + rows.rows()
              + " rows");
    }
    List<Matrix> byClass = new ArrayList<>();
    int at = 0;
    for (List<String> some : prompts) {
      byClass.add(rows.rows(at, at + some.size()));
      at += some.size();
    }
    return TextFeatures.ofPrompts(classes, byClass);
  }

  /** Rows of length 1, as votes and logits take them to be. */
  private static Matrix unitRows(Safetensors tensors, String name) throws IOException {
    Matrix rows = BankFrame.finite(tensors, name);
    for (int i = 0; i < rows.rows(); i++) {
      if (Math.abs(rows.norm(i) - 1) > MOST_OFF_UNIT) {
        throw new IllegalArgumentException(
            "%s, row %d has the length %.4g, not 1".formatted(name, i, rows.norm(i)));
      }
    }
    return rows;
  }
}
