package io.glimpse.file;

import io.glimpse.argument.Given;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Something to look at, an image or a point cloud: a name to call it by, and its bytes or the file
 * that they are in. What it is, is told by the bytes; the name's ending tells a point cloud from an
 * image.
 */
public interface Input {

  /** The most bytes that an image may have: 512 MiB. */
  int MOST_BYTES = 512 << 20;

  /** What messages and answers call it; for a file its path as it was given. */
  String name();

  /** The file that it is, for readers that need no copy in memory; empty where it is in memory. */
  Optional<Path> file();

  /**
   * Its bytes; of a file they are read anew each time.
   *
   * @throws IOException if the file cannot be read
   */
  byte[] bytes() throws IOException;

  /**
   * SHA-256 of its content, in hex.
   *
   * @throws IOException if the file cannot be read
   */
  default String digest() throws IOException {
    Optional<Path> file = file();
    return file.isPresent() ? Sha256.of(file.get()) : Sha256.hex(bytes());
  }

  /** A file, or a row of one ({@code clouds.h5#12}). It is not touched before it is needed. */
  static Input of(Path file) {
    return new FileInput(file);
  }

  /** Files, in their order. */
  static List<Input> ofFiles(Collection<Path> files) {
    return Given.list(files, "files").stream().map(Input::of).toList();
  }

  /**
   * Bytes in memory.
   *
   * @param name what messages and answers call them
   * @param bytes a whole file; not copied, and must not change
   */
  static Input of(String name, byte[] bytes) {
    return new BytesInput(name, bytes);
  }

  /**
   * What is left of a stream, read to its end at once; the stream is not closed.
   *
   * @param name what messages and answers call it
   * @param most refused when there is more than so many bytes
   * @throws IOException if the stream fails or is longer
   */
  static Input of(String name, InputStream stream, int most) throws IOException {
    Objects.requireNonNull(name, "name");
    byte[] bytes = Objects.requireNonNull(stream, "stream").readNBytes(most);
    if (bytes.length == most && stream.read() >= 0) {
      throw new IOException(name + ": there are more than " + most + " bytes, which is the limit");
    }
    return new BytesInput(name, bytes);
  }
}
