package io.glimpse.inference;

import io.glimpse.encoder.LocalImage;
import io.glimpse.image.Region;
import io.glimpse.local.LocalAnswer;
import io.glimpse.matrix.Matrix;
import java.util.Arrays;
import java.util.List;

/**
 * How odd the small places of a picture are: how far from what is usual in every class.
 *
 * @param image its places, and where they lie in the picture
 * @param answer what they say
 */
public record OddPlaces(LocalImage image, LocalAnswer answer) {

  /**
   * One of them.
   *
   * @param cell its number, counted row by row
   * @param box the pixels of the upright picture that it stands for
   * @param oddness the logarithm of how many times as far it is from what is usual as the picture's
   *     middle place
   */
  public record Place(int cell, Region box, double oddness) {}

  /** The oddest, the oddest first, at most so many. */
  public List<Place> oddest(int most) {
    return Arrays.stream(answer.oddest(most))
        .mapToObj(cell -> new Place(cell, image.box(cell), answer.heat()[cell]))
        .toList();
  }

  /** The oddness of all, rows x columns of the grid. */
  public Matrix heat() {
    Matrix heat = new Matrix(image.view().rows(), image.view().columns());
    for (int cell = 0; cell < answer.heat().length; cell++) {
      heat.set(cell / heat.columns(), cell % heat.columns(), (float) answer.heat()[cell]);
    }
    return heat;
  }
}
