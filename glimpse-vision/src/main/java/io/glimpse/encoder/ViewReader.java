package io.glimpse.encoder;

import io.glimpse.image.ImageException;
import io.glimpse.image.Preprocessing;
import java.nio.FloatBuffer;
import java.nio.file.Path;

/**
 * Takes files that are no pictures to several pictures each, such as a point cloud to its views.
 * Many threads may use one at a time.
 */
public interface ViewReader {

  /** Whether a file is for this reader, which its name tells; all others are pictures. */
  boolean reads(Path file);

  /**
   * Reads a file.
   *
   * @throws ImageException naming the file and what is wrong with it
   */
  Views read(Path file, Preprocessing preprocessing) throws ImageException;

  /** The pictures that stand for one file. */
  interface Views {

    /** How many there are, at least 1. */
    int count();

    /** A view for people: the uint8 picture, {@code [size, size, 3]}. */
    byte[] crop(int view);

    /**
     * Writes the encoder's float32 input of a view, planar {@code [3, size, size]}, at the buffer's
     * position, which moves on.
     */
    void write(int view, FloatBuffer out);
  }
}
