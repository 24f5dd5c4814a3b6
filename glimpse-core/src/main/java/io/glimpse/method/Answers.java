package io.glimpse.method;

import io.glimpse.feature.Labels;
import io.glimpse.matrix.Matrix;

/** Counts right answers, for methods that choose by them. */
public final class Answers {

  private Answers() {}

  /** Rows whose largest logit is at their class; of equal logits the first counts. */
  public static int right(Matrix logits, Labels labels) {
    int right = 0;
    for (int i = 0; i < logits.rows(); i++) {
      right += logits.argmax(i) == labels.label(i) ? 1 : 0;
    }
    return right;
  }
}
