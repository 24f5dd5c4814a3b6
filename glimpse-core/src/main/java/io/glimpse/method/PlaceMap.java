package io.glimpse.method;

import io.glimpse.matrix.Matrix;
import java.util.Arrays;
import java.util.List;

/**
 * Where in a picture something is odd: how far each of its small places is from what is usual in
 * <em>every</em> class. A picture with nothing odd in it has an oddest place, too: read the map
 * beside the answer.
 *
 * @param oddness of the places, rows x columns of their grid, from the top and from the left: the
 *     logarithm of how many times as far a place is from what is usual as the picture's middle
 *     place, so that about 0 is a place like the others; not to be modified
 * @param box what the grid covers
 * @param oddest the {@value #ODDEST} oddest places, or all where there are fewer; the oddest first
 */
public record PlaceMap(Matrix oddness, Box box, List<Place> oddest) {

  /** Places that are told one by one. */
  public static final int ODDEST = 8;

  /**
   * A part of the picture, upright as people see it and as large as its file holds it.
   *
   * @param left edge of its first column of pixels
   * @param top edge of its first row
   * @param right edge of its last column, so that it is {@code right - left} pixels wide
   * @param bottom edge of its last row
   */
  public record Box(int left, int top, int right, int bottom) {

    /** Checks that it holds at least a pixel. */
    public Box {
      if (left < 0 || top < 0 || right <= left || bottom <= top) {
        throw new IllegalArgumentException(
            "%d,%d to %d,%d is no box of pixels".formatted(left, top, right, bottom));
      }
    }
  }

  /**
   * One place.
   *
   * @param row of the grid, from 0
   * @param column of the grid, from 0
   * @param box the pixels that it stands for
   * @param oddness as the map has it
   */
  public record Place(int row, int column, Box box, double oddness) {}

  /** Checks the grid. */
  public PlaceMap {
    oddness = oddness.requireFinite("the oddness of places");
    oddest = List.copyOf(oddest);
    int told = Math.min(ODDEST, oddness.rows() * oddness.columns());
    if (told == 0 || oddest.size() != told) {
      throw new IllegalArgumentException(
          "a map of %s tells %d oddest places, not %d".formatted(oddness, told, oddest.size()));
    }
  }

  /** By the values, as of all records. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PlaceMap map
        && box.equals(map.box)
        && oddest.equals(map.oddest)
        && Arrays.deepEquals(values(), map.values());
  }

  @Override
  public int hashCode() {
    return 31 * box.hashCode() + Arrays.deepHashCode(values());
  }

  private float[][] values() {
    float[][] values = new float[oddness.rows()][];
    Arrays.setAll(values, oddness::row);
    return values;
  }
}
