package io.glimpse.auto;

import org.jspecify.annotations.Nullable;

/**
 * The experts that answer together, in units of their spreads, for some of the shots.
 *
 * @param shots which, in order
 * @param first the texts where there are some, else the Gaussians
 * @param second the Gaussians where {@code first} is the texts, else null
 * @param bias what is added to scores of the first, k values
 * @param share times this
 */
@SuppressWarnings("ArrayRecordComponent") // Not modified.
record ShotExperts(
    int[] shots, ShotScores first, @Nullable ShotScores second, double[] bias, double share)
    implements Experts {

  @Override
  public int rows() {
    return shots.length;
  }

  @Override
  public int classes() {
    return bias.length;
  }

  @Override
  public int label(int row) {
    return first.labels()[shots[row]];
  }

  @Override
  public void read(int row, double[][] into) {
    for (int c = 0; c < bias.length; c++) {
      into[0][c] = (first.values().get(shots[row], c) + share * bias[c]) / first.spread();
    }
    for (int c = 0; second != null && c < bias.length; c++) {
      into[1][c] = second.values().get(shots[row], c) / second.spread();
    }
  }
}
