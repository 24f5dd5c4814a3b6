package io.glimpse.encoder;

import io.glimpse.feature.LocalTokens;
import io.glimpse.image.Framing;
import io.glimpse.image.Region;
import io.glimpse.matrix.Matrix;

/**
 * The small places of an image, beside its features.
 *
 * @param view what the tokens are of
 * @param tokens of all places
 * @param framing where the square that was looked at lies in the image
 * @param crop that square, uint8 {@code [size, size, 3]} with the view's size; not to be modified
 */
@SuppressWarnings("ArrayRecordComponent") // Hundreds of kilobytes, which nobody needs twice.
public record LocalImage(LocalView view, LocalTokens tokens, Framing framing, byte[] crop) {

  /**
   * The pixels of the image, upright, that a place stands for.
   *
   * @param place counted row by row
   */
  public Region box(int place) {
    return framing.inPicture(view.cell(place));
  }

  /** The tokens of all levels side by side, h·w x the sum of their widths; a copy. */
  public Matrix joined() {
    Matrix joined = new Matrix(view.places(), view.width());
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
