package io.glimpse.multiview;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Sees;
import org.jspecify.annotations.Nullable;

/**
 * Objects of several views as a classifier's method sees them: {@link SummedViews} where it sees
 * each view, a {@link Fusion} in front of it where it sees all at a time. An object of one view is
 * a picture, and asked about as it is.
 *
 * <p>Immutable; many threads may share one.
 */
public final class SeenBy {

  private final Classifier classifier;
  private final Fusion fusion;
  private final @Nullable ViewWeights weights;

  /**
   * A head over views.
   *
   * @param classifier of one view, or of fused ones, as its method sees objects
   * @param fusion how the views of its shots became one feature; no matter to a method that sees
   *     each view
   * @param weights of the views of a method that sees each; null where all count alike
   */
  public SeenBy(Classifier classifier, Fusion fusion, @Nullable ViewWeights weights) {
    this.classifier = classifier;
    this.fusion = fusion;
    this.weights = weights;
  }

  /**
   * What the classifier is asked with: each view of an object, or its views as one feature.
   *
   * @param object 1 object: as many pictures as it has views
   */
  public FeatureBatch asked(FeatureBatch object) {
    return asked(object, object.size());
  }

  private FeatureBatch asked(FeatureBatch objects, int views) {
    return views > 1 && classifier.method().sees() == Sees.ALL_VIEWS
        ? fusion.fuse(new ViewBatch(objects, views))
        : objects;
  }

  /**
   * The logits of some objects.
   *
   * @param objects n · V pictures, the views of an object one after the other
   * @param views V, at least 1
   * @return n x k
   * @throws IllegalArgumentException if that is no whole number of objects, or V is not the number
   *     of the weights
   */
  public Matrix logits(FeatureBatch objects, int views) {
    if (views == 1 || classifier.method().sees() == Sees.ALL_VIEWS) {
      return classifier.logits(asked(objects, views));
    }
    ViewWeights used = weights == null ? ViewWeights.equal(views) : weights;
    return new SummedViews(classifier, used).logits(new ViewBatch(objects, views));
  }

  /**
   * The texts to fit a method with.
   *
   * @param text of a single view
   * @param views of every object
   */
  public static TextFeatures texts(Sees sees, Fusion fusion, TextFeatures text, int views) {
    return sees == Sees.ALL_VIEWS ? fusion.fuse(text, views) : text;
  }

  /**
   * Objects of known classes to fit a method with: every view a picture of its class, or all views
   * of an object as one.
   *
   * @param objects n · V pictures, the views of an object one after the other
   * @param labels of the n objects
   * @param views V
   */
  public static LabelledFeatures labelled(
      Sees sees, Fusion fusion, FeatureSource objects, Labels labels, int views) {
    if (sees == Sees.EACH_VIEW) {
      return new LabelledFeatures(objects, labels.repeated(views));
    }
    FeatureBatch globals = FeatureBatch.ofGlobals(objects.globals());
    return new LabelledFeatures(fusion.fuse(new ViewBatch(globals, views)), labels);
  }
}
