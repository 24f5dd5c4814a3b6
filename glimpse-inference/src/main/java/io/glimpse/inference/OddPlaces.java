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
   * @param cell its number, counted row by row, of a picture that was cut square after square
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

  /**
   * The oddness of all, rows x columns of a grid over {@code image().tiles().mapped()}. Where two
   * squares that overlap have a place each in the same cell, the larger counts.
   */
  public Matrix heat() {
    return image.tiles().map(answer.heat());
  }
}
