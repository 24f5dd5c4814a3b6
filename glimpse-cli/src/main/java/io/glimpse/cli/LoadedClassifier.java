package io.glimpse.cli;

import io.glimpse.bank.Bank;
import io.glimpse.bank.CloudDrawing;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.TextFeatures;
import io.glimpse.image.ImageException;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Need;
import io.glimpse.method.Sees;
import io.glimpse.multiview.Fusion;
import io.glimpse.multiview.SeenBy;
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
   * and their logits are added up; whatever compares with shots is asked with the views as one
   * feature, as the shots are.
   *
   * @return 1 x k
   * @throws ImageException if it could not be read, or is not of the kind that the bank holds
   */
  Matrix logits(EncodedImage image) throws ImageException {
    if (bank != null) {
      BankKind.of(bank).require(image.path());
    }
    FeatureBatch features = image.features();
    return seen().logits(features, features.size());
  }

  /** What the classifier is asked with: a picture, each view of a cloud, or the views as one. */
  FeatureBatch asked(FeatureBatch features) {
    return seen().asked(features);
  }

  /** Whether the views of a cloud are answered one by one, and their logits added up. */
  boolean answersViewByView() {
    return classifier.method().sees() == Sees.EACH_VIEW;
  }

  /**
   * The pipeline that makes of files what this is asked with.
   *
   * @param tokens whether spatial tokens are wanted though the method does without
   */
  ImagePipeline pipeline(ImagePipeline from, boolean tokens) {
    Method method = classifier.method();
    ImagePipeline pipeline = from.globalsOnly(!tokens && !method.needs(Need.TOKENS));
    // A cloud's sides are fused as unit rows.
    return method.needs(Need.RAW) && drawing() == null ? pipeline.raw() : pipeline;
  }

  private @Nullable CloudDrawing drawing() {
    return bank == null ? null : bank.clouds();
  }

  private SeenBy seen() {
    CloudDrawing drawing = drawing();
    return drawing == null
        ? new SeenBy(classifier, Fusion.AVERAGED, null)
        : new SeenBy(classifier, drawing.fusion(), drawing.weights());
  }

  /** Name and fingerprint, for JSON. */
  Map<String, Object> encoderFacts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", encoder.name());
    facts.put("fingerprint", encoder.fingerprint());
    return facts;
  }
}
