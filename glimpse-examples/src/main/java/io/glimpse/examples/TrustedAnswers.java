package io.glimpse.examples;

import io.glimpse.Glimpse;
import io.glimpse.calibration.AnswerRules;
import io.glimpse.method.Prediction;
import java.io.IOException;
import java.nio.file.Path;

/** Probabilities, sets of classes, and an image of something else. */
public final class TrustedAnswers {

  private TrustedAnswers() {}

  /** Takes the folder of images and one to write to. */
  public static void main(String[] args) throws IOException {
    Path shots = Path.of(args[0]).resolve("shots");
    Path okapi = Path.of(args[0]).resolve("test/okapi/image_0037.jpg");
    Path sunflower = Path.of(args[0]).resolve("strange/sunflower/image_0056.jpg");
    // begin
    try (var glimpse = Glimpse.open()) {
      var classifier = glimpse.fewShot(shots).with(AnswerRules.usual().withCoverage(0.9));
      System.out.println(classifier.calibration().sentence()); // on what, or why not

      Prediction known = classifier.classify(okapi);
      System.out.println(known.calibrated() + " " + known.isUnknown());
      // As many classes as it takes to hold the true one in about 9 of 10 images.
      known.set().forEach(one -> System.out.println(one.name()));

      Prediction strange = classifier.classify(sunflower);
      System.out.println(strange.isUnknown() ? "none of these" : strange.best().name());
    }
    // end
  }
}
