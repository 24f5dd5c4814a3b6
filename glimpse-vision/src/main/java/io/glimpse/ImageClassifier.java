package io.glimpse;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.image.ImageException;
import io.glimpse.method.Classifier;
import io.glimpse.method.Prediction;
import java.nio.file.Path;

/** Tells what is in a picture. Immutable; many threads may share one. */
public final class ImageClassifier {

  private final Glimpse glimpse;
  private final Classifier classifier;

  ImageClassifier(Glimpse glimpse, Classifier classifier) {
    this.glimpse = glimpse;
    this.classifier = classifier;
  }

  /**
   * Classifies a picture file.
   *
   * @throws ImageException if it cannot be used, saying why
   */
  public Prediction classify(Path file) throws ImageException {
    return classify(glimpse.encode(file, classifier.method()));
  }

  /**
   * Classifies a picture by its features.
   *
   * @param image 1 picture, as {@link Glimpse#encode} gives it; for {@code clip-adapter} as {@link
   *     io.glimpse.encoder.Encoder#encodeRawImages} does
   */
  public Prediction classify(FeatureBatch image) {
    return Prediction.of(classifier.classes(), classifier.logits(image), 0);
  }

  /** What answers, for logits and parameters. */
  public Classifier classifier() {
    return classifier;
  }
}
