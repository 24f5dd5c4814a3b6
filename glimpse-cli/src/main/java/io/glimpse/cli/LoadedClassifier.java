package io.glimpse.cli;

import io.glimpse.bank.Bank;
import io.glimpse.bank.CloudDrawing;
import io.glimpse.document.EncoderDocument;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.TextFeatures;
import io.glimpse.image.ImageException;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Methods;
import io.glimpse.multiview.Fusion;
import io.glimpse.multiview.SummedViews;
import io.glimpse.multiview.ViewBatch;
import io.glimpse.multiview.ViewWeights;
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
    if (features.size() == 1 || comparesWithShots()) {
      return classifier.logits(asked(features));
    }
    ViewBatch views = new ViewBatch(features, features.size());
    return new SummedViews(classifier, weights(views.views())).logits(views);
  }

  /** What the classifier is asked with: a picture, each view of a cloud, or the views as one. */
  FeatureBatch asked(FeatureBatch features) {
    return features.size() > 1 && comparesWithShots()
        ? fusion().fuse(new ViewBatch(features, features.size()))
        : features;
  }

  /** Whether the views of a cloud are answered one by one, and their logits added up. */
  boolean answersViewByView() {
    return !comparesWithShots();
  }

  /**
   * The pipeline that makes of files what this is asked with.
   *
   * @param tokens whether spatial tokens are wanted though the method does without
   */
  ImagePipeline pipeline(ImagePipeline from, boolean tokens) {
    Method.Needs needs = Methods.of(classifier.method()).needs();
    ImagePipeline pipeline = from.globalsOnly(!tokens && !needs.tokens());
    // A cloud's sides are fused as unit rows.
    return needs.raw() && drawing() == null ? pipeline.raw() : pipeline;
  }

  private boolean comparesWithShots() {
    return Methods.of(classifier.method()).needs().shots();
  }

  private @Nullable CloudDrawing drawing() {
    return bank == null ? null : bank.clouds();
  }

  private Fusion fusion() {
    CloudDrawing drawing = drawing();
    return drawing == null ? Fusion.AVERAGED : Fusion.of(drawing.fusion());
  }

  private ViewWeights weights(int views) {
    CloudDrawing drawing = drawing();
    if (drawing == null || drawing.weights().isEmpty()) {
      return ViewWeights.equal(views);
    }
    float[] weights = new float[drawing.weights().size()];
    for (int v = 0; v < weights.length; v++) {
      weights[v] = drawing.weights().get(v);
    }
    return ViewWeights.of(weights);
  }

  /** Name and fingerprint, for JSON. */
  EncoderDocument encoderFacts() {
    return new EncoderDocument(encoder.name(), encoder.fingerprint());
  }
}
