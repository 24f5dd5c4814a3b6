package io.glimpse.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the values of a {@code .npy} file, found to agree with the file's length.
 *
 * @param descr the element type as numpy writes it, for example {@code <f4}
 * @param columnMajor whether the first axis varies fastest
 * @param length where the values start, in bytes
 */
record NpyHeader(
    String descr, ElementType type, ByteOrder order, boolean columnMajor, Shape shape, int length) {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** A plain type's header takes about 100 bytes, one of 64 axes less than 2,000. */
  private static final int LONGEST_HEADER = 1 << 16;

  /** numpy leaves so much room that the first axis can grow without the header doing so. */
  private static final int GROWTH_DIGITS = 21;

  private static final int ALIGNMENT = 64;

  /**
   * Reads and checks a header.
   *
   * @param file named in every refusal
   * @param in stands at byte 0, afterwards at the first value
   * @param size bytes of the whole file
   */
  static NpyHeader read(Object file, InputStream in, long size) throws IOException {
    byte[] start = in.readNBytes(MAGIC.length + 2);
    if (start.length < MAGIC.length + 2
        || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new TensorFormatException(file, "is no .npy file, it does not start with \\x93NUMPY");
    }
    int major = start[MAGIC.length];
    if (major < 1 || major > 3 || start[MAGIC.length + 1] != 0) {
      throw new TensorFormatException(
          file,
          "byte 6 gives the .npy version %d.%d; 1.0, 2.0 and 3.0 are known"
              .formatted(major & 0xff, start[MAGIC.length + 1] & 0xff));
    }
    int lengthBytes = major == 1 ? 2 : 4;
    int dictionaryStart = start.length + lengthBytes;
    byte[] lengthField = in.readNBytes(lengthBytes);
    long dictionaryLength = littleEndian(lengthField);
    if (lengthField.length < lengthBytes || dictionaryLength > size - dictionaryStart) {
      throw new TensorFormatException(
          file,
          "byte 8 gives a header of %d bytes, but the file has only %d bytes"
              .formatted(dictionaryLength, size));
    }
    if (dictionaryLength > LONGEST_HEADER) {
      throw new TensorFormatException(
          file,
          "byte 8 gives a header of %d bytes, the limit is %d"
              .formatted(dictionaryLength, LONGEST_HEADER));
    }
    byte[] dictionary = in.readNBytes((int) dictionaryLength);
    // Only a structured type, which is refused, may need more than ASCII; offsets stay in bytes.
    String text = new String(dictionary, StandardCharsets.ISO_8859_1);
    var fields = new NpyHeaderParser(file, text, dictionaryStart).parse();
    NpyHeader header = of(file, fields, dictionaryStart + dictionary.length);
    header.checkSize(file, size);
    return header;
  }

  /** How many bytes the values take. */
  long valueBytes() {
    return shape.elements() * type.bytes();
  }

  /**
   * The header that numpy itself writes, version 1.0; its length does not depend on axis 0.
   *
   * @param shape at least one axis
   */
  static byte[] write(String descr, long... shape) {
    StringBuilder text = new StringBuilder("{'descr': '").append(descr);
    text.append("', 'fortran_order': False, 'shape': (");
    for (int i = 0; i < shape.length; i++) {
      text.append(i == 0 ? "" : ", ").append(shape[i]);
    }
    text.append(shape.length == 1 ? ",), }" : "), }");
    text.append(" ".repeat(GROWTH_DIGITS - Long.toString(shape[0]).length()));
    int before = MAGIC.length + 4;
    int unpadded = before + text.length() + 1;
    text.append(" ".repeat((ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT)).append('\n');
    return ByteBuffer.allocate(before + text.length())
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) text.length())
        .put(text.toString().getBytes(StandardCharsets.ISO_8859_1))
        .array();
  }

  private static NpyHeader of(Object file, NpyHeaderParser.Fields fields, int length)
      throws TensorFormatException {
    String descr = fields.descr();
    ElementType type = descr.isEmpty() ? null : elementType(descr);
    if (type == null) {
      throw new TensorFormatException(
          file,
          "the element type '"
              + descr
              + "' is not read"
              + explanation(descr)
              + "; convert it to"
              + " float32, or to int64 for labels");
    }
    boolean columnMajor = fields.fortranOrder() && fields.shape().length > 1;
    Shape shape = Shape.of(file, fields.shape());
    return new NpyHeader(descr, type, byteOrder(descr), columnMajor, shape, length);
  }

  private static @Nullable ElementType elementType(String descr) {
    return "<>|=".indexOf(descr.charAt(0)) < 0 ? null : ElementType.ofNumpy(descr.substring(1));
  }

  private static ByteOrder byteOrder(String descr) {
    return switch (descr.charAt(0)) {
      case '<' -> ByteOrder.LITTLE_ENDIAN;
      case '>' -> ByteOrder.BIG_ENDIAN;
      default -> ByteOrder.nativeOrder();
    };
  }

  private static String explanation(String descr) {
    String name = descr.replaceFirst("^[<>|=]", "");
    return switch (name.isEmpty() ? ' ' : name.charAt(0)) {
      case 'O' -> " (it holds pickled Python objects)";
      case 'U', 'S', 'a' -> " (it holds text)";
      case 'V' -> " (it holds raw records)";
      case 'c' -> " (it holds complex numbers)";
      case 'M', 'm' -> " (it holds times)";
      default -> "";
    };
  }

  private void checkSize(Object file, long size) throws TensorFormatException {
    long actual = size - length;
    if (actual != valueBytes()) {
      throw new TensorFormatException(
          file,
          "the header promises %d bytes of values, %s of %s, but %d bytes follow it at byte %d"
              .formatted(valueBytes(), shape, descr, actual, length));
    }
  }

  private static long littleEndian(byte[] bytes) {
    long value = 0;
    for (int i = bytes.length - 1; i >= 0; i--) {
      value = value << 8 | (bytes[i] & 0xff);
    }
    return value;
  }
}
