package io.glimpse.tip;

import io.glimpse.feature.Cache;
import io.glimpse.kernel.GaussianKernel;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Rows;
import io.glimpse.matrix.Workers;

/**
 * The votes of a cache, {@code exp(-β (1 - f Fᵀ)) L}.
 *
 * @param cache F and L
 * @param kernel with its β
 * @param classes number k of classes
 */
record KeyVotes(Cache cache, GaussianKernel kernel, int classes) {

  /** Queries that share one pass over the keys. */
  private static final int QUERIES = 128;

  /** In the place of the first query's own key where queries are no keys. */
  private static final int NO_KEYS = -1;

  /**
   * Those for some pictures.
   *
   * @param features n x d
   * @return n x k
   */
  Matrix of(Matrix features) {
    return of(features, NO_KEYS);
  }

  /**
   * Those for some of the keys themselves, none of which votes for itself.
   *
   * @param keys rows {@code first} on of the cache's keys
   * @return n x k
   */
  Matrix ofOthers(Matrix keys, int first) {
    return of(keys, first);
  }

  private Matrix of(Matrix features, int own) {
    int queryParts = (features.rows() + QUERIES - 1) / QUERIES;
    int keyParts = cache.keys().blockCount();
    Votes[] votes = new Votes[queryParts * keyParts];
    Workers.shared()
        .forEach(
            votes.length,
            part -> {
              int from = part / keyParts * QUERIES;
              Matrix some = features.rows(from, Math.min(from + QUERIES, features.rows()));
              votes[part] = votes(some, part % keyParts, own == NO_KEYS ? NO_KEYS : own + from);
            });
    Matrix sum = new Matrix(features.rows(), classes);
    for (int part = 0; part < votes.length; part++) {
      votes[part].addTo(sum, part / keyParts * QUERIES);
    }
    return sum;
  }

  /**
   * The votes of one block of keys, for the classes that it knows: where shots are in the order of
   * their classes, those are few of many.
   *
   * @param own the key of the first query, which are keys in order
   */
  private Votes votes(Matrix features, int keyBlock, int own) {
    Rows keys = cache.keys();
    Matrix weights = kernel.ofBlock(features, keys, keyBlock);
    int first = keys.firstOf(keyBlock);
    for (int i = 0; own != NO_KEYS && i < features.rows(); i++) {
      int column = own + i - first;
      if (column >= 0 && column < weights.columns()) {
        weights.set(i, column, 0);
      }
    }
    int low = classes - 1;
    int high = 0;
    for (int shot = first; shot < first + weights.columns(); shot++) {
      low = Math.min(low, cache.isSoft() ? 0 : cache.label(shot));
      high = Math.max(high, cache.isSoft() ? classes - 1 : cache.label(shot));
    }
    Matrix votes = new Matrix(features.rows(), high - low + 1);
    cache.vote(first, weights, votes, low);
    return new Votes(low, votes);
  }

  /**
   * Votes for consecutive classes.
   *
   * @param sums n queries x some classes
   */
  private record Votes(int firstClass, Matrix sums) {

    void addTo(Matrix all, int firstQuery) {
      for (int i = 0; i < sums.rows(); i++) {
        int from = sums.start(i);
        int to = all.start(firstQuery + i) + firstClass;
        for (int c = 0; c < sums.columns(); c++) {
          all.data()[to + c] += sums.data()[from + c];
        }
      }
    }
  }
}
