package io.glimpse.search;

/**
 * The values t of the inner grid at which the true class is ahead of all rivals seen so far.
 *
 * <p>Ahead of one rival means {@code gap + t · slope > 0}, a half-line; what all of them leave is a
 * range of the grid.
 */
final class InnerRange {

  private final double[] values;
  private final double spacing;

  /** First index of the range, and the index behind its last; equal when it is empty. */
  int from;

  int to;

  InnerRange(Grid grid) {
    this.values = grid.values();
    this.spacing = (grid.to() - grid.from()) / grid.steps();
  }

  /** Begins anew, with the whole grid. */
  void reset() {
    from = 0;
    to = values.length;
  }

  boolean isEmpty() {
    return from >= to;
  }

  /** Takes away where {@code gap + t · slope > 0} does not hold. */
  void restrict(double gap, double slope) {
    boolean atFirst = gap + values[0] * slope > 0;
    boolean atLast = gap + values[values.length - 1] * slope > 0;
    if (atFirst && atLast) {
      return;
    }
    if (atFirst) {
      to = Math.min(to, firstChange(gap, slope, false));
    } else if (atLast) {
      from = Math.max(from, firstChange(gap, slope, true));
    } else {
      to = 0;
    }
    if (from >= to) {
      from = 0;
      to = 0;
    }
  }

  /** The first index at which {@code gap + t · slope > 0} is {@code wanted}; there is one. */
  private int firstChange(double gap, double slope, boolean wanted) {
    double guess = (-gap / slope - values[0]) / spacing;
    int i = (int) Math.max(0, Math.min(values.length - 1, guess));
    while (i > 0 && gap + values[i - 1] * slope > 0 == wanted) {
      i--;
    }
    while (gap + values[i] * slope > 0 != wanted) {
      i++;
    }
    return i;
  }
}
