package io.glimpse.checkpoint;

/** The places of a picture, row by row from its upper left corner. */
public record Grid(int rows, int columns) {

  /** A square of places. */
  public static Grid square(int side) {
    return new Grid(side, side);
  }

  /** How many there are. */
  public int places() {
    return Math.multiplyExact(rows, columns);
  }
}
