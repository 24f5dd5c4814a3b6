package io.glimpse.train;

import io.glimpse.feature.Labels;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Workers;

/** The loss that everything here is trained by: {@code -Σ y log softmax(z)}, averaged over rows. */
public final class SoftmaxCrossEntropy {

  /** Rows of a part of the work. */
  private static final int PART = 16;

  private SoftmaxCrossEntropy() {}

  /**
   * How well some rows were answered.
   *
   * @param mean cross-entropy, averaged over the rows, in nats
   * @param correct rows whose largest logit is at their class; of equal logits the first counts
   */
  public record Loss(double mean, int correct) {}

  /**
   * The loss and its gradient, computed in double precision.
   *
   * @param logits n x k; overwritten by the gradient {@code (softmax(z) Σy - y) / n}
   * @param labels classes, or shares of classes, of a larger set
   * @param rows the n rows of that set that the logits belong to
   */
  public static Loss gradient(Matrix logits, Labels labels, int[] rows) {
    int n = logits.rows();
    if (rows.length != n) {
      throw new IllegalArgumentException(rows.length + " labels for " + n + " rows of logits");
    }
    double[] losses = new double[n];
    boolean[] right = new boolean[n];
    Workers.shared()
        .forEachPart(
            n,
            PART,
            (from, to) -> {
              for (int i = from; i < to; i++) {
                right[i] = logits.argmax(i) == labels.label(rows[i]);
                losses[i] = gradient(logits, i, labels, rows[i]);
              }
            });
    double sum = 0;
    int correct = 0;
    for (int i = 0; i < n; i++) {
      sum += losses[i];
      correct += right[i] ? 1 : 0;
    }
    return new Loss(sum / n, correct);
  }

  /** The loss of one row, which becomes its gradient. */
  private static double gradient(Matrix logits, int row, Labels labels, int label) {
    float[] z = logits.data();
    int from = logits.start(row);
    int k = logits.columns();
    double most = logits.get(row, logits.argmax(row));
    double[] e = new double[k];
    double sum = 0;
    for (int c = 0; c < k; c++) {
      e[c] = Math.exp(z[from + c] - most);
      sum += e[c];
    }
    double loss = 0;
    double shares = 0;
    double logSum = most + Math.log(sum);
    for (int c = 0; c < k; c++) {
      double share = labels.share(label, c);
      if (share > 0) {
        shares += share;
        loss += share * (logSum - z[from + c]);
      }
    }
    for (int c = 0; c < k; c++) {
      z[from + c] = (float) ((shares * e[c] / sum - labels.share(label, c)) / logits.rows());
    }
    return loss;
  }
}
