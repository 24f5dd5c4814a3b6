package io.glimpse.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The values of the reference {@code .npy} files: format 1.0, little-endian, C order. */
final class Npy {

  private Npy() {}

  static byte[] bytes(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    int header = 10 + (all[8] & 0xff) + 256 * (all[9] & 0xff);
    return Arrays.copyOfRange(all, header, all.length);
  }

  static float[] floats(Path file) throws IOException {
    byte[] bytes = bytes(file);
    float[] values = new float[bytes.length / 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}
