package io.glimpse.study;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.multiview.Fusion;
import io.glimpse.multiview.SeenBy;

/**
 * A test set that is read by blocks.
 *
 * @param each consecutive pictures that show one thing
 */
record TestBlocks(LabelledFeatures test, int each) {

  private static final int BLOCK = 1024;
  private static final int TOKEN_BLOCK = 64;

  /** Hears the answers. */
  @FunctionalInterface
  interface Reader {

    /**
     * Some things.
     *
     * @param pictures of all of them
     * @param logits one row a thing
     * @param truths their classes
     */
    void read(FeatureBatch pictures, Matrix logits, int... truths);
  }

  /**
   * Asks a classifier.
   *
   * @return seconds until it had answered, without those of the reader
   */
  double ask(Classifier classifier, Reader reader) {
    SeenBy head = new SeenBy(classifier, Fusion.USUAL, null);
    FeatureSource features = test.features();
    int size = features.size() / each;
    int block = Math.max(1, (features.isSpatial() ? TOKEN_BLOCK : BLOCK) / each);
    long nanos = 0;
    for (int from = 0; from < size; from += block) {
      int to = Math.min(size, from + block);
      int[] truths = new int[to - from];
      for (int i = 0; i < truths.length; i++) {
        truths[i] = test.labels().label((from + i) * each);
      }
      long before = System.nanoTime();
      FeatureBatch some = features.read(from * each, to * each);
      Matrix logits = head.logits(some, each).requireFinite("logits of the test set");
      nanos += System.nanoTime() - before;
      reader.read(some, logits, truths);
    }
    return nanos / 1e9;
  }
}
