package io.glimpse.examples;

import io.glimpse.Glimpse;
import io.glimpse.inference.ClassifierSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** CALIP, and templates and parameters of one's own. */
public final class NamesInTemplates {

  private NamesInTemplates() {}

  /** Takes the folder of images. */
  public static void main(String[] args) throws IOException {
    Path image = Path.of(args[0]).resolve("test/bonsai/image_0032.jpg");
    // begin
    try (var glimpse = Glimpse.open()) {
      var calip = glimpse.calip("bonsai", "mandolin");
      System.out.println(calip.classify(image).best().name());

      var mine =
          new ClassifierSpec.OfNames(List.of("bonsai", "mandolin"))
              .withTemplates(List.of("a photo of a {}.", "a close-up of a {}."))
              .withMethod("calip")
              .withParameters(Map.of("beta2", "3", "beta3", "0.5"));
      System.out.println(glimpse.classifier(mine).classify(image).best().name());
    }
    // end
  }
}
