package io.glimpse.probe;

import io.glimpse.feature.Cache;
import io.glimpse.matrix.Matrix;

/** The lengths of the rows that a probe was trained on; a bank keeps their directions alone. */
final class RowLengths {

  private RowLengths() {}

  /** Those of all shots, 1 x n. */
  static Matrix of(Cache shots) {
    Matrix rows = shots.keys().toMatrix();
    Matrix lengths = new Matrix(1, rows.rows());
    for (int i = 0; i < rows.rows(); i++) {
      lengths.set(0, i, (float) rows.norm(i));
    }
    return lengths;
  }

  /**
   * Shots as they were, up to rounding.
   *
   * @param shots of the same directions
   * @param lengths 1 x n
   */
  static Cache restored(Cache shots, Matrix lengths) {
    Matrix rows = shots.keys().toMatrix();
    for (int i = 0; i < rows.rows(); i++) {
      float wanted = lengths.get(0, i);
      float length = (float) rows.norm(i);
      for (int j = 0; j < rows.columns() && length > 0 && length != wanted; j++) {
        rows.set(i, j, rows.get(i, j) / length * wanted);
      }
    }
    return shots.withKeys(rows);
  }
}
