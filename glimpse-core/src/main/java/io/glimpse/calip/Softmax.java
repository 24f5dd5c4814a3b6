package io.glimpse.calip;

import io.glimpse.matrix.Exp;
import io.glimpse.matrix.Matrix;
import java.util.Arrays;

/** {@code softmax(scale · m)} along the rows or the columns of a matrix, in place. */
final class Softmax {

  private Softmax() {}

  /** Makes every row sum to 1. */
  static void alongRows(Matrix m, float scale) {
    for (int i = 0; i < m.rows(); i++) {
      int from = m.start(i);
      int to = from + m.columns();
      Exp.expInPlace(m.data(), from, to, scale, -scale * m.get(i, m.argmax(i)));
      float sum = 0;
      for (int j = from; j < to; j++) {
        sum += m.data()[j];
      }
      for (int j = from; j < to; j++) {
        m.data()[j] /= sum;
      }
    }
  }

  /** Makes every column sum to 1. */
  static void alongColumns(Matrix m, float scale) {
    float[] data = m.data();
    int columns = m.columns();
    float[] most = new float[columns];
    Arrays.fill(most, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < m.rows(); i++) {
      int at = m.start(i);
      for (int j = 0; j < columns; j++) {
        most[j] = Math.max(most[j], data[at + j]);
      }
    }
    float[] sums = new float[columns];
    for (int i = 0; i < m.rows(); i++) {
      int at = m.start(i);
      for (int j = 0; j < columns; j++) {
        data[at + j] -= most[j];
      }
      Exp.expInPlace(data, at, at + columns, scale, 0);
      for (int j = 0; j < columns; j++) {
        sums[j] += data[at + j];
      }
    }
    for (int i = 0; i < m.rows(); i++) {
      int at = m.start(i);
      for (int j = 0; j < columns; j++) {
        data[at + j] /= sums[j];
      }
    }
  }
}
