package io.glimpse.encoder;

import io.glimpse.image.Framing;
import io.glimpse.image.Image;
import io.glimpse.image.Region;
import io.glimpse.local.Tiling;
import io.glimpse.matrix.Matrix;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/**
 * How the squares that are looked at lie in a picture, row by row: one in its middle, or as many as
 * cover it. Neighbours overlap by the borders that have no places; the last of a row or column is
 * moved inwards so that it ends where the picture does.
 *
 * @param view what is looked at in each square
 * @param first the square at the top left
 * @param rows squares below each other
 * @param columns squares beside each other
 */
public record TileGrid(LocalView view, Framing first, int rows, int columns) {

  /** Places that one cell of the {@link #map} may have, where squares overlap both ways. */
  public static final int MOST_IN_A_CELL = 4;

  /**
   * That of a picture: as large as the tiling allows, but neither enlarged nor, where that is more,
   * with a shorter side of less than a square's. Pictures within a square are seen as one.
   *
   * @throws IllegalArgumentException if more than {@link Tiling#MOST} squares would cover it
   */
  public static TileGrid of(Image picture, LocalView view, Tiling tiling) {
    Objects.requireNonNull(tiling, "tiling");
    int size = view.side();
    int shorter = Math.min(picture.width(), picture.height());
    int longer = Math.max(picture.width(), picture.height());
    if (tiling.isOne() || longer <= size) {
      return new TileGrid(view, Framing.of(picture, view.preprocessing()), 1, 1);
    }
    long side = Math.max(shorter, size);
    while (side > size && !tiling.allows(count(view, side * longer / shorter), count(view, side))) {
      side--;
    }
    long width = side * picture.width() / shorter;
    long height = side * picture.height() / shorter;
    long columns = count(view, width);
    long rows = count(view, height);
    if (rows * columns > Tiling.MOST) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d x %d pixels take %d tiles even if the shorter side has the %d of one, and at most"
                  + " %d are looked at; cut it into parts",
              picture.width(),
              picture.height(),
              rows * columns,
              size,
              Tiling.MOST));
    }
    return new TileGrid(
        view,
        new Framing(picture.width(), picture.height(), picture.orientation(), width, height, 0, 0),
        (int) rows,
        (int) columns);
  }

  /** Squares that cover so many pixels. */
  private static long count(LocalView view, long pixels) {
    long behind = Math.max(0, pixels - view.side());
    return 1 + (behind + stride(view) - 1) / stride(view);
  }

  /** From one square to the next: what the places of one cover. */
  private static int stride(LocalView view) {
    return view.step() * Math.min(view.rows(), view.columns());
  }

  /** Whether the picture has more pixels than what the squares were cut of. */
  public boolean isShrunk() {
    return first.resizedWidth() < first.width() || first.resizedHeight() < first.height();
  }

  /** How many squares there are. */
  public int count() {
    return rows * columns;
  }

  /**
   * Where one of them lies in the picture.
   *
   * @param square counted row by row
   */
  public Framing square(int square) {
    Objects.checkIndex(square, count());
    int size = view.side();
    return new Framing(
        first.width(),
        first.height(),
        first.orientation(),
        first.resizedWidth(),
        first.resizedHeight(),
        start(first.left(), square % columns, columns, first.resizedWidth() - size),
        start(first.top(), square / columns, rows, first.resizedHeight() - size));
  }

  private long start(long ofFirst, int index, int count, long last) {
    return index == 0 ? ofFirst : index == count - 1 ? last : (long) index * stride(view);
  }

  /** How many places all squares have. */
  public int places() {
    return count() * view.places();
  }

  /**
   * The pixels of the picture, upright, that a place stands for.
   *
   * @param place counted square after square, in each row by row
   */
  public Region box(int place) {
    return square(place / view.places()).inPicture(view.cell(place % view.places()));
  }

  /**
   * Values of all places as one map of cells, in which those of one square lie as they are. Of
   * several places that look at the same cell, in squares that overlap, the largest value counts.
   *
   * @param values of each place, square after square
   */
  public Matrix map(double[] values) {
    Matrix map = new Matrix(mapRows(), mapColumns());
    Arrays.fill(map.data(), Float.NEGATIVE_INFINITY);
    for (int i = 0; i < values.length; i++) {
      int row = row(i);
      int column = column(i);
      map.set(row, column, Math.max(map.get(row, column), (float) values[i]));
    }
    return map;
  }

  /**
   * Which row of the {@link #map} a place is in.
   *
   * @param place counted square after square, in each row by row
   */
  public int row(int place) {
    Framing square = square(place / view.places());
    return cell(square.top() - first.top(), place % view.places() / view.columns());
  }

  /** Which column of the {@link #map} it is in; as {@link #row}. */
  public int column(int place) {
    Framing square = square(place / view.places());
    return cell(square.left() - first.left(), place % view.places() % view.columns());
  }

  private int mapRows() {
    return 1 + cell(square(count() - 1).top() - first.top(), view.rows() - 1);
  }

  private int mapColumns() {
    return 1 + cell(square(count() - 1).left() - first.left(), view.columns() - 1);
  }

  /** The cell of the map that the middle of a square's cell lies in. */
  private int cell(long start, int cell) {
    return (int) ((start + view.step() / 2) / view.step()) + cell;
  }

  /** The pixels of the picture, upright, that the {@link #map} covers. */
  public Region mapped() {
    return first.inPicture(
        new Region(
            view.first(), view.first(), view.step() * mapColumns(), view.step() * mapRows()));
  }
}
