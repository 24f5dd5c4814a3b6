package io.glimpse.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file in the address space, little-endian, of any length.
 *
 * <p>A buffer ends at 2 GiB, so the file is mapped in segments. Each reaches {@link #LONGEST_SLICE}
 * into the next, so that nothing that is read at once is ever split. The pages go back to the
 * system when the garbage collector finds the object unused.
 */
final class MappedFile {

  /** The most bytes that can be had in one slice. */
  static final int LONGEST_SLICE = 1 << 20;

  private static final int SEGMENT_BITS = 30;
  private static final long SEGMENT = 1L << SEGMENT_BITS;

  private final Path path;
  private final long size;
  private final MappedByteBuffer[] segments;

  private MappedFile(Path path, long size, MappedByteBuffer[] segments) {
    this.path = path;
    this.size = size;
    this.segments = segments;
  }

  static MappedFile open(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      var segments = new MappedByteBuffer[Math.toIntExact((size + SEGMENT - 1) >> SEGMENT_BITS)];
      for (int i = 0; i < segments.length; i++) {
        long start = i * SEGMENT;
        long length = Math.min(size - start, SEGMENT + LONGEST_SLICE);
        segments[i] = channel.map(MapMode.READ_ONLY, start, length);
        segments[i].order(ByteOrder.LITTLE_ENDIAN);
      }
      return new MappedFile(path, size, segments);
    }
  }

  Path path() {
    return path;
  }

  long size() {
    return size;
  }

  /** The segment that holds an element at {@code position} from {@link #index} on. */
  ByteBuffer segment(long position) {
    return segments[(int) (position >> SEGMENT_BITS)];
  }

  /** Where {@code position} is in its {@link #segment}. */
  static int index(long position) {
    return (int) (position & (SEGMENT - 1));
  }

  /**
   * A view of {@code length} bytes, at most {@link #LONGEST_SLICE}.
   *
   * @throws IndexOutOfBoundsException if they are not all within the file
   */
  ByteBuffer slice(long position, int length) {
    if (position < 0 || length < 0 || length > LONGEST_SLICE || position > size - length) {
      throw new IndexOutOfBoundsException(
          length + " bytes at " + position + " of " + size + " in " + path);
    }
    if (length == 0) {
      return ByteBuffer.allocate(0);
    }
    return segment(position).slice(index(position), length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
