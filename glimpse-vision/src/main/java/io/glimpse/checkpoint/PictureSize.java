package io.glimpse.checkpoint;

/**
 * The size of the pictures that an image tower takes.
 *
 * @param height pixels
 * @param width pixels
 */
public record PictureSize(int height, int width) {

  /** The size of a square. */
  public static PictureSize square(int side) {
    return new PictureSize(side, side);
  }

  /**
   * The patches in it; pixels at the right and at the bottom that make no whole one are in none.
   *
   * @param patch pixels a side of one
   */
  public Grid grid(int patch) {
    return new Grid(height / patch, width / patch);
  }

  /** For example {@code 224 x 224}. */
  @Override
  public String toString() {
    return height + " x " + width;
  }
}
