package io.glimpse.image;

import java.util.Objects;

/** How a picture of any shape becomes one of a fixed height h and width w. */
public sealed interface Fit {

  /** Where the part that is kept begins when an odd number of pixels is cut off. */
  enum Offset {
    /** Half of what is cut off, .5 to the even neighbour: OpenAI's and open_clip's. */
    HALF_EVEN,
    /** Half of what is cut off, rounded down: that of transformers. */
    FLOOR
  }

  /**
   * The shortest side to {@code edge}, the other in proportion and rounded down; then the central h
   * x w.
   *
   * @param edge at least h and w
   */
  record Shortest(int edge, Offset offset) implements Fit {
    public Shortest {
      Objects.requireNonNull(offset, "offset");
    }
  }

  /**
   * As small as covers h x w, both sides rounded to the nearest; then the central h x w, {@link
   * Offset#HALF_EVEN}. open_clip's for shapes that are no squares.
   */
  record Cover() implements Fit {}

  /**
   * As large as lies within h x w, both sides rounded to the nearest, in the middle of a plain
   * ground.
   *
   * @param fill the ground's sample in all channels, 0 to 255
   */
  record Longest(int fill) implements Fit {
    public Longest {
      if (fill < 0 || fill > 255) {
        throw new IllegalArgumentException("a ground of " + fill + " is not between 0 and 255");
      }
    }
  }

  /** The whole picture to h x w, whatever its shape. */
  record Squash() implements Fit {}
}
