package io.glimpse.featurestore;

import io.glimpse.image.Augmentation;
import org.jspecify.annotations.Nullable;

/**
 * What is encoded of a picture: its centre, as CLIP sees it, or random views.
 *
 * @param augmentation null for the centre
 * @param count of views; 1 for the centre
 */
public record Views(@Nullable Augmentation augmentation, int count) {

  public Views {
    if (count < 1 || (augmentation == null && count > 1)) {
      throw new IllegalArgumentException("a picture cannot have " + count + " such views");
    }
  }

  /** The picture's centre, once. */
  public static Views centre() {
    return new Views(null, 1);
  }

  /** Tip-Adapter's: crops of at least half of the area; ten are usual. */
  public static Views tipAdapter(long seed, int count) {
    return new Views(Augmentation.ofSeed(seed), count);
  }

  /** CoOp's and torchvision's: crops of at least 8 % of the area. */
  public static Views coop(long seed, int count) {
    return new Views(new Augmentation(0.08, 1, seed), count);
  }

  /** The name of the folder of such features. */
  String folderName() {
    return augmentation == null
        ? "centre"
        : String.format(
            "crops-%s-%s-seed%d-x%d",
            augmentation.minScale(), augmentation.maxScale(), augmentation.seed(), count);
  }
}
