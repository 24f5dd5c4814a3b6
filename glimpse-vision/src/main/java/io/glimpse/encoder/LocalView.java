package io.glimpse.encoder;

import io.glimpse.feature.LocalTokens;
import io.glimpse.image.Preprocessing;
import io.glimpse.image.Region;
import io.glimpse.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What an encoder offers of its middle layers: tokens of small places, all levels on one grid, from
 * a square of its own size.
 *
 * @param fingerprint of all that the tokens depend on, in hex; the same at any precision of the
 *     encoder, for local tokens are always float32
 * @param preprocessing how a picture becomes the square that is looked at
 * @param levels the layers, from the picture on; at least one
 * @param rows of the grid
 * @param columns of the grid
 * @param first pixels of the square before the first cell, from the left and from the top
 * @param step pixels from one cell to the next, and of a cell's side
 */
public record LocalView(
    String fingerprint,
    Preprocessing preprocessing,
    List<Level> levels,
    int rows,
    int columns,
    int first,
    int step) {

  /**
   * A middle layer.
   *
   * @param name what the network calls it
   * @param width c of its tokens
   */
  public record Level(String name, int width) {}

  /** Checks them. */
  public LocalView {
    levels = List.copyOf(levels);
    if (levels.isEmpty() || rows < 1 || columns < 1) {
      throw new IllegalArgumentException("a local view has at least one level and one place");
    }
    if (preprocessing.height() != preprocessing.width()) {
      throw new IllegalArgumentException(
          "a local view is a square, and not "
              + preprocessing.height()
              + " x "
              + preprocessing.width());
    }
    if (first < 0
        || step < 1
        || first + (long) step * Math.max(rows, columns) > preprocessing.height()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d x %d places of %d pixels behind the first %d are not within %d",
              rows,
              columns,
              step,
              first,
              preprocessing.height()));
    }
  }

  /** Rows, and columns, of the square that is looked at. */
  public int side() {
    return preprocessing.height();
  }

  /** Number h·w of places. */
  public int places() {
    return rows * columns;
  }

  /** The width of each level. */
  public List<Integer> widths() {
    return levels.stream().map(Level::width).toList();
  }

  /** The widths of all levels together. */
  public int width() {
    return levels.stream().mapToInt(Level::width).sum();
  }

  /**
   * The tokens of a picture by level, out of what has all levels side by side.
   *
   * @param joined h·w x {@link #width()}; the levels are windows on it
   */
  public LocalTokens split(Matrix joined) {
    if (joined.rows() != places() || joined.columns() != width()) {
      throw new IllegalArgumentException(
          joined + " is not " + places() + " places of " + width() + " values");
    }
    List<Matrix> parts = new ArrayList<>();
    int column = 0;
    for (Level level : levels) {
      parts.add(
          Matrix.wrap(
              joined.data(), joined.start(0) + column, places(), level.width(), joined.stride()));
      column += level.width();
    }
    return new LocalTokens(parts);
  }

  /**
   * What of the square a place stands for: where its tokens look at, though each sees some of what
   * lies about it.
   *
   * @param place counted row by row
   */
  public Region cell(int place) {
    Objects.checkIndex(place, places());
    return new Region(
        first + step * (place % columns), first + step * (place / columns), step, step);
  }
}
