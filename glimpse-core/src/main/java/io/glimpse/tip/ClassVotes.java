package io.glimpse.tip;

import io.glimpse.feature.Cache;
import io.glimpse.feature.Labels;
import io.glimpse.matrix.Matrix;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How much the shots of each class count, where a class with few shots shall have as many votes as
 * one with many. Published are sums over all shots, for as many of every class. Immutable.
 */
final class ClassVotes {

  private final int votes;

  /** The shots of each class; none are counted where every shot has one vote. */
  private final int[] shots;

  private ClassVotes(int votes, int[] shots) {
    this.votes = votes;
    this.shots = shots;
  }

  /**
   * The votes of a cache.
   *
   * @param votes of a class; 0 where every shot counts as one, as shots with soft labels do
   */
  static ClassVotes of(Cache cache, int classes, int votes) {
    return votes == 0 || cache.isSoft()
        ? new ClassVotes(0, new int[0])
        : new ClassVotes(votes, new int[0]).grown(cache, 0, classes);
  }

  /** Those of a cache that has more shots, from {@code first} on, and perhaps more classes. */
  ClassVotes grown(Cache cache, int first, int classes) {
    if (votes == 0) {
      return this;
    }
    int[] more = Arrays.copyOf(shots, classes);
    for (int shot = first; shot < cache.size(); shot++) {
      more[cache.label(shot)]++;
    }
    return new ClassVotes(votes, more);
  }

  /**
   * What the votes of every class are multiplied by, or null where all are 1. Those of a class
   * depend on its own shots only, so that another class may grow.
   */
  float @Nullable [] scales() {
    float[] scales = new float[shots.length];
    boolean any = false;
    for (int c = 0; c < scales.length; c++) {
      scales[c] = shots[c] == 0 ? 0 : (float) votes / shots[c];
      any |= shots[c] != votes;
    }
    return any ? scales : null;
  }

  /** A cache whose shots have these votes, for searches. */
  Cache weighted(Cache cache) {
    float[] scales = scales();
    if (scales == null) {
      return cache;
    }
    Matrix shares = new Matrix(cache.size(), scales.length);
    for (int shot = 0; shot < cache.size(); shot++) {
      shares.set(shot, cache.label(shot), scales[cache.label(shot)]);
    }
    return Cache.of(cache.keys().toMatrix(), Labels.soft(shares));
  }
}
