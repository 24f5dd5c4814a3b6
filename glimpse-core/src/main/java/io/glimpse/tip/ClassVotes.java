package io.glimpse.tip;

import io.glimpse.feature.Cache;
import io.glimpse.feature.Labels;
import io.glimpse.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * How much the shots of each class count, where a class with few shots shall have as many votes as
 * one with many. Published are sums over all shots, for as many of every class.
 */
final class ClassVotes {

  private ClassVotes() {}

  /**
   * What the votes of every class are multiplied by. Those of a class depend on its own shots only,
   * so that another class may grow.
   *
   * @param votes of a class; 0 where every shot counts as one
   * @return null where all are 1, and where labels are soft
   */
  static float @Nullable [] scales(Cache cache, int classes, int votes) {
    if (votes == 0 || cache.isSoft()) {
      return null;
    }
    int[] shots = new int[classes];
    for (int shot = 0; shot < cache.size(); shot++) {
      shots[cache.label(shot)]++;
    }
    float[] scales = new float[classes];
    boolean any = false;
    for (int c = 0; c < classes; c++) {
      scales[c] = shots[c] == 0 ? 0 : (float) votes / shots[c];
      any |= shots[c] != votes;
    }
    return any ? scales : null;
  }

  /** A cache whose shots have these votes, for searches. */
  static Cache weighted(Cache cache, float[] scales) {
    Matrix shares = new Matrix(cache.size(), scales.length);
    for (int shot = 0; shot < cache.size(); shot++) {
      shares.set(shot, cache.label(shot), scales[cache.label(shot)]);
    }
    return Cache.of(cache.keys().toMatrix(), Labels.soft(shares));
  }
}
