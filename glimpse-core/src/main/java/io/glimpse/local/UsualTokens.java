package io.glimpse.local;

import io.glimpse.matrix.Matrix;
import java.util.List;

/**
 * What is usual on one level: a Gaussian of the tokens of every class, from sums that shots are
 * added to and taken from.
 *
 * <pre>mean_c = (A1_c + k P1/N) / (N_c + k),  second_c likewise,  S_c = second_c - mean_c mean_cᵀ
 * </pre>
 *
 * <p>A1 and A2 are the {@link TokenSums} of a class, P1 and P2 of all N shots, of which each class
 * borrows k = {@value #PRIOR}.
 */
final class UsualTokens {

  /** Pictures that every class borrows from all shots. */
  static final double PRIOR = 1;

  private final TokenSums[] shots;
  private final int[] labels;
  private final int[] counts;
  private final TokenSums[] classes;
  private final TokenSums pool;
  private final Whitener[] gaussians;
  private final Whitener within;

  private UsualTokens(TokenSums[] shots, int[] labels, int classes) {
    this.shots = shots;
    this.labels = labels;
    this.counts = new int[classes];
    this.classes = new TokenSums[classes];
    int width = shots[0].width();
    TokenSums all = TokenSums.none(width);
    for (int c = 0; c < classes; c++) {
      this.classes[c] = TokenSums.none(width);
    }
    for (int i = 0; i < shots.length; i++) {
      counts[labels[i]]++;
      this.classes[labels[i]] = this.classes[labels[i]].plus(1, shots[i]);
      all = all.plus(1, shots[i]);
    }
    this.pool = all;
    this.gaussians = new Whitener[classes];
    for (int c = 0; c < classes; c++) {
      gaussians[c] = gaussian(counts[c], this.classes[c], pool, shots.length);
    }
    this.within = within();
  }

  /**
   * Of shots.
   *
   * @param sums of each shot, at least one
   * @param labels a class below {@code classes} for each
   */
  static UsualTokens of(List<TokenSums> sums, int[] labels, int classes) {
    return new UsualTokens(sums.toArray(TokenSums[]::new), labels.clone(), classes);
  }

  private static Whitener gaussian(double count, TokenSums of, TokenSums pool, double total) {
    TokenSums mean = of.plus(PRIOR / total, pool).over(count + PRIOR);
    return Whitener.of(mean.first(), mean.covariance());
  }

  /** Turns by the covariance within the classes, about the mean of all shots. */
  private Whitener within() {
    int width = pool.width();
    double[] covariance = new double[width * width];
    for (int c = 0; c < classes.length; c++) {
      if (counts[c] > 0) {
        double[] own = classes[c].over(counts[c]).covariance();
        for (int j = 0; j < own.length; j++) {
          covariance[j] += own[j] * counts[c] / shots.length;
        }
      }
    }
    return Whitener.of(pool.over(shots.length).first(), covariance);
  }

  int classes() {
    return classes.length;
  }

  /**
   * How far tokens are from what is usual in each class.
   *
   * @param tokens T x c
   * @param shot whose tokens they are, which then do not count for what is usual in its class; -1
   *     for a picture that is no shot
   * @return squared Mahalanobis distances, a row a class
   */
  double[][] distances(Matrix tokens, int shot) {
    double[][] distances = new double[classes.length][];
    for (int c = 0; c < distances.length; c++) {
      Whitener usual = shot >= 0 && labels[shot] == c ? without(shot) : gaussians[c];
      distances[c] = usual.distances(tokens);
    }
    return distances;
  }

  /** What is usual in a class. */
  Whitener gaussian(int label) {
    return gaussians[label];
  }

  /** What is usual in a shot's class without it: a shot never judges itself. */
  private Whitener without(int shot) {
    int c = labels[shot];
    double total = shots.length - 1.0;
    if (total == 0) {
      return gaussians[c];
    }
    return gaussian(
        counts[c] - 1.0, classes[c].plus(-1, shots[shot]), pool.plus(-1, shots[shot]), total);
  }

  /** Tokens in units of what varies within classes, T x c. */
  Matrix whitened(Matrix tokens) {
    return within.of(tokens);
  }
}
