package io.glimpse.encoder;

import io.glimpse.feature.LocalTokens;
import io.glimpse.image.Region;
import io.glimpse.matrix.Matrix;

/**
 * The small places of an image, beside its features.
 *
 * @param tiles the squares that were looked at
 * @param tokens of all places, square after square
 * @param crop what people are shown of it, uint8 {@code [size, size, 3]} with the view's size; not
 *     to be modified: the square, or of several squares all that their places cover, stretched
 */
@SuppressWarnings("ArrayRecordComponent") // Hundreds of kilobytes, which nobody needs twice.
public record LocalImage(TileGrid tiles, LocalTokens tokens, byte[] crop) {

  /** What the tokens are of. */
  public LocalView view() {
    return tiles.view();
  }

  /**
   * The pixels of the image, upright, that a place stands for.
   *
   * @param place counted square after square, in each row by row
   */
  public Region box(int place) {
    return tiles.box(place);
  }

  /** The tokens of all levels side by side, places x the sum of their widths; a copy. */
  public Matrix joined() {
    Matrix joined = new Matrix(tokens.places(), view().width());
    int column = 0;
    for (Matrix level : tokens.levels()) {
      for (int place = 0; place < level.rows(); place++) {
        System.arraycopy(
            level.data(),
            level.start(place),
            joined.data(),
            joined.start(place) + column,
            level.columns());
      }
      column += level.columns();
    }
    return joined;
  }
}
