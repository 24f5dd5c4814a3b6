package io.glimpse.image;

/**
 * How a picture lies in its file, by the EXIF orientation there.
 *
 * @param exchanged whether rows of the picture are columns of the file
 * @param fromRight whether the file's columns are read from the right
 * @param fromBottom whether its rows are read from the bottom
 */
record Turn(boolean exchanged, boolean fromRight, boolean fromBottom) {

  /**
   * That of an orientation.
   *
   * @param orientation 1 to 8
   */
  static Turn of(int orientation) {
    return new Turn(
        orientation >= 5,
        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8,
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7);
  }

  /**
   * Where a part of the picture lies in the file.
   *
   * @param width of the picture, upright
   * @param height likewise
   */
  Region inFile(Region upright, int width, int height) {
    int columns = exchanged ? height : width;
    int rows = exchanged ? width : height;
    int left = exchanged ? upright.top() : upright.left();
    int top = exchanged ? upright.left() : upright.top();
    int across = exchanged ? upright.height() : upright.width();
    int down = exchanged ? upright.width() : upright.height();
    return new Region(
        fromRight ? columns - left - across : left,
        fromBottom ? rows - top - down : top,
        across,
        down);
  }
}
