package io.glimpse.report;

import io.glimpse.matrix.Matrix;
import io.glimpse.page.Crop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How odd the small places of a picture are, and which shots have places that look like them.
 *
 * @param crop what the places cover, as a square
 * @param aspect its width by its height, to which it is stretched for people; above 0
 * @param heat h x w over it: the logarithm of how many times as far from what is usual in every
 *     class as the picture's middle place; not modified
 * @param oddest the oddest place, cut out
 * @param shots those whose odd places are most like these, the likest first
 */
public record PlaceEvidence(
    Crop crop, double aspect, Matrix heat, Crop oddest, List<OfShot> shots) {

  public PlaceEvidence {
    shots = List.copyOf(shots);
    heat = heat.requireFinite("the heat of places");
  }

  /**
   * The oddest place of a shot.
   *
   * @param className the class that it is an example of
   * @param source where the shot came from, such as its path
   * @param oddest cut out; null where the shot's picture is gone
   */
  public record OfShot(String className, String source, @Nullable Crop oddest) {}
}
