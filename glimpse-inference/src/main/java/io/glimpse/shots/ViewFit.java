package io.glimpse.shots;

import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.method.Classifier;
import io.glimpse.multiview.HeldOut;
import io.glimpse.multiview.ViewBatch;
import io.glimpse.multiview.ViewWeightSearch;
import io.glimpse.multiview.ViewWeights;
import io.glimpse.progress.Monitor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fits a method that answers the views of a cloud one by one: every view is a picture of its class.
 *
 * @param classifier of one view
 * @param weights of the views; null where all count alike
 */
record ViewFit(Classifier classifier, @Nullable ViewWeights weights) {

  /** The share of a class's shots that the weights of the views are chosen on. */
  private static final double HELD_OUT = 0.5;

  /**
   * Fits on all shots; or fits on one half of every class's, and chooses the weights of the views
   * on the other half.
   *
   * @param fit makes the classifier of a task's shots
   */
  static ViewFit of(
      ViewBatch shots,
      Labels labels,
      boolean chooseWeights,
      long seed,
      Function<Shots, Classifier> fit,
      Monitor monitor) {
    HeldOut parts = chooseWeights ? HeldOut.of(labels, HELD_OUT, seed) : null;
    if (parts == null || parts.held().isEmpty()) {
      if (chooseWeights) {
        monitor.warn("no class has a second shot to choose the views' weights on; all are 1");
      }
      return new ViewFit(fit.apply(pictures(shots, labels)), null);
    }
    int[] train = HeldOut.rows(parts.train());
    int[] held = HeldOut.rows(parts.held());
    Classifier classifier = fit.apply(pictures(shots.select(train), labels.select(train)));
    ViewWeights chosen =
        ViewWeightSearch.heldOut(classifier, shots.select(held), labels.select(held));
    return new ViewFit(classifier, chosen);
  }

  private static Shots pictures(ViewBatch shots, Labels labels) {
    return Shots.of(shots.features(), labels.repeated(shots.views()));
  }

  /** Clouds to choose parameters on, every view a picture. */
  static LabelledFeatures validation(EncodedShots encoded) {
    ViewBatch drawn = encoded.drawn();
    return new LabelledFeatures(drawn.features(), encoded.labels().repeated(drawn.views()));
  }
}
