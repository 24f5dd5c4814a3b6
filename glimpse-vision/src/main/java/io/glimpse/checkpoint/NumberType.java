package io.glimpse.checkpoint;

import io.glimpse.tensor.Half;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** What the elements of a stored tensor are; the constants are named as in safetensors. */
enum NumberType {
  F64("DoubleStorage", 8),
  F32("FloatStorage", 4),
  F16("HalfStorage", 2),
  BF16("BFloat16Storage", 2),
  I64("LongStorage", 8),
  I32("IntStorage", 4),
  I16("ShortStorage", 2),
  I8("CharStorage", 1),
  U8("ByteStorage", 1),
  BOOL("BoolStorage", 1);

  private final String torchStorage;
  private final int bytes;

  NumberType(String torchStorage, int bytes) {
    this.torchStorage = torchStorage;
    this.bytes = bytes;
  }

  /** The type of PyTorch's storage class, for example {@code HalfStorage}; null if unknown. */
  static @Nullable NumberType ofTorchStorage(String name) {
    for (NumberType type : values()) {
      if (type.torchStorage.equals(name)) {
        return type;
      }
    }
    return null;
  }

  /** The type that safetensors calls {@code name}; null if it is not read here. */
  static @Nullable NumberType ofSafetensors(String name) {
    for (NumberType type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }

  /** The size of an element in bytes. */
  int bytes() {
    return bytes;
  }

  /** Whether weights may be of this type. */
  boolean isFloat() {
    return this == F64 || this == F32 || this == F16 || this == BF16;
  }

  /** The element that starts at byte {@code index}, rounded to the nearest float. */
  float floatAt(ByteBuffer source, int index) {
    return switch (this) {
      case F64 -> (float) source.getDouble(index);
      case F32 -> source.getFloat(index);
      case F16 -> Half.toFloat(source.getShort(index));
      case BF16 -> Float.intBitsToFloat(source.getShort(index) << 16);
      case I64 -> source.getLong(index);
      case I32 -> source.getInt(index);
      case I16 -> source.getShort(index);
      case I8 -> source.get(index);
      case U8 -> Byte.toUnsignedInt(source.get(index));
      case BOOL -> source.get(index) == 0 ? 0 : 1;
    };
  }

  /** Converts all elements of {@code source}, which starts at 0, to the target's position on. */
  void toFloats(ByteBuffer source, FloatBuffer target) {
    switch (this) {
      case F32 -> target.put(source.asFloatBuffer());
      case F16 -> {
        for (int i = 0; i < source.limit(); i += Short.BYTES) {
          target.put(Half.toFloat(source.getShort(i)));
        }
      }
      default -> {
        for (int i = 0; i < source.limit(); i += bytes) {
          target.put(floatAt(source, i));
        }
      }
    }
  }
}
