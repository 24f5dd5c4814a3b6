package io.glimpse.local;

import io.glimpse.auto.Experts;
import io.glimpse.matrix.Matrix;

/**
 * What a method and what places say of some shots that were left out, in units of their spreads.
 *
 * @param whole the method's logits, n x k
 * @param places scores by places, n x k
 * @param labels n classes
 * @param fair which shots, in order
 */
@SuppressWarnings("ArrayRecordComponent") // Not modified.
record BothExperts(
    Matrix whole, double wholeSpread, Matrix places, double placesSpread, int[] labels, int[] fair)
    implements Experts {

  @Override
  public int rows() {
    return fair.length;
  }

  @Override
  public int classes() {
    return whole.columns();
  }

  @Override
  public int label(int row) {
    return labels[fair[row]];
  }

  @Override
  public void read(int row, double[][] into) {
    for (int c = 0; c < classes(); c++) {
      into[0][c] = whole.get(fair[row], c) / wholeSpread;
      into[1][c] = places.get(fair[row], c) / placesSpread;
    }
  }
}
