package io.glimpse.checkpoint;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The 64-bit values of the fields of one header that 32 bits are too few for, in their order. */
final class Zip64Fields {

  private static final int TAG = 1;

  private final MappedFile file;
  private final String member;
  private final ByteBuffer wide;

  /**
   * @param extra the tagged fields behind the header
   */
  Zip64Fields(MappedFile file, String member, ByteBuffer extra) {
    this.file = file;
    this.member = member;
    this.wide = find(extra);
  }

  /** The field's own value, or the next 64-bit one if it is at its limit. */
  long read(int field) throws CheckpointException {
    long narrow = Integer.toUnsignedLong(field);
    if (narrow != ZipDirectory.MAX_32) {
      return narrow;
    }
    try {
      long value = wide.getLong();
      if (value >= 0) {
        return value;
      }
    } catch (BufferUnderflowException e) {
      throw new CheckpointException(
          file.path(), "a header of '" + member + "' lacks its 64-bit sizes", e);
    }
    throw new CheckpointException(
        file.path(), "a header of '" + member + "' gives a size above 2^63");
  }

  private static ByteBuffer find(ByteBuffer extra) {
    for (int next = 0; next <= extra.limit() - 4; ) {
      int tag = Short.toUnsignedInt(extra.getShort(next));
      int length = Short.toUnsignedInt(extra.getShort(next + 2));
      int start = next + 4;
      if (length > extra.limit() - start) {
        break;
      }
      if (tag == TAG) {
        return extra.slice(start, length).order(ByteOrder.LITTLE_ENDIAN);
      }
      next = start + length;
    }
    return ByteBuffer.allocate(0);
  }
}
