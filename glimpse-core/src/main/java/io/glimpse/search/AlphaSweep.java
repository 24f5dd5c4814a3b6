package io.glimpse.search;

/** Where each row is answered rightly, at one sharpness and any positive residual ratio. */
final class AlphaSweep {

  private final double beta;
  private final double[] starts;
  private final double[] ends;

  AlphaSweep(double beta, int rows) {
    this.beta = beta;
    this.starts = new double[rows];
    this.ends = new double[rows];
  }

  /** Notes some rows, the first of which is number {@code first}. */
  void add(TipRows rows, int first) {
    for (int row = 0; row < rows.size(); row++) {
      rows.requireFinite(row, beta);
      starts[first + row] = 0;
      ends[first + row] = Double.POSITIVE_INFINITY;
      add(rows, row, first + row);
    }
  }

  private void add(TipRows rows, int row, int number) {
    int y = rows.truth(row);
    double ofTruth = rows.votes(row, y, beta);
    double baseOfTruth = rows.base.get(row, y);
    for (int c = 0; c < rows.base.columns(); c++) {
      if (c != y) {
        double gap = baseOfTruth - rows.base.get(row, c);
        restrict(number, gap, ofTruth - rows.votes(row, c, beta), c < y);
      }
    }
  }

  /** Keeps the alphas at which {@code gap + alpha · slope > 0}. */
  private void restrict(int number, double gap, double slope, boolean losesTies) {
    if (slope > 0) {
      starts[number] = Math.max(starts[number], -gap / slope);
    } else if (slope < 0) {
      ends[number] = Math.min(ends[number], -gap / slope);
    } else if (gap < 0 || (gap == 0 && losesTies)) {
      ends[number] = 0;
    }
  }

  AlphaRange best() {
    return AlphaRange.best(starts, ends);
  }
}
