package io.glimpse.examples;

import io.glimpse.Glimpse;
import io.glimpse.ImageClassifier;
import io.glimpse.input.LabelledInputs;
import io.glimpse.input.LabelledSource;
import io.glimpse.method.Selection;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Another method for examples that are encoded already, or parameters that are chosen anew. */
public final class TunedBank {

  private TunedBank() {}

  /** Takes the folder of images and one to write to. */
  public static void main(String[] args) throws IOException {
    Path shots = Path.of(args[0]).resolve("shots");
    Path pictures = Path.of(args[0]).resolve("test");
    // begin
    try (var glimpse = Glimpse.open()) {
      ImageClassifier classifier = glimpse.fewShot(shots);

      // By its examples, each left out; no image is needed again.
      ImageClassifier tip = classifier.tune("tip", Map.of(), Selection.LEAVE_ONE_OUT, null);
      System.out.println(tip);
      System.out.println(tip.calibration().sentence()); // how far to trust it goes with it

      // By other images, or not at all.
      LabelledInputs others = LabelledSource.read(pictures, null, Notes.SILENT);
      tip = tip.tune("tip", Map.of(), Selection.VALIDATION, others);
      System.out.println(tip.calibration().sentence());
      tip = tip.tune("tip", Map.of("alpha", "1", "beta", "5.5"), Selection.FIXED, null);
      System.out.println(tip.classifier().parameters().asText().get("alpha"));
    }
    // end
  }
}
