package io.glimpse.hub;

import io.glimpse.tensor.Half;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The types of the values of a tensor, as ONNX numbers them. */
enum ElementType {
  FLOAT(1, 32),
  UINT8(2, 8),
  INT8(3, 8),
  UINT16(4, 16),
  INT16(5, 16),
  INT32(6, 32),
  INT64(7, 64),
  BOOL(9, 8),
  FLOAT16(10, 16),
  DOUBLE(11, 64),
  UINT32(12, 32),
  UINT64(13, 64),
  BFLOAT16(16, 16),
  FLOAT8E4M3FN(17, 8),
  FLOAT8E4M3FNUZ(18, 8),
  FLOAT8E5M2(19, 8),
  FLOAT8E5M2FNUZ(20, 8),
  UINT4(21, 4),
  INT4(22, 4),
  FLOAT4E2M1(23, 4);

  private final int code;
  private final int bits;

  ElementType(int code, int bits) {
    this.code = code;
    this.bits = bits;
  }

  /** By its number; empty for strings, complex numbers and what nobody knows. */
  static Optional<ElementType> of(long code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  /**
   * What some values take, packed.
   *
   * @param elements such that 8 of them each can be counted
   */
  long bytes(long elements) {
    return bits >= Byte.SIZE ? elements * (bits / Byte.SIZE) : (elements * bits + 7) / Byte.SIZE;
  }

  /** Whether {@link #next} and {@link #ofInteger} know its numbers, as those of all sizes. */
  boolean isReadable() {
    return this != BOOL && bits >= Byte.SIZE && code <= BFLOAT16.code;
  }

  /** The next of some values as they lie in memory, in the buffer's order of bytes. */
  double next(ByteBuffer values) {
    return switch (this) {
      case FLOAT -> values.getFloat();
      case DOUBLE -> values.getDouble();
      case INT8, UINT8 -> ofInteger(values.get());
      case INT16, UINT16, FLOAT16, BFLOAT16 -> ofInteger(values.getShort());
      case INT32, UINT32 -> ofInteger(values.getInt());
      case INT64, UINT64 -> ofInteger(values.getLong());
      default -> throw new IllegalArgumentException("the numbers of " + this + " are not read");
    };
  }

  /** The number that an integer of a field says: itself, or the one with its bits. */
  double ofInteger(long integer) {
    return switch (this) {
      case UINT8 -> integer & 0xff;
      case UINT16 -> integer & 0xffff;
      case UINT32 -> integer & 0xffffffffL;
      case UINT64 -> integer >= 0 ? integer : 0x1p64 + integer;
      case FLOAT16 -> Half.toFloat((short) integer);
      case BFLOAT16 -> Float.intBitsToFloat((int) integer << Short.SIZE);
      default -> integer;
    };
  }

  /** As type names are usually written. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
