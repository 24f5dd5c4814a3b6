package io.glimpse.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle, read one argument after the other and never beyond their end. */
final class PickleInput {

  private static final int LONGEST_NAME = 1000;

  private final String name;
  private final ByteBuffer bytes;
  private int opcodeAt;

  /**
   * @param name the archive and the member, for messages
   */
  PickleInput(String name, ByteBuffer bytes) {
    this.name = name;
    this.bytes = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The next instruction; refusals name its place until there is a new one. */
  char opcode() throws CheckpointException {
    opcodeAt = bytes.position();
    if (!bytes.hasRemaining()) {
      throw refusal("ends without a STOP");
    }
    return (char) unsignedByte();
  }

  int unsignedByte() throws CheckpointException {
    require(1);
    return Byte.toUnsignedInt(bytes.get());
  }

  int unsignedShort() throws CheckpointException {
    require(Short.BYTES);
    return Short.toUnsignedInt(bytes.getShort());
  }

  int int32() throws CheckpointException {
    require(Integer.BYTES);
    return bytes.getInt();
  }

  long unsignedInt() throws CheckpointException {
    return Integer.toUnsignedLong(int32());
  }

  long int64() throws CheckpointException {
    require(Long.BYTES);
    return bytes.getLong();
  }

  double bigEndianDouble() throws CheckpointException {
    return Double.longBitsToDouble(Long.reverseBytes(int64()));
  }

  /** A little-endian number in two's complement of {@code length} bytes. */
  long wholeNumber(int length) throws CheckpointException {
    if (length > Long.BYTES) {
      throw refusal("has a whole number of " + length + " bytes");
    }
    require(length);
    long value = 0;
    for (int i = 0; i < length; i++) {
      value |= (long) Byte.toUnsignedInt(bytes.get()) << (8 * i);
    }
    int unused = Long.SIZE - 8 * length;
    return length == 0 ? 0 : value << unused >> unused;
  }

  String utf8(long length) throws CheckpointException {
    return text(length, StandardCharsets.UTF_8);
  }

  /** A string of Python 2, which knows no encoding. */
  String latin1(long length) throws CheckpointException {
    return text(length, StandardCharsets.ISO_8859_1);
  }

  /** The rest of a line. */
  String line() throws CheckpointException {
    int limit = Math.min(bytes.limit(), bytes.position() + LONGEST_NAME);
    for (int end = bytes.position(); end < limit; end++) {
      if (bytes.get(end) == '\n') {
        String line = utf8(end - bytes.position());
        bytes.position(end + 1);
        return line;
      }
    }
    throw refusal("has a name without an end");
  }

  CheckpointException refusal(String reason) {
    return new CheckpointException(name, "the pickle " + reason + " at byte " + opcodeAt);
  }

  private String text(long length, Charset charset) throws CheckpointException {
    require(length);
    ByteBuffer run = bytes.slice(bytes.position(), (int) length);
    bytes.position(bytes.position() + (int) length);
    try {
      return charset.newDecoder().decode(run).toString();
    } catch (CharacterCodingException e) {
      throw refusal("has a string that is not " + charset);
    }
  }

  private void require(long length) throws CheckpointException {
    if (length < 0 || length > bytes.remaining()) {
      throw refusal(
          "asks for %s bytes where %d are left"
              .formatted(Long.toUnsignedString(length), bytes.remaining()));
    }
  }
}
