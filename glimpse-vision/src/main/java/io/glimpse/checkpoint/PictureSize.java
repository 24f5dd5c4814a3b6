package io.glimpse.checkpoint;

/** Rows and columns of a picture. */
record PictureSize(int height, int width) {

  static PictureSize square(int side) {
    return new PictureSize(side, side);
  }

  /** For example {@code 224 x 224}. */
  @Override
  public String toString() {
    return height + " x " + width;
  }
}
