package io.glimpse.cloud;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The kinds of numbers in binary PLY and PCD files. */
enum ScalarType {
  I8(1),
  U8(1),
  I16(2),
  U16(2),
  I32(4),
  U32(4),
  I64(8),
  U64(8),
  F32(4),
  F64(8);

  private final int bytes;

  ScalarType(int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }

  boolean isWhole() {
    return this != F32 && this != F64;
  }

  /** Reads one value at a place of the buffer, in the buffer's byte order. */
  double read(ByteBuffer buffer, int at) {
    return switch (this) {
      case I8 -> buffer.get(at);
      case U8 -> buffer.get(at) & 0xff;
      case I16 -> buffer.getShort(at);
      case U16 -> buffer.getShort(at) & 0xffff;
      case I32 -> buffer.getInt(at);
      case U32 -> buffer.getInt(at) & 0xffffffffL;
      case I64 -> buffer.getLong(at);
      case U64 -> unsigned(buffer.getLong(at));
      case F32 -> buffer.getFloat(at);
      case F64 -> buffer.getDouble(at);
    };
  }

  private static double unsigned(long value) {
    return value >= 0 ? value : 2.0 * ((value >>> 1) | (value & 1));
  }

  /** The type that a PLY header calls so, or null. */
  static @Nullable ScalarType ofPly(String word) {
    return switch (word) {
      case "char", "int8" -> I8;
      case "uchar", "uint8" -> U8;
      case "short", "int16" -> I16;
      case "ushort", "uint16" -> U16;
      case "int", "int32" -> I32;
      case "uint", "uint32" -> U32;
      case "int64" -> I64;
      case "uint64" -> U64;
      case "float", "float32" -> F32;
      case "double", "float64" -> F64;
      default -> null;
    };
  }

  /** The type of a PCD field with this letter and size, or null. */
  static @Nullable ScalarType ofPcd(String letter, int size) {
    return switch (letter + size) {
      case "I1" -> I8;
      case "U1" -> U8;
      case "I2" -> I16;
      case "U2" -> U16;
      case "I4" -> I32;
      case "U4" -> U32;
      case "I8" -> I64;
      case "U8" -> U64;
      case "F4" -> F32;
      case "F8" -> F64;
      default -> null;
    };
  }
}
