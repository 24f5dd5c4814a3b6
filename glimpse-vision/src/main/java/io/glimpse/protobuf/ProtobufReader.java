package io.glimpse.protobuf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads one protobuf message, field after field: the part of the wire format that ONNX files and
 * SentencePiece models are made of. A length is checked before anything is made of it.
 */
public final class ProtobufReader {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final ByteBuffer message;
  private int field;
  private int type;
  private long number;
  private ByteBuffer content = ByteBuffer.allocate(0);

  public ProtobufReader(byte[] message) {
    this(ByteBuffer.wrap(message));
  }

  /** Reads a buffer from its position on, which does not move. */
  public ProtobufReader(ByteBuffer message) {
    this.message = message.slice();
  }

  /**
   * Goes on to the next field.
   *
   * @return false at the end
   * @throws IOException if the message ends within a field, or holds what no message does
   */
  public boolean next() throws IOException {
    if (!message.hasRemaining()) {
      return false;
    }
    long tag = varint();
    // Some readers drop what a longer number has above 32 bits, and would see another field here.
    if (tag < 1 << 3 || tag >>> Integer.SIZE != 0) {
      throw damaged();
    }
    field = (int) (tag >>> 3);
    type = (int) (tag & 7);
    switch (type) {
      case VARINT -> number = varint();
      case FIXED64 -> content = take(Long.BYTES);
      case BYTES -> content = take(varint());
      case FIXED32 -> content = take(Integer.BYTES);
      default -> throw damaged();
    }
    return true;
  }

  /** The number of the field. */
  public int field() {
    return field;
  }

  /** The value of an integer or an enumeration. */
  public long integer() throws IOException {
    require(VARINT);
    return number;
  }

  /** Adds the values of a list of integers, of which a field holds one or all. */
  public void addIntegers(List<Long> values) throws IOException {
    if (type == VARINT) {
      values.add(number);
      return;
    }
    for (ProtobufReader packed = message(); packed.message.hasRemaining(); ) {
      values.add(packed.varint());
    }
  }

  /** The value of a 32-bit float. */
  public float float32() throws IOException {
    require(FIXED32);
    return content.duplicate().order(ByteOrder.LITTLE_ENDIAN).getFloat();
  }

  /**
   * The bytes of a list of numbers of a fixed length, of which a field holds one or all; not to be
   * modified.
   *
   * @param each bytes of one, 4 or 8
   */
  public ByteBuffer fixed(int each) throws IOException {
    require(type == BYTES ? BYTES : each == Long.BYTES ? FIXED64 : FIXED32);
    if (content.remaining() % each != 0) {
      throw damaged();
    }
    return content.duplicate();
  }

  /** The bytes of a text, a list or a message, where they lie; not to be modified. */
  public ByteBuffer bytes() throws IOException {
    require(BYTES);
    return content.duplicate();
  }

  /** The bytes of the field's value, as it lies in the message. */
  public int length() {
    return type == VARINT ? 1 : content.remaining();
  }

  public String string() throws IOException {
    require(BYTES);
    return StandardCharsets.UTF_8.decode(content.duplicate()).toString();
  }

  /** A message within this one. */
  public ProtobufReader message() throws IOException {
    require(BYTES);
    return new ProtobufReader(content);
  }

  private void require(int wanted) throws IOException {
    if (type != wanted) {
      throw damaged();
    }
  }

  private ByteBuffer take(long length) throws IOException {
    if (length < 0 || length > message.remaining()) {
      throw damaged();
    }
    ByteBuffer taken = message.slice(message.position(), (int) length);
    message.position(message.position() + (int) length);
    return taken;
  }

  private long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (!message.hasRemaining()) {
        break;
      }
      byte some = message.get();
      value |= (some & 0x7fL) << shift;
      if (some >= 0) {
        return value;
      }
    }
    throw damaged();
  }

  private IOException damaged() {
    return new IOException(
        "the file is damaged or cut off: after "
            + message.position()
            + " of "
            + message.limit()
            + " bytes there is no protobuf field; install it anew");
  }
}
