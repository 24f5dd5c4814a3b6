package io.glimpse.store;

import io.glimpse.file.PathLock;
import io.glimpse.file.Sha256;
import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The features of texts that one model encoded before, in a file that only grows.
 *
 * <p>Its records have one length: SHA-256 of the text, the float32 row, and CRC-32C of both. So a
 * record that a killed process left unfinished is known by the file's length, and cut off by the
 * next one to write; a damaged record is never used. Processes append under a lock. Where the file
 * cannot be read or written, texts are encoded anew, and nothing else happens.
 *
 * <p>Safe for use by several threads.
 */
public final class TextCache {

  /** Beyond it nothing more is added: about 100,000 prompts. */
  private static final long LARGEST = 256L << 20;

  private static final byte[] MAGIC = "glimpse texts 1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int KEY = Sha256.LENGTH;

  private final Path file;
  private final Path lockFile;
  private final int dimension;
  private final int record;

  /** Texts that go to the file together: what a killed run loses of its work at most. */
  private static final int KEPT_TOGETHER = 512;

  /** Where the record of a key starts. */
  private final Map<ByteBuffer, Long> places = new HashMap<>();

  /** Up to here the file's keys are in {@link #places}. */
  private long indexed = MAGIC.length;

  /**
   * The cache of a model in {@code home/texts}.
   *
   * @param fingerprint of all that the rows depend on but the texts; the file's name
   * @param dimension of a row
   */
  public TextCache(Path home, String fingerprint, int dimension) {
    Path folder = home.resolve("texts");
    this.file = folder.resolve(fingerprint);
    this.lockFile = folder.resolve(".locks").resolve(fingerprint);
    this.dimension = dimension;
    this.record = KEY + dimension * Float.BYTES + Integer.BYTES;
  }

  /**
   * A row a text: those that are not known are encoded, and known from then on.
   *
   * @param encoding of some texts that differ from each other, a row each
   */
  public Matrix rows(List<String> texts, Function<List<String>, Matrix> encoding) {
    Map<String, float @Nullable []> rows = new LinkedHashMap<>();
    for (String text : texts) {
      rows.put(text, null);
    }
    find(rows);
    List<String> missing = new ArrayList<>();
    rows.forEach(
        (text, row) -> {
          if (row == null) {
            missing.add(text);
          }
        });
    for (int from = 0; from < missing.size(); from += KEPT_TOGETHER) {
      List<String> some = missing.subList(from, Math.min(missing.size(), from + KEPT_TOGETHER));
      Matrix encoded = encoding.apply(some);
      for (int i = 0; i < some.size(); i++) {
        rows.put(some.get(i), encoded.row(i));
      }
      add(some, encoded);
    }
    Matrix all = new Matrix(texts.size(), dimension);
    for (int i = 0; i < texts.size(); i++) {
      System.arraycopy(rows.get(texts.get(i)), 0, all.data(), all.start(i), dimension);
    }
    return all;
  }

  /**
   * Fills in the rows that are known.
   *
   * @param rows by text; those that stay null are not known
   */
  public synchronized void find(Map<String, float @Nullable []> rows) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (!startsRight(channel)) {
        return;
      }
      index(channel);
      for (Map.Entry<String, float @Nullable []> entry : rows.entrySet()) {
        Long place = places.get(key(entry.getKey()));
        if (place != null) {
          entry.setValue(read(channel, place, entry.getKey()));
        }
      }
    } catch (IOException e) {
      // There is no file yet, or it cannot be read: all rows stay unknown.
    }
  }

  private static boolean startsRight(FileChannel channel) throws IOException {
    return ByteBuffer.wrap(MAGIC).equals(block(channel, 0, MAGIC.length));
  }

  /** Takes in the keys that were appended since the last time, by whichever process. */
  private void index(FileChannel channel) throws IOException {
    if (channel.size() < indexed) {
      places.clear();
      indexed = MAGIC.length;
    }
    int atOnce = Math.max(1, (1 << 20) / record);
    while (channel.size() - indexed >= record) {
      int some = (int) Math.min(atOnce, (channel.size() - indexed) / record);
      ByteBuffer records = block(channel, indexed, some * record);
      if (records.remaining() < some * record) {
        return;
      }
      for (int i = 0; i < some; i++) {
        ByteBuffer key = ByteBuffer.allocate(KEY).put(records.slice(i * record, KEY)).flip();
        places.put(key, indexed + (long) i * record);
      }
      indexed += (long) some * record;
    }
  }

  private float @Nullable [] read(FileChannel channel, long place, String text) throws IOException {
    ByteBuffer bytes = block(channel, place, record);
    if (bytes.remaining() < record
        || !bytes.slice(0, KEY).equals(key(text))
        || bytes.getInt(record - Integer.BYTES) != checksum(bytes)) {
      return null;
    }
    float[] row = new float[dimension];
    bytes
        .slice(KEY, dimension * Float.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(row);
    return row;
  }

  /**
   * Appends rows, if nothing forbids it.
   *
   * @param rows as many as texts, {@code dimension} wide
   */
  @SuppressWarnings("try") // The lock is held, not used.
  public void add(List<String> texts, Matrix rows) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(texts.size(), record))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < texts.size(); i++) {
      ByteBuffer one = bytes.slice(i * record, record).order(ByteOrder.LITTLE_ENDIAN);
      one.put(key(texts.get(i)));
      for (int j = 0; j < dimension; j++) {
        one.putFloat(rows.get(i, j));
      }
      one.putInt(checksum(one));
    }
    try (PathLock lock = PathLock.exclusive(lockFile, () -> {})) {
      append(bytes);
    } catch (IOException e) {
      // They will be encoded again.
    }
  }

  private void append(ByteBuffer bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (channel.size() + bytes.remaining() > LARGEST) {
        return;
      }
      if (!startsRight(channel)) {
        channel.truncate(0);
        write(channel, 0, ByteBuffer.wrap(MAGIC));
      }
      // What a killed process began is overwritten.
      long whole = (channel.size() - MAGIC.length) / record;
      write(channel, MAGIC.length + whole * record, bytes);
    }
  }

  private static void write(FileChannel channel, long position, ByteBuffer bytes)
      throws IOException {
    long next = position;
    while (bytes.hasRemaining()) {
      next += channel.write(bytes, next);
    }
  }

  /** Up to {@code length} bytes; fewer where the file ends. */
  private static ByteBuffer block(FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {
      // A read may give less than was asked for.
    }
    return bytes.flip();
  }

  private int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(0, record - Integer.BYTES));
    return (int) crc.getValue();
  }

  private static ByteBuffer key(String text) {
    // Unpaired surrogates become U+FFFD here, as they do for the tokenizer; UTF-8 would make them
    // question marks, and another text.
    return ByteBuffer.wrap(Sha256.of(text, StandardCharsets.UTF_16BE));
  }
}
