package io.glimpse.cli;

import io.glimpse.bank.Bank;
import io.glimpse.encoder.Encoder;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Methods;
import io.glimpse.views.Fusion;
import io.glimpse.views.SummedViews;
import io.glimpse.views.ViewBatch;
import io.glimpse.views.ViewWeights;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What classifies in a command.
 *
 * @param encoder open for as long as the command runs
 * @param classifier made of the classes' names or of a bank
 * @param text the classes' texts
 * @param bank null where there are no examples
 */
record LoadedClassifier(
    Encoder encoder, Classifier classifier, TextFeatures text, @Nullable Bank bank) {

  /**
   * The logits of one picture, or of a point cloud by its views: CLIP and CALIP answer view by view
   * and their logits are added up; whatever compares with shots is asked with the mean of the
   * views, as the shots are means themselves.
   *
   * @param features 1 picture, or the views
   * @return 1 x k
   */
  Matrix logits(FeatureBatch features) {
    if (features.size() == 1) {
      return classifier.logits(features);
    }
    ViewBatch views = new ViewBatch(features, features.size());
    return Methods.of(classifier.method()).needs().shots()
        ? classifier.logits(Fusion.AVERAGED.fuse(views))
        : new SummedViews(classifier, ViewWeights.equal(views.views())).logits(views);
  }

  /** Name and fingerprint, for JSON. */
  Map<String, Object> encoderFacts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", encoder.name());
    facts.put("fingerprint", encoder.fingerprint());
    return facts;
  }
}
