package io.glimpse.inference;

import io.glimpse.encoder.LocalImage;
import io.glimpse.image.Region;
import io.glimpse.local.LocalAnswer;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.PlaceMap;
import java.util.Arrays;

/**
 * How odd the small places of a picture are: how far from what is usual in every class.
 *
 * @param image its places, and where they lie in the picture
 * @param answer what they say
 */
record OddPlaces(LocalImage image, LocalAnswer answer) {

  /** The number of the oddest place, counted row by row. */
  int oddest() {
    return answer.oddest(1)[0];
  }

  /** The oddness of all, rows x columns of the grid. */
  Matrix heat() {
    Matrix heat = new Matrix(image.view().rows(), image.view().columns());
    for (int cell = 0; cell < answer.heat().length; cell++) {
      heat.set(cell / heat.columns(), cell % heat.columns(), (float) answer.heat()[cell]);
    }
    return heat;
  }

  /** As an answer tells them. */
  PlaceMap map() {
    Matrix heat = heat();
    PlaceMap.Box first = box(0);
    PlaceMap.Box last = box(answer.heat().length - 1);
    return new PlaceMap(
        heat,
        new PlaceMap.Box(first.left(), first.top(), last.right(), last.bottom()),
        Arrays.stream(answer.oddest(PlaceMap.ODDEST))
            .mapToObj(
                cell ->
                    new PlaceMap.Place(
                        cell / heat.columns(),
                        cell % heat.columns(),
                        box(cell),
                        answer.heat()[cell]))
            .toList());
  }

  private PlaceMap.Box box(int cell) {
    Region box = image.box(cell);
    return new PlaceMap.Box(
        box.left(), box.top(), box.left() + box.width(), box.top() + box.height());
  }
}
