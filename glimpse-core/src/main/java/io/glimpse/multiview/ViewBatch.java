package io.glimpse.multiview;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.matrix.Matrix;

/**
 * The features of things that were seen from several sides each: V views of n things.
 *
 * @param features n · V pictures, the views of a thing one after the other; not copied
 * @param views V, at least 1
 */
public record ViewBatch(FeatureBatch features, int views) {

  public ViewBatch {
    if (views < 1 || features.size() % views != 0) {
      throw new IllegalArgumentException(
          features.size() + " pictures are not a whole number of things of " + views + " views");
    }
  }

  /** The number of things n. */
  public int size() {
    return features.size() / views;
  }

  /** Width d of a view's feature. */
  public int dimension() {
    return features.dimension();
  }

  /** The global features of one view of all things, n x d; a window on the storage. */
  public Matrix globals(int view) {
    return features.globals().everyRow(view, views);
  }

  /** Some of the things, in the order of the list. */
  public ViewBatch select(int... things) {
    int perThing = views * features.tokensPerImage();
    int[] rows = new int[things.length * perThing];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = things[i / perThing] * perThing + i % perThing;
    }
    return new ViewBatch(
        FeatureBatch.ofTokens(features.tokens().select(rows), features.tokensPerImage()), views);
  }
}
