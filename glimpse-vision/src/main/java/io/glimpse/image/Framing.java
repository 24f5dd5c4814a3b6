package io.glimpse.image;

/**
 * Where what an encoder sees lies in the picture that it was made of: leads from a part of what it
 * sees back to pixels of the picture as people see it, or as its file holds it.
 *
 * @param width pixels in a row of the picture, upright
 * @param height its rows
 * @param orientation EXIF's, 1 to 8, by which the file was turned upright; 1 if it was not
 * @param resizedWidth pixels in a row once it was resized
 * @param resizedHeight its rows then
 * @param left first column, in what was resized, of what is seen; below 0 where that begins with a
 *     plain ground
 * @param top first row likewise
 */
public record Framing(
    int width,
    int height,
    int orientation,
    long resizedWidth,
    long resizedHeight,
    long left,
    long top) {

  /** How an encoder's {@link Preprocessing#crop} lies in a picture. */
  public static Framing of(Image picture, Preprocessing preprocessing) {
    int width = picture.width();
    int height = picture.height();
    Frame frame = Frame.of(width, height, preprocessing);
    return new Framing(
        width,
        height,
        picture.orientation(),
        frame.width(),
        frame.height(),
        frame.left(),
        frame.top());
  }

  /**
   * The pixels of the upright picture that a part of what is seen shows, if only in part.
   *
   * @param part of what is seen, at least partly within the picture
   */
  public Region inPicture(Region part) {
    int firstColumn = floor(left + part.left(), width, resizedWidth);
    int firstRow = floor(top + part.top(), height, resizedHeight);
    int endColumn = ceiling(left + part.left() + part.width(), width, resizedWidth);
    int endRow = ceiling(top + part.top() + part.height(), height, resizedHeight);
    return new Region(firstColumn, firstRow, endColumn - firstColumn, endRow - firstRow);
  }

  /** As {@link #inPicture}, in rows and columns of the file, whatever its orientation says. */
  public Region inFile(Region part) {
    return Turn.of(orientation).inFile(inPicture(part), width, height);
  }

  /** A resized position among the pixels before, without a rounding that could miss one. */
  private static int floor(long position, int before, long after) {
    return (int) Math.max(0, Math.min(before - 1L, Math.floorDiv(position * before, after)));
  }

  private static int ceiling(long position, int before, long after) {
    return (int) Math.max(1, Math.min(before, -Math.floorDiv(-position * before, after)));
  }
}
