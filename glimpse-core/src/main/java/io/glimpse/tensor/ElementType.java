package io.glimpse.tensor;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What the elements of a stored tensor are; the constants are named as in safetensors. */
enum ElementType {
  F64("f8", 8) {
    @Override
    double doubleAt(ByteBuffer source, int index) {
      return source.getDouble(index);
    }
  },
  F32("f4", 4) {
    @Override
    double doubleAt(ByteBuffer source, int index) {
      return source.getFloat(index);
    }

    @Override
    void toFloats(ByteBuffer source, float[] target, int offset, int count) {
      source.asFloatBuffer().get(target, offset, count);
    }
  },
  F16("f2", 2) {
    @Override
    double doubleAt(ByteBuffer source, int index) {
      return Half.toFloat(source.getShort(index));
    }

    @Override
    void toFloats(ByteBuffer source, float[] target, int offset, int count) {
      Half.toFloats(source, target, offset, count);
    }
  },
  BF16(null, 2) {
    @Override
    double doubleAt(ByteBuffer source, int index) {
      return Float.intBitsToFloat(source.getShort(index) << 16);
    }
  },
  I64("i8", 8) {
    @Override
    double doubleAt(ByteBuffer source, int index) {
      return source.getLong(index);
    }

    @Override
    float floatAt(ByteBuffer source, int index) {
      return source.getLong(index); // by way of double it would be rounded twice
    }
  },
  I32("i4", 4) {
    @Override
    double doubleAt(ByteBuffer source, int index) {
      return source.getInt(index);
    }
  },
  I16("i2", 2) {
    @Override
    double doubleAt(ByteBuffer source, int index) {
      return source.getShort(index);
    }
  },
  I8("i1", 1) {
    @Override
    double doubleAt(ByteBuffer source, int index) {
      return source.get(index);
    }
  },
  U64("u8", 8) {
    @Override
    double doubleAt(ByteBuffer source, int index) {
      long value = source.getLong(index);
      return value >= 0 ? value : 2.0 * halved(value);
    }

    @Override
    float floatAt(ByteBuffer source, int index) {
      long value = source.getLong(index);
      return value >= 0 ? value : 2.0f * halved(value);
    }

    /** Half of an unsigned value; the lowest bit stays in the sum, as rounding depends on it. */
    private static long halved(long value) {
      return (value >>> 1) | (value & 1);
    }
  },
  U32("u4", 4) {
    @Override
    double doubleAt(ByteBuffer source, int index) {
      return Integer.toUnsignedLong(source.getInt(index));
    }
  },
  U16("u2", 2) {
    @Override
    double doubleAt(ByteBuffer source, int index) {
      return Short.toUnsignedInt(source.getShort(index));
    }
  },
  U8("u1", 1) {
    @Override
    double doubleAt(ByteBuffer source, int index) {
      return Byte.toUnsignedInt(source.get(index));
    }
  },
  BOOL("b1", 1) {
    @Override
    double doubleAt(ByteBuffer source, int index) {
      return source.get(index) == 0 ? 0 : 1;
    }
  };

  private final @Nullable String numpyName;
  private final int bytes;

  ElementType(@Nullable String numpyName, int bytes) {
    this.numpyName = numpyName;
    this.bytes = bytes;
  }

  /** The type that numpy calls {@code name}, for example {@code f4}; null if there is none. */
  static @Nullable ElementType ofNumpy(String name) {
    for (ElementType type : values()) {
      if (name.equals(type.numpyName)) {
        return type;
      }
    }
    return null;
  }

  /** The type that safetensors calls {@code name}, for example {@code F32}; null if unknown. */
  static @Nullable ElementType ofSafetensors(String name) {
    for (ElementType type : values()) {
      if (name.equals(type.name())) {
        return type;
      }
    }
    return null;
  }

  /** As a {@code .npy} header names little-endian elements of this type. */
  String numpyDescr() {
    return (bytes == 1 ? "|" : "<") + numpyName;
  }

  /** The size of an element in bytes. */
  int bytes() {
    return bytes;
  }

  /** The element that starts at byte {@code index} of the buffer, in the buffer's byte order. */
  abstract double doubleAt(ByteBuffer source, int index);

  /** As {@link #doubleAt}, rounded to the nearest float. */
  float floatAt(ByteBuffer source, int index) {
    return (float) doubleAt(source, index);
  }

  /** Converts {@code count} elements from the buffer's position on; the position stays. */
  void toFloats(ByteBuffer source, float[] target, int offset, int count) {
    int position = source.position();
    for (int i = 0; i < count; i++) {
      target[offset + i] = floatAt(source, position + i * bytes);
    }
  }
}
