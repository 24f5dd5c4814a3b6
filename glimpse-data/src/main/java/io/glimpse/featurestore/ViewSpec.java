package io.glimpse.featurestore;

import io.glimpse.image.Augmentation;
import org.jspecify.annotations.Nullable;

/**
 * What is encoded of a picture: its centre, as CLIP sees it, or random views; or of a point cloud
 * its sides.
 *
 * @param augmentation null but for random views
 * @param sides null but for point clouds
 * @param count of views; 1 for the centre
 */
public record ViewSpec(
    @Nullable Augmentation augmentation, @Nullable BenchmarkRendering sides, int count) {

  public ViewSpec {
    if (count < 1 || (augmentation == null && sides == null && count > 1)) {
      throw new IllegalArgumentException("a picture cannot have " + count + " such views");
    }
  }

  /** The picture's centre, once. */
  public static ViewSpec centre() {
    return new ViewSpec(null, null, 1);
  }

  /** Tip-Adapter's: crops of at least half of the area; ten are usual. */
  public static ViewSpec tipAdapter(long seed, int count) {
    return new ViewSpec(Augmentation.ofSeed(seed), null, count);
  }

  /** The sides of point clouds. */
  public static ViewSpec of(BenchmarkRendering sides) {
    return new ViewSpec(null, sides, sides.count());
  }

  /** The name of the folder of such features. */
  String folderName() {
    if (sides != null) {
      return sides.toString().replaceAll("[^A-Za-z0-9]+", "-");
    }
    if (augmentation == null) {
      return "centre";
    }
    return String.format(
        "crops-%s-%s-seed%d-x%d",
        augmentation.minScale(), augmentation.maxScale(), augmentation.seed(), count);
  }
}
