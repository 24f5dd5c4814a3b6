package io.glimpse.report;

import io.glimpse.page.Crop;
import org.jspecify.annotations.Nullable;

/**
 * A shot that lies near a picture.
 *
 * @param className the class that it is an example of
 * @param source where it came from, such as its path
 * @param similarity the cosine of its key with the picture's feature
 * @param share its part of all votes of the cache, 0 to 1; null where single shots have no votes
 * @param crop what the encoder saw of it; null where the bank kept features alone
 */
public record NearestShot(
    String className,
    String source,
    double similarity,
    @Nullable Double share,
    @Nullable Crop crop) {

  public NearestShot {
    if (!Double.isFinite(similarity) || (share != null && !(share >= 0 && share <= 1))) {
      throw new IllegalArgumentException(
          source + ": similarity " + similarity + " or share " + share + " is out of range");
    }
  }
}
