package io.glimpse.graph;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process that opens a folder of the cache, and builds it if it is not there. With the argument
 * {@code building} it waits while it builds, else with the folder open, until its input ends.
 */
final class GraphUser {

  private GraphUser() {}

  public static void main(String[] args) throws IOException {
    boolean waitsWithin = args[2].equals("building");
    try (GraphFolder folder =
        new GraphCache(Path.of(args[0]), 1L << 30)
            .open(
                args[1],
                0,
                target -> {
                  if (waitsWithin) {
                    waitForEnd("building");
                  }
                  Files.writeString(target.resolve("net.onnx"), "of another process");
                })) {
      if (!waitsWithin) {
        waitForEnd("open");
      }
      System.out.println(folder.path());
    }
  }

  private static void waitForEnd(String word) throws IOException {
    System.out.println(word);
    System.in.transferTo(OutputStream.nullOutputStream());
  }
}
