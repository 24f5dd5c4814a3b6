package io.glimpse.examples;

import io.glimpse.Glimpse;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.inference.ClassifierSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Labels of one's own, and words that an encoder understands. */
public final class SaidOfClasses {

  private SaidOfClasses() {}

  /** Takes the folder of images. */
  public static void main(String[] args) throws IOException {
    Path image = Path.of(args[0]).resolve("test/menorah/image_0019.jpg");
    // begin
    try (var glimpse = Glimpse.open()) {
      var phrases = ClassDescriptions.ofPhrases(Map.of("A-17", "a menorah", "A-18", "a metronome"));
      var labels = new ClassifierSpec.OfNames(List.of("A-17", "A-18")).withDescriptions(phrases);
      System.out.println(glimpse.classifier(labels).classify(image).best().name());

      // Sentences stand for themselves, and a class may have several.
      var sentences =
          ClassDescriptions.ofSentences(
              Map.of("A-17", List.of("a candlestick with nine branches", "a lamp for candles")));
      var both = labels.withDescriptions(phrases.with(sentences));
      System.out.println(glimpse.classifier(both).classify(image).best().name());
    }
    // end
  }
}
