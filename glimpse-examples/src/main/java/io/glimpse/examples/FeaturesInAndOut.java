package io.glimpse.examples;

import io.glimpse.Glimpse;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Ordered;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.TextFeatures;
import io.glimpse.file.Input;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Features themselves: of images, of names, and classified without their images. */
public final class FeaturesInAndOut {

  private FeaturesInAndOut() {}

  /** Takes the folder of images. */
  public static void main(String[] args) throws IOException {
    Path test = Path.of(args[0]).resolve("test");
    List<Path> files =
        List.of(test.resolve("emu/image_0030.jpg"), test.resolve("okapi/image_0037.jpg"));
    // begin
    try (var glimpse = Glimpse.open()) {
      FeatureBatch features = glimpse.encode(files.get(0)); // unit rows: the whole, then the places
      float[] whole = features.globals().row(0);
      System.out.println(whole.length + " values, " + features.spatial(0).rows() + " places");

      // Of many, by all threads, a few ahead of who reads them.
      try (Ordered<EncodedImage> all = glimpse.encodeAll(Input.ofFiles(files))) {
        while (all.hasNext()) {
          EncodedImage one = all.next();
          Path file = one.input().file().orElseThrow();
          System.out.println(test.relativize(file) + ": " + one.features().size());
        }
      }

      TextFeatures names = glimpse.encodeClasses(List.of("emu", "okapi"));
      System.out.println(names.weights().rows() + " x " + names.dimension());
      System.out.println(glimpse.zeroShot("emu", "okapi").classify(features).best().name());
    }
    // end
  }
}
