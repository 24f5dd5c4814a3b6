package io.glimpse.store;

import io.glimpse.matrix.Matrix;
import java.nio.file.Path;
import java.util.List;

/** A process that adds texts to a cache one by one, each when it has read a line. */
final class TextWriter {

  private TextWriter() {}

  public static void main(String[] args) throws Exception {
    TextCache cache = new TextCache(Path.of(args[0]), args[1], 2);
    System.out.println("ready");
    System.in.read();
    for (int i = 0; i < Integer.parseInt(args[3]); i++) {
      cache.add(List.of(args[2] + " " + i), Matrix.of(new float[] {i, -i}));
    }
  }
}
