package io.glimpse.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes pickles, instruction by instruction, also such as Python never would. */
final class PickleBytes {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Instructions whose codes are letters, and arguments that are lines. */
  PickleBytes text(String letters) {
    bytes.writeBytes(letters.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  PickleBytes code(int... codes) {
    for (int code : codes) {
      bytes.write(code);
    }
    return this;
  }

  PickleBytes string(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    text("X").int32(utf8.length);
    bytes.writeBytes(utf8);
    return this;
  }

  PickleBytes number(int value) {
    return text("J").int32(value);
  }

  PickleBytes name(String module, String attribute) {
    return text("c" + module + "\n" + attribute + "\n");
  }

  /** A tensor of floats over storage {@code key}, which has {@code elements} of them. */
  PickleBytes tensor(String key, int elements, int offset, int[] shape, int... strides) {
    name("torch._utils", "_rebuild_tensor_v2").text("((").string("storage");
    name("torch", "FloatStorage").string(key).string("cuda:7").number(elements).text("tQ");
    number(offset).text("(");
    for (int extent : shape) {
      number(extent);
    }
    text("t(");
    for (int stride : strides) {
      number(stride);
    }
    return text("t").code(0x89).name("collections", "OrderedDict").text(")RtR");
  }

  PickleBytes repeat(int times, String letters) {
    return text(letters.repeat(times));
  }

  byte[] stop() {
    text(".");
    return bytes.toByteArray();
  }

  private PickleBytes int32(int value) {
    bytes.writeBytes(ByteBuffer.allocate(4).putInt(Integer.reverseBytes(value)).array());
    return this;
  }
}
