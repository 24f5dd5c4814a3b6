package io.glimpse.tensor;

import io.glimpse.matrix.Matrix;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An open {@code .npz} file: a zip, stored or deflated, of {@code .npy} files.
 *
 * <p>An array is refused before anything is allocated for it if it would take more than {@link
 * #LARGEST_ARRAY_BYTES}, if its header disagrees with the zip's entry, or if no deflated stream can
 * expand as far as the entry says.
 */
public final class Npz implements AutoCloseable {

  /** The limit for one array, unpacked, in bytes: 2 GiB. */
  public static final long LARGEST_ARRAY_BYTES = 2L << 30;

  /** Deflate never does better than 1032 : 1; the slack covers an entry's last, short block. */
  private static final long BEST_DEFLATE_RATIO = 1032;

  private static final String SUFFIX = ".npy";
  private static final int BLOCK_BYTES = 1 << 16;

  /**
   * One array, unpacked.
   *
   * @param name without {@code .npy}
   * @param shape the lengths of the axes
   * @param values row-major, rounded to the nearest float
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Array(String name, long[] shape, float[] values) {}

  private final Path path;
  private final ZipFile zip;
  private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

  private Npz(Path path, ZipFile zip) {
    this.path = path;
    this.zip = zip;
  }

  /** Opens a file and lists its arrays; entries that do not end in {@code .npy} are passed over. */
  public static Npz open(Path path) throws IOException {
    PositionedFile.requireRegular(path);
    Npz npz;
    try {
      npz = new Npz(path, new ZipFile(path.toFile()));
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw new TensorFormatException(path, "is no .npz file (" + e.getMessage() + ")", e);
    }
    try {
      for (var all = npz.zip.entries(); all.hasMoreElements(); ) {
        npz.list(all.nextElement());
      }
      return npz;
    } catch (IOException | RuntimeException e) {
      npz.close();
      throw e;
    }
  }

  /** The arrays' names, without {@code .npy}, in the order of the file. */
  public List<String> names() {
    return new ArrayList<>(entries.keySet());
  }

  /** Unpacks one array. */
  public Array read(String name) throws IOException {
    ArrayInMemory array = unpacked(name);
    return new Array(name, array.shape(), array.values());
  }

  /** Unpacks one array, which needs this no longer. */
  public StoredArray array(String name) throws IOException {
    return unpacked(name);
  }

  private ArrayInMemory unpacked(String name) throws IOException {
    ZipEntry entry = entries.get(name);
    if (entry == null) {
      throw new TensorFormatException(
          path, "has no array '" + name + "'; it has " + String.join(", ", entries.keySet()));
    }
    String part = part(name);
    checkSize(part, entry);
    try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
      NpyHeader header = NpyHeader.read(part, in, entry.getSize());
      float[] values = new float[header.shape().arrayLength(part)];
      readValues(part, in, header, values);
      if (in.read() >= 0) {
        throw new TensorFormatException(part, "unpacks to more bytes than the zip says");
      }
      if (in.getChecksum().getValue() != entry.getCrc()) {
        throw new TensorFormatException(part, "is damaged, its checksum does not fit");
      }
      if (header.columnMajor()) {
        FortranOrder order = new FortranOrder(part, header.shape());
        order.accept(values, values.length);
        values = order.rowMajor();
      }
      return new ArrayInMemory(
          part, header.shape().axes(), values, header.type() == ElementType.BOOL);
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw new TensorFormatException(part, "cannot be unpacked (" + e.getMessage() + ")", e);
    }
  }

  /** Unpacks one array of two axes. */
  public Matrix matrix(String name) throws IOException {
    Array array = read(name);
    String part = part(name);
    Shape shape = Shape.of(part, array.shape());
    shape.requireDimensions(2, part, "a matrix");
    return Matrix.wrap(array.values(), (int) shape.axis(0), (int) shape.axis(1));
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private String part(String name) {
    return path + "[" + name + "]";
  }

  private void list(ZipEntry entry) throws TensorFormatException {
    String file = entry.getName();
    if (file.endsWith(SUFFIX)) {
      String name = file.substring(0, file.length() - SUFFIX.length());
      if (entries.put(name, entry) != null) {
        throw new TensorFormatException(path, "has two arrays of the name '" + name + "'");
      }
    }
  }

  private static void checkSize(String part, ZipEntry entry) throws TensorFormatException {
    long size = entry.getSize();
    long packed = entry.getCompressedSize();
    if (size > LARGEST_ARRAY_BYTES) {
      throw new TensorFormatException(
          part,
          "takes %d bytes unpacked, the limit is %d; save it as a .npy file of its own"
              .formatted(size, LARGEST_ARRAY_BYTES));
    }
    if (size < 0 || size / BEST_DEFLATE_RATIO > packed + 1) {
      throw new TensorFormatException(
          part, "claims to unpack %d bytes to %d, which cannot be".formatted(packed, size));
    }
  }

  private static void readValues(String part, InputStream in, NpyHeader header, float[] values)
      throws IOException {
    ElementType type = header.type();
    byte[] bytes = new byte[BLOCK_BYTES];
    ByteBuffer block = ByteBuffer.wrap(bytes).order(header.order());
    int perBlock = BLOCK_BYTES / type.bytes();
    int count;
    for (int done = 0; done < values.length; done += count) {
      count = Math.min(perBlock, values.length - done);
      int wanted = count * type.bytes();
      if (in.readNBytes(bytes, 0, wanted) < wanted) {
        throw new TensorFormatException(part, "unpacks to fewer bytes than the zip says");
      }
      type.toFloats(block, values, done, count);
    }
  }
}
