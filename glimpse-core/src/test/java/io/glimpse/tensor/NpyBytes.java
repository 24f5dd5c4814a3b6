package io.glimpse.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds {@code .npy} files byte by byte, independently of the code under test. */
final class NpyBytes {

  private NpyBytes() {}

  static byte[] file(String descr, boolean fortran, String shape, byte[] values) {
    String header =
        "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }"
            .formatted(descr, fortran ? "True" : "False", shape);
    return file(1, header, values);
  }

  static byte[] file(int version, String header, byte[] values) {
    byte[] text = (header + "\n").getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate((version == 1 ? 10 : 12) + text.length + values.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    if (version == 1) {
      bytes.putShort((short) text.length);
    } else {
      bytes.putInt(text.length);
    }
    return bytes.put(text).put(values).array();
  }

  /** The values as a file holds them, in the order and with the type of a numpy name. */
  static byte[] values(String descr, double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * (descr.charAt(2) - '0'));
    bytes.order(descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      switch (descr.substring(1)) {
        case "f2" -> bytes.putShort(Half.fromFloat((float) value));
        case "f4" -> bytes.putFloat((float) value);
        case "f8" -> bytes.putDouble(value);
        case "i8", "u8" -> bytes.putLong((long) value);
        case "i4", "u4" -> bytes.putInt((int) (long) value);
        case "i2", "u2" -> bytes.putShort((short) value);
        case "i1", "u1", "b1" -> bytes.put((byte) value);
        default -> throw new IllegalArgumentException(descr);
      }
    }
    return bytes.array();
  }
}
