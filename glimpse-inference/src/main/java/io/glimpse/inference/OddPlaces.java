package io.glimpse.inference;

import io.glimpse.encoder.LocalImage;
import io.glimpse.encoder.TileGrid;
import io.glimpse.image.Region;
import io.glimpse.local.LocalAnswer;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.PlaceMap;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * How odd the small places of a picture are: how far from what is usual in every class.
 *
 * @param image its places, and where they lie in the picture
 * @param answer what they say
 */
record OddPlaces(LocalImage image, LocalAnswer answer) {

  /** The number of the oddest place, counted square after square, in each row by row. */
  int oddest() {
    return answer.oddest(1)[0];
  }

  /**
   * The oddness of all, rows x columns of a grid over {@code image().tiles().mapped()}. Where two
   * squares that overlap have a place each in the same cell, the larger counts.
   */
  Matrix heat() {
    return image.tiles().map(answer.heat());
  }

  /** As an answer tells them: of places in the same cell, the odder one. */
  PlaceMap map() {
    TileGrid tiles = image.tiles();
    List<PlaceMap.Place> told = new ArrayList<>();
    BitSet cells = new BitSet();
    Matrix heat = heat();
    for (int place : answer.oddest(PlaceMap.ODDEST * TileGrid.MOST_IN_A_CELL)) {
      int row = tiles.row(place);
      int column = tiles.column(place);
      int cell = row * heat.columns() + column;
      if (!cells.get(cell) && told.size() < PlaceMap.ODDEST) {
        cells.set(cell);
        told.add(new PlaceMap.Place(row, column, box(tiles.box(place)), answer.heat()[place]));
      }
    }
    return new PlaceMap(heat, box(tiles.mapped()), told);
  }

  private static PlaceMap.Box box(Region box) {
    return new PlaceMap.Box(
        box.left(), box.top(), box.left() + box.width(), box.top() + box.height());
  }
}
