package io.glimpse.encoder;

import io.glimpse.file.Input;
import io.glimpse.image.ImageException;
import io.glimpse.image.Preprocessing;
import java.nio.FloatBuffer;

/**
 * Takes inputs that are no images to several images each, such as a point cloud to its views. Many
 * threads may use one at a time.
 */
public interface ViewReader {

  /** Whether an input is for this reader, which its name tells; all others are images. */
  boolean reads(Input input);

  /**
   * Reads an input.
   *
   * @throws ImageException naming the input and what is wrong with it
   */
  Views read(Input input, Preprocessing preprocessing) throws ImageException;

  /** The pictures that stand for one input. */
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
