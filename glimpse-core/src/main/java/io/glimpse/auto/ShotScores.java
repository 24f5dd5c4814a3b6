package io.glimpse.auto;

import io.glimpse.matrix.Matrix;

/**
 * Scores of all shots by one expert.
 *
 * @param values n x k
 * @param labels n classes
 * @param spread the expert's unit, see {@link Spread}
 */
@SuppressWarnings("ArrayRecordComponent") // Not modified.
record ShotScores(Matrix values, int[] labels, double spread) {

  static ShotScores of(Matrix values, int[] labels) {
    return new ShotScores(values, labels, Spread.of(values, labels));
  }
}
