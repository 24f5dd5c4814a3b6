package io.glimpse.auto;

import io.glimpse.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Shots that are all but the same picture as another of their class: a shot that is left out still
 * sees its copy, so that the weights come out too sure.
 */
final class NearCopies {

  private static final double COSINE = 0.9999;

  /** Copies come in runs, so that it is enough to look back so many shots of the class. */
  private static final int BACK = 64;

  private NearCopies() {}

  /**
   * How many shots have a copy among the shots of their class before them.
   *
   * @param keys n x d, unit rows
   */
  static int count(Matrix keys, int[] labels, int classes) {
    List<List<Integer>> members = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      members.add(new ArrayList<>());
    }
    int copies = 0;
    for (int i = 0; i < labels.length; i++) {
      List<Integer> others = members.get(labels[i]);
      boolean copy = false;
      for (int m = others.size() - 1; m >= Math.max(0, others.size() - BACK) && !copy; m--) {
        copy = keys.dot(i, keys, others.get(m)) > COSINE;
      }
      copies += copy ? 1 : 0;
      others.add(i);
    }
    return copies;
  }
}
