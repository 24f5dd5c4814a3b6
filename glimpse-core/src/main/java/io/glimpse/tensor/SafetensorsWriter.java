package io.glimpse.tensor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.glimpse.file.AtomicFile;
import io.glimpse.matrix.Matrix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects tensors and strings, then writes them as one safetensors file.
 *
 * <p>Arrays are not copied and must not change before {@link #write(Path)}. The same content gives
 * the same bytes, whatever the order in which it was added: wide elements come first, which keeps
 * every tensor aligned, and names decide among equals.
 */
public final class SafetensorsWriter {

  private static final int BUFFER_BYTES = 1 << 18;
  private static final int ALIGNMENT = 8;

  /** Leaves room for the header in the largest array. */
  private static final int MOST_BYTES = Integer.MAX_VALUE - (1 << 28);

  private final Map<String, String> metadata = new TreeMap<>();
  private final Map<String, Tensor> tensors = new TreeMap<>();

  /** Puts one element into a buffer that has room for it. */
  @FunctionalInterface
  private interface Elements {
    void put(ByteBuffer target, long index);
  }

  private record Tensor(
      String name, ElementType type, List<Integer> shape, long count, Elements elements) {
    long bytes() {
      return count * type.bytes();
    }
  }

  /** Adds a string that describes the file; a key that is there already is replaced. */
  public SafetensorsWriter metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  /** Adds F32 {@code [rows, columns]}. */
  public SafetensorsWriter add(String name, Matrix matrix) {
    int columns = matrix.columns();
    return add(
        name,
        ElementType.F32,
        (long) matrix.rows() * columns,
        (target, i) ->
            target.putFloat(matrix.data()[matrix.start((int) (i / columns)) + (int) (i % columns)]),
        matrix.rows(),
        columns);
  }

  /**
   * Adds F32 values.
   *
   * @param values row-major, as many as the shape has
   * @param shape no axis for a single number
   */
  public SafetensorsWriter add(String name, float[] values, int... shape) {
    return add(
        name,
        ElementType.F32,
        values.length,
        (target, i) -> target.putFloat(values[(int) i]),
        shape);
  }

  /** Adds I32 values; as {@link #add(String, float[], int...)}. */
  public SafetensorsWriter add(String name, int[] values, int... shape) {
    return add(
        name, ElementType.I32, values.length, (target, i) -> target.putInt(values[(int) i]), shape);
  }

  /** Adds I64 values; as {@link #add(String, float[], int...)}. */
  public SafetensorsWriter add(String name, long[] values, int... shape) {
    return add(
        name,
        ElementType.I64,
        values.length,
        (target, i) -> target.putLong(values[(int) i]),
        shape);
  }

  /** Adds U8 values; as {@link #add(String, float[], int...)}. */
  public SafetensorsWriter add(String name, byte[] values, int... shape) {
    return add(
        name, ElementType.U8, values.length, (target, i) -> target.put(values[(int) i]), shape);
  }

  /**
   * Adds F16 {@code [rows, columns]}.
   *
   * @param rows at least one, all of one length: the bits of each number
   */
  public SafetensorsWriter addHalves(String name, List<short[]> rows) {
    int columns = rows.get(0).length;
    return add(
        name,
        ElementType.F16,
        (long) rows.size() * columns,
        (target, i) -> target.putShort(rows.get((int) (i / columns))[(int) (i % columns)]),
        rows.size(),
        columns);
  }

  /** Takes the bytes of a file, piece after piece. */
  @FunctionalInterface
  private interface Target {
    void append(ByteBuffer bytes) throws IOException;
  }

  /** Writes the file, which appears whole or not at all. */
  public void write(Path target) throws IOException {
    try (AtomicFile file = AtomicFile.create(target)) {
      write(file::append);
      file.commit();
    }
  }

  /**
   * The bytes of the file.
   *
   * @throws IOException if they are too many for one array
   */
  public byte[] toBytes() throws IOException {
    long data = tensors.values().stream().mapToLong(Tensor::bytes).sum();
    if (data > MOST_BYTES) {
      throw new IOException(data + " bytes are too many for one array; write them to a file");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) data + BUFFER_BYTES);
    write(Channels.newChannel(bytes)::write);
    return bytes.toByteArray();
  }

  private void write(Target target) throws IOException {
    List<Tensor> inOrder =
        tensors.values().stream()
            .sorted(Comparator.comparingInt((Tensor t) -> t.type().bytes()).reversed())
            .toList();
    byte[] header = header(inOrder);
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    target.append(buffer.putLong(header.length).flip());
    target.append(ByteBuffer.wrap(header));
    for (Tensor tensor : inOrder) {
      append(target, tensor, buffer.clear());
    }
  }

  private SafetensorsWriter add(
      String name, ElementType type, long count, Elements elements, int... shape) {
    long size = 1;
    for (int axis : shape) {
      size = Math.multiplyExact(size, axis);
    }
    if (size != count) {
      throw new IllegalArgumentException(
          name + ": " + count + " values do not have the shape " + Arrays.toString(shape));
    }
    if (name.equals(SafetensorsHeader.METADATA)) {
      throw new IllegalArgumentException(name + " cannot be the name of a tensor");
    }
    List<Integer> axes = Arrays.stream(shape).boxed().toList();
    if (tensors.putIfAbsent(name, new Tensor(name, type, axes, count, elements)) != null) {
      throw new IllegalArgumentException("there is a tensor '" + name + "' already");
    }
    return this;
  }

  private static void append(Target target, Tensor tensor, ByteBuffer buffer) throws IOException {
    for (long i = 0; i < tensor.count(); i++) {
      if (buffer.remaining() < tensor.type().bytes()) {
        target.append(buffer.flip());
        buffer.clear();
      }
      tensor.elements().put(buffer, i);
    }
    target.append(buffer.flip());
  }

  private byte[] header(List<Tensor> inOrder) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(header)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectFieldStart(SafetensorsHeader.METADATA);
        for (var entry : metadata.entrySet()) {
          json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
      }
      long begin = 0;
      for (Tensor tensor : inOrder) {
        long end = begin + tensor.bytes();
        json.writeObjectFieldStart(tensor.name());
        json.writeStringField("dtype", tensor.type().name());
        json.writeArrayFieldStart("shape");
        for (int axis : tensor.shape()) {
          json.writeNumber(axis);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("data_offsets");
        json.writeNumber(begin);
        json.writeNumber(end);
        json.writeEndArray();
        json.writeEndObject();
        begin = end;
      }
      json.writeEndObject();
    }
    while (header.size() % ALIGNMENT != 0) {
      header.write(' ');
    }
    return header.toByteArray();
  }
}
