package io.glimpse.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The weights of a graph, one after the other in a file beside it: what ONNX calls external data. A
 * protobuf message ends at 2 GB; this has no such bound.
 */
final class WeightsFile implements AutoCloseable {

  /** A page, so that ONNX Runtime can map every weight where it lies. */
  static final int ALIGNMENT = 4096;

  private static final int BLOCK = 1 << 20;

  /** The values of a weight in row-major order. */
  @FunctionalInterface
  interface Values {
    /** Fills {@code target} with the values from index {@code first} on. */
    void read(long first, FloatBuffer target);
  }

  /** Where a weight lies in the file. */
  record Place(long offset, long bytes) {}

  private final String name;
  private final FileChannel channel;
  private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
  private long end;

  private WeightsFile(String name, FileChannel channel) {
    this.name = name;
    this.channel = channel;
  }

  /** Starts a file, which must not exist. */
  static WeightsFile create(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new WeightsFile(String.valueOf(file.getFileName()), channel);
  }

  /** The file's name, by which a graph of the same folder refers to it. */
  String name() {
    return name;
  }

  /** Copies a float32 weight to the end of the file, a block at a time. */
  Place append(List<Integer> shape, Values values) throws IOException {
    long count = 1;
    for (int extent : shape) {
      count = Math.multiplyExact(count, extent);
    }
    long offset = nextOffset();
    long position = offset;
    for (long first = 0; first < count; ) {
      int some = (int) Math.min(count - first, BLOCK / Float.BYTES);
      values.read(first, block.clear().asFloatBuffer().limit(some));
      block.limit(some * Float.BYTES);
      while (block.hasRemaining()) {
        position += channel.write(block, position);
      }
      first += some;
    }
    end = position;
    return new Place(offset, end - offset);
  }

  /** Copies a weight that is not float32 to the end of the file, in the bytes that ONNX wants. */
  Place append(byte[] values) throws IOException {
    long offset = nextOffset();
    ByteBuffer bytes = ByteBuffer.wrap(values);
    while (bytes.hasRemaining()) {
      channel.write(bytes, offset + bytes.position());
    }
    end = offset + values.length;
    return new Place(offset, values.length);
  }

  private long nextOffset() {
    return (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
