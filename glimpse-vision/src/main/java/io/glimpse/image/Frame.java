package io.glimpse.image;

/**
 * How a picture is resized, and which part of the result is kept.
 *
 * @param width of the whole picture after resizing
 * @param height likewise
 * @param left first column of the part; below 0 where the part begins before the picture does
 * @param top first row of the part, likewise
 */
record Frame(long width, long height, long left, long top) {

  /** That of a preparation for a picture of the given shape. */
  static Frame of(int width, int height, Preprocessing preprocessing) {
    int toWidth = preprocessing.width();
    int toHeight = preprocessing.height();
    Fit fit = preprocessing.fit();
    if (fit instanceof Fit.Shortest shortest) {
      return shortest(width, height, shortest.edge()).central(toWidth, toHeight, shortest.offset());
    }
    if (fit instanceof Fit.Cover) {
      double ratio = Math.min((double) height / toHeight, (double) width / toWidth);
      return scaled(width, height, ratio).central(toWidth, toHeight, Fit.Offset.HALF_EVEN);
    }
    if (fit instanceof Fit.Longest) {
      double ratio = Math.max((double) height / toHeight, (double) width / toWidth);
      Frame whole = scaled(width, height, ratio);
      return new Frame(
          whole.width,
          whole.height,
          -((toWidth - whole.width) / 2),
          -((toHeight - whole.height) / 2));
    }
    return stretched(toWidth, toHeight);
  }

  /** The whole picture, whatever its shape. */
  static Frame stretched(int width, int height) {
    return new Frame(width, height, 0, 0);
  }

  /**
   * Whether a picture loses height, and more than twice as many pixels of it as of its width:
   * Pillow resizes it downwards first from version 13 on.
   */
  boolean flattens(int fromWidth, int fromHeight) {
    return fromHeight > height && fromHeight - height > 2 * (fromWidth - width);
  }

  /** The shortest side to n, all of it, as torchvision computes it. */
  private static Frame shortest(int width, int height, int n) {
    return width <= height
        ? new Frame(n, (long) n * height / width, 0, 0)
        : new Frame((long) n * width / height, n, 0, 0);
  }

  /** Both sides by a ratio, as open_clip computes it; a thin picture keeps a pixel. */
  private static Frame scaled(int width, int height, double ratio) {
    return new Frame(
        Math.max(1, (long) Math.rint(width / ratio)),
        Math.max(1, (long) Math.rint(height / ratio)),
        0,
        0);
  }

  private Frame central(int toWidth, int toHeight, Fit.Offset offset) {
    return new Frame(width, height, half(width - toWidth, offset), half(height - toHeight, offset));
  }

  /** Half of what is cut off. Of an odd number, 4 k + 3 alone is rounded up to the even half. */
  private static long half(long excess, Fit.Offset offset) {
    boolean up = offset == Fit.Offset.HALF_EVEN && (excess & 3) == 3;
    return (excess >> 1) + (up ? 1 : 0);
  }
}
