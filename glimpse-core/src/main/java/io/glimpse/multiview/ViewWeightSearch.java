package io.glimpse.multiview;

import io.glimpse.feature.Labels;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Selection;
import io.glimpse.progress.Monitor;

/**
 * Chooses the weights of the views by the accuracy on labelled things, from PointCLIP's grid: every
 * view 1/4, 2/4, 3/4 or 1, that is 4⁶ = 4,096 combinations of six views.
 *
 * <p>The published search reads the test set; {@link #reference} does so and says it. {@link
 * #heldOut} wants things that are neither trained on nor tested.
 *
 * <p>All combinations are tried where there are up to six views. With more (4¹⁰ is over a million)
 * one view after the other is improved, from equal weights on, until none changes.
 */
public final class ViewWeightSearch {

  private static final float[] GRID = {0.25f, 0.5f, 0.75f, 1};
  private static final int MOST_VIEWS = 6;
  private static final int MOST_ROUNDS = 20;

  private final Matrix perView;
  private final int views;
  private final Labels labels;
  private final float[] best;
  private int bestRight = -1;

  private ViewWeightSearch(Matrix perView, int views, Labels labels) {
    this.perView = perView;
    this.views = views;
    this.labels = labels;
    this.best = new float[views];
  }

  /**
   * The weights that answer most of some held-out things rightly; of equal ones the first in the
   * published order.
   *
   * @param classifier of one view
   * @param things that are part of the training set, and that nothing was trained on
   */
  public static ViewWeights heldOut(Classifier classifier, ViewBatch things, Labels labels) {
    if (things.size() != labels.size() || labels.size() == 0) {
      throw new IllegalArgumentException(
          things.size() + " things and " + labels.size() + " labels to choose weights by");
    }
    return new ViewWeightSearch(classifier.logits(things.features()), things.views(), labels)
        .search();
  }

  /**
   * The published protocol, which chooses on the test set itself: what comes out is too good, and
   * the monitor is told so.
   *
   * @param perView the logits of every view of the test things by itself, n · V x k
   * @param views V
   * @param labels of the n things
   * @param selection {@link Selection#REFERENCE}, so that nobody comes here by mistake
   */
  public static ViewWeights reference(
      Matrix perView, int views, Labels labels, Selection selection, Monitor monitor) {
    if (labels.size() == 0 || perView.rows() != labels.size() * views) {
      throw new IllegalArgumentException(
          perView.rows() + " rows are not those of " + labels.size() + " things of " + views);
    }
    if (selection != Selection.REFERENCE) {
      throw new IllegalArgumentException(
          "weights are chosen on test data under the selection 'reference' only");
    }
    monitor.warn(
        "reference: the weights of the views are chosen on the test data themselves, as the"
            + " published script does, so the accuracy is too high");
    return new ViewWeightSearch(perView, views, labels).search();
  }

  private ViewWeights search() {
    if (views <= MOST_VIEWS) {
      tryAll(new float[views], 0, new Matrix(perView.rows() / views, perView.columns()));
    } else {
      improveOneByOne();
    }
    return ViewWeights.of(best);
  }

  /** Adds up the views before {@code view} once for all weights of the views behind it. */
  private void tryAll(float[] weights, int view, Matrix sum) {
    if (view == views) {
      keepIfBetter(weights, sum);
      return;
    }
    for (float weight : GRID) {
      weights[view] = weight;
      tryAll(weights, view + 1, plus(sum, view, weight));
    }
  }

  private void improveOneByOne() {
    float[] weights = new float[views];
    java.util.Arrays.fill(weights, 1);
    keepIfBetter(weights, sum(weights));
    for (int round = 0; round < MOST_ROUNDS; round++) {
      int before = bestRight;
      for (int view = 0; view < views; view++) {
        System.arraycopy(best, 0, weights, 0, views);
        for (float weight : GRID) {
          weights[view] = weight;
          keepIfBetter(weights, sum(weights));
        }
      }
      if (bestRight == before) {
        return;
      }
    }
  }

  private Matrix sum(float[] weights) {
    return SummedViews.sum(perView, views, ViewWeights.of(weights));
  }

  private Matrix plus(Matrix sum, int view, float weight) {
    Matrix more = new Matrix(sum.rows(), sum.columns());
    for (int i = 0; i < sum.rows(); i++) {
      int to = sum.start(i);
      int from = perView.start(i * views + view);
      for (int c = 0; c < sum.columns(); c++) {
        more.data()[to + c] = sum.data()[to + c] + weight * perView.data()[from + c];
      }
    }
    return more;
  }

  private void keepIfBetter(float[] weights, Matrix sum) {
    int right = 0;
    for (int i = 0; i < sum.rows(); i++) {
      right += sum.argmax(i) == labels.label(i) ? 1 : 0;
    }
    if (right > bestRight) {
      bestRight = right;
      System.arraycopy(weights, 0, best, 0, views);
    }
  }
}
