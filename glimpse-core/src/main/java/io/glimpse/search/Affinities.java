package io.glimpse.search;

import io.glimpse.matrix.Matrix;

/**
 * Cosines of rows with the keys of a cache, asked for in blocks so that they need not all be in
 * memory. {@code matrix::rows} serves where they are.
 */
@FunctionalInterface
public interface Affinities {

  /**
   * Rows {@code from} (inclusive) to {@code to} (exclusive), one column a key. Called by several
   * threads.
   */
  Matrix rows(int from, int to);
}
