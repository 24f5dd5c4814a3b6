package io.glimpse.matrix;

/**
 * Products of a few rows with many, without preparing either side: bound by memory, not arithmetic.
 */
final class Dots {

  private Dots() {}

  /** {@code c = a bᵀ}, one row of a at a time, eight rows of b side by side. */
  static void multiply(Matrix a, Matrix b, Matrix c) {
    Products.checkShapes(a, b.rows(), b.columns(), c);
    for (int i = 0; i < a.rows(); i++) {
      multiplyRow(a, i, b, c.data(), c.start(i));
    }
  }

  private static void multiplyRow(Matrix a, int row, Matrix b, float[] out, int at) {
    float[] query = a.row(row);
    int full = b.rows() & ~7;
    for (int j = 0; j < full; j += 8) {
      eight(query, b.data(), b.start(j), b.stride(), out, at + j);
    }
    for (int j = full; j < b.rows(); j++) {
      out[at + j] = one(query, b.data(), b.start(j));
    }
  }

  /** Eight sums that do not wait for each other hide the latency of the additions. */
  private static void eight(float[] q, float[] b, int start, int stride, float[] out, int at) {
    int b1 = start + stride;
    int b2 = b1 + stride;
    int b3 = b2 + stride;
    int b4 = b3 + stride;
    int b5 = b4 + stride;
    int b6 = b5 + stride;
    int b7 = b6 + stride;
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    for (int k = 0; k < q.length; k++) {
      float x = q[k];
      s0 = Math.fma(x, b[start + k], s0);
      s1 = Math.fma(x, b[b1 + k], s1);
      s2 = Math.fma(x, b[b2 + k], s2);
      s3 = Math.fma(x, b[b3 + k], s3);
      s4 = Math.fma(x, b[b4 + k], s4);
      s5 = Math.fma(x, b[b5 + k], s5);
      s6 = Math.fma(x, b[b6 + k], s6);
      s7 = Math.fma(x, b[b7 + k], s7);
    }
    out[at] = s0;
    out[at + 1] = s1;
    out[at + 2] = s2;
    out[at + 3] = s3;
    out[at + 4] = s4;
    out[at + 5] = s5;
    out[at + 6] = s6;
    out[at + 7] = s7;
  }

  private static float one(float[] q, float[] b, int start) {
    float sum = 0;
    for (int k = 0; k < q.length; k++) {
      sum = Math.fma(q[k], b[start + k], sum);
    }
    return sum;
  }
}
