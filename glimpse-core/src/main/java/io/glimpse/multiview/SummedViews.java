package io.glimpse.multiview;

import io.glimpse.feature.ClassSet;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;

/**
 * Classifies every view by itself and adds up the logits:
 *
 * <pre>logits = Σ_v w_v logits_v / √V</pre>
 *
 * <p>With zero-shot this is PointCLIP's published head, whose texts are repeated V times and then
 * normalised, which is where the √V comes from. With CALIP it is our reading of its evaluation on
 * point clouds, of which no code was published: V independent attentions that share the texts.
 *
 * <p>Immutable; many threads may share one.
 */
public final class SummedViews {

  private final Classifier classifier;
  private final ViewWeights weights;

  /**
   * A head over views.
   *
   * @param classifier of one view
   * @param weights of the V views
   */
  public SummedViews(Classifier classifier, ViewWeights weights) {
    this.classifier = classifier;
    this.weights = weights;
  }

  public ClassSet classes() {
    return classifier.classes();
  }

  /** The weights of the views. */
  public ViewWeights weights() {
    return weights;
  }

  /**
   * The logits of some things.
   *
   * @return n x k
   * @throws IllegalArgumentException if the things have another number of views than there are
   *     weights
   */
  public Matrix logits(ViewBatch batch) {
    return sum(classifier.logits(batch.features()), batch.views(), weights);
  }

  /**
   * Adds up the logits of views.
   *
   * @param perView n · V x k
   * @param views V
   * @return n x k
   */
  public static Matrix sum(Matrix perView, int views, ViewWeights weights) {
    if (weights.size() != views) {
      throw new IllegalArgumentException(weights.size() + " weights for " + views + " views");
    }
    Matrix sum = new Matrix(perView.rows() / views, perView.columns());
    float scale = (float) (1 / Math.sqrt(views));
    for (int i = 0; i < perView.rows(); i++) {
      float weight = scale * weights.weight(i % views);
      int from = perView.start(i);
      int to = sum.start(i / views);
      for (int c = 0; c < sum.columns(); c++) {
        sum.data()[to + c] += weight * perView.data()[from + c];
      }
    }
    return sum;
  }
}
