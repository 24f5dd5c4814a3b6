package io.glimpse.tensor;

import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * An open safetensors file, or the bytes of one: named tensors and a map of strings.
 *
 * <p>The header was checked when the file was opened: sizes agree with offsets, and the tensors
 * cover the rest of the file without gaps or overlaps. Values are read when they are asked for;
 * files above 2 GiB are fine. Whether values are finite is for the caller to judge. A method that
 * takes a name throws {@link TensorFormatException} if the file has no such tensor.
 *
 * <p>Safe for use by several threads. Interrupting a thread that reads closes the file.
 */
public final class Safetensors implements AutoCloseable {

  /** The limit for a header, as in the format's own library: 100 MB. */
  public static final long LONGEST_HEADER = 100_000_000;

  private final StoredBytes stored;
  private final long dataStart;
  private final SafetensorsHeader header;

  private Safetensors(StoredBytes stored, long dataStart, SafetensorsHeader header) {
    this.stored = stored;
    this.dataStart = dataStart;
    this.header = header;
  }

  /**
   * Opens a file and checks its header.
   *
   * @throws TensorFormatException if the header is not strict JSON of the format's fields, names a
   *     type that is not read here, or disagrees with the file's length
   */
  public static Safetensors open(Path path) throws IOException {
    PositionedFile file = PositionedFile.open(path);
    try {
      return of(file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /**
   * Reads the bytes of a file that are in memory, as {@link #open} reads a file.
   *
   * @param name what refusals call them
   * @param bytes not copied
   */
  public static Safetensors of(String name, byte[] bytes) throws IOException {
    return of(new ArrayBytes(name, bytes));
  }

  private static Safetensors of(StoredBytes stored) throws IOException {
    long available = stored.size() - Long.BYTES;
    if (available < 0) {
      throw new TensorFormatException(
          stored.name(), "is no safetensors file, it has only " + stored.size() + " bytes");
    }
    ByteBuffer lengthField = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    stored.read(0, lengthField);
    long length = lengthField.flip().getLong();
    if (length < 0 || length > Math.min(available, LONGEST_HEADER)) {
      throw new TensorFormatException(
          stored.name(),
          "byte 0 gives a header of %s bytes, but the file has %d and the limit is %d"
              .formatted(Long.toUnsignedString(length), stored.size(), LONGEST_HEADER));
    }
    long dataStart = Long.BYTES + length;
    InputStream in = new StoredInput(stored, Long.BYTES, dataStart);
    var header = SafetensorsHeader.read(stored.name(), in, available - length);
    return new Safetensors(stored, dataStart, header);
  }

  /** The path of the file, or the name of the bytes. */
  public Object name() {
    return stored.name();
  }

  /** The tensors' names, in the header's order. */
  public List<String> names() {
    return new ArrayList<>(header.tensors().keySet());
  }

  /** The strings that describe the file; empty where there are none. */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(header.metadata());
  }

  /** The lengths of the axes; empty for a single number. */
  public long[] shape(String name) throws TensorFormatException {
    return tensor(name).shape().axes();
  }

  /** The element type as the file names it, for example {@code F32} or {@code BF16}. */
  public String dtype(String name) throws TensorFormatException {
    return tensor(name).type().name();
  }

  /** The file's byte at which the tensor's first value starts, for who maps the file. */
  public long position(String name) throws TensorFormatException {
    return dataStart + tensor(name).begin();
  }

  /** A tensor as an array, which can be read while this is open. */
  public StoredArray array(String name) throws TensorFormatException {
    SafetensorsHeader.Entry tensor = tensor(name);
    return new StoredTensorArray(elements(name), tensor.shape());
  }

  /** A tensor among others. */
  private record StoredTensorArray(StoredElements elements, Shape form) implements StoredArray {

    @Override
    public Object name() {
      return elements.name();
    }

    @Override
    public long[] shape() {
      return form.axes();
    }

    @Override
    public boolean isBoolean() {
      return elements.type() == ElementType.BOOL;
    }

    @Override
    public void readFloats(long first, float[] target, int offset, int count) throws IOException {
      elements.readFloats(first, target, offset, count);
    }
  }

  /** All values, row-major, rounded to the nearest float. */
  public float[] floats(String name) throws IOException {
    float[] values = new float[tensor(name).shape().arrayLength(part(name))];
    readFloats(name, 0, values, 0, values.length);
    return values;
  }

  /** All values of a tensor with two axes. */
  public Matrix matrix(String name) throws IOException {
    Shape shape = tensor(name).shape();
    shape.requireDimensions(2, part(name), "a matrix");
    return Matrix.wrap(floats(name), (int) shape.axis(0), (int) shape.axis(1));
  }

  /** All values, row-major; refuses, by index, what is not a 32-bit whole number. */
  public int[] ints(String name) throws IOException {
    return elements(name).readInts(tensor(name).shape());
  }

  /** The bytes as they are stored, little-endian. */
  public byte[] bytes(String name) throws IOException {
    SafetensorsHeader.Entry tensor = tensor(name);
    long length = tensor.end() - tensor.begin();
    if (length > Integer.MAX_VALUE - 8) {
      throw new TensorFormatException(
          part(name), "its " + length + " bytes are too many for one array; read it in blocks");
    }
    byte[] bytes = new byte[(int) length];
    readBytes(name, 0, ByteBuffer.wrap(bytes));
    return bytes;
  }

  /**
   * Reads a block of values, rounded to the nearest float.
   *
   * @param first the first value, from 0
   * @throws IndexOutOfBoundsException if the block is not within the tensor or the target
   */
  public void readFloats(String name, long first, float[] target, int offset, int count)
      throws IOException {
    elements(name).readFloats(first, target, offset, count);
  }

  /**
   * Copies stored bytes, little-endian, until {@code target} is full.
   *
   * @param first the first byte, counted from the tensor's first
   * @throws IndexOutOfBoundsException if the tensor has not as many bytes
   */
  public void readBytes(String name, long first, ByteBuffer target) throws IOException {
    elements(name).readBytes(first, target);
  }

  @Override
  public void close() throws IOException {
    stored.close();
  }

  private StoredElements elements(String name) throws TensorFormatException {
    SafetensorsHeader.Entry tensor = tensor(name);
    return new StoredElements(
        part(name),
        stored,
        dataStart + tensor.begin(),
        tensor.type(),
        ByteOrder.LITTLE_ENDIAN,
        tensor.shape().elements());
  }

  private SafetensorsHeader.Entry tensor(String name) throws TensorFormatException {
    SafetensorsHeader.Entry tensor = header.tensors().get(name);
    if (tensor == null) {
      throw new TensorFormatException(
          stored.name(),
          "has no tensor '" + name + "'; it has " + String.join(", ", header.tensors().keySet()));
    }
    return tensor;
  }

  private String part(String name) {
    return stored.name() + "[" + name + "]";
  }
}
