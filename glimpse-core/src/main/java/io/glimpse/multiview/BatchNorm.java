package io.glimpse.multiview;

import io.glimpse.matrix.Matrix;

/**
 * Batch normalisation, as PyTorch does it: every channel to mean 0 and variance 1 over its values
 * in the batch, then {@code γ x + β}. Afterwards it works with running averages instead.
 */
final class BatchNorm {

  private static final float EPSILON = 1e-5f;

  /** How far the running averages move to those of a batch. */
  private static final float MOMENTUM = 0.1f;

  private final Matrix gain;
  private final Matrix shift;
  private final Matrix means;
  private final Matrix variances;
  private final float[] mean;
  private final float[] variance;

  BatchNorm(int channels) {
    gain = new Matrix(1, channels);
    shift = new Matrix(1, channels);
    means = new Matrix(1, channels);
    variances = new Matrix(1, channels);
    mean = means.data();
    variance = variances.data();
    java.util.Arrays.fill(gain.data(), 1);
    java.util.Arrays.fill(variance, 1);
  }

  /** γ, 1 x channels. */
  Matrix gain() {
    return gain;
  }

  /** β, 1 x channels. */
  Matrix shift() {
    return shift;
  }

  /** The running means, 1 x channels. */
  Matrix means() {
    return means;
  }

  /** The running variances, 1 x channels. */
  Matrix variances() {
    return variances;
  }

  /** What a batch left behind, which its gradient needs. */
  static final class Pass {
    private final Matrix normal;
    private final Matrix output;
    private final float[] inverse;

    private Pass(int rows, int channels) {
      normal = new Matrix(rows, channels);
      output = new Matrix(rows, channels);
      inverse = new float[channels];
    }

    Matrix output() {
      return output;
    }
  }

  /**
   * Normalises a batch by its own mean and variance.
   *
   * @param x n x channels
   * @param remember whether the running averages move
   */
  Pass train(Matrix x, boolean remember) {
    int n = x.rows();
    double[] means = new double[x.columns()];
    for (int i = 0; i < n; i++) {
      int at = x.start(i);
      for (int c = 0; c < means.length; c++) {
        means[c] += x.data()[at + c];
      }
    }
    for (int c = 0; c < means.length; c++) {
      means[c] /= n;
    }
    double[] squares = new double[means.length];
    for (int i = 0; i < n; i++) {
      int at = x.start(i);
      for (int c = 0; c < means.length; c++) {
        double away = x.data()[at + c] - means[c];
        squares[c] += away * away;
      }
    }
    Pass pass = new Pass(n, means.length);
    for (int c = 0; c < means.length; c++) {
      pass.inverse[c] = (float) (1 / Math.sqrt(squares[c] / n + EPSILON));
    }
    for (int i = 0; i < n; i++) {
      int at = pass.normal.start(i);
      int from = x.start(i);
      for (int c = 0; c < means.length; c++) {
        pass.normal.data()[at + c] = (float) (x.data()[from + c] - means[c]) * pass.inverse[c];
      }
    }
    scaleAndShift(pass.normal, pass.output);
    if (remember) {
      remember(means, squares, n);
    }
    return pass;
  }

  private void scaleAndShift(Matrix normal, Matrix output) {
    float[] gains = gain.data();
    float[] shifts = shift.data();
    for (int i = 0; i < normal.rows(); i++) {
      int at = normal.start(i);
      for (int c = 0; c < gains.length; c++) {
        output.data()[at + c] = Math.fma(gains[c], normal.data()[at + c], shifts[c]);
      }
    }
  }

  private void remember(double[] means, double[] squares, int n) {
    for (int c = 0; c < means.length; c++) {
      // PyTorch's running variance is that of a sample.
      double unbiased = n > 1 ? squares[c] / (n - 1) : squares[c];
      mean[c] += MOMENTUM * ((float) means[c] - mean[c]);
      variance[c] += MOMENTUM * ((float) unbiased - variance[c]);
    }
  }

  /** Normalises by the running averages. */
  Matrix apply(Matrix x) {
    Matrix y = new Matrix(x.rows(), x.columns());
    float[] inverse = new float[x.columns()];
    for (int c = 0; c < inverse.length; c++) {
      inverse[c] = (float) (1 / Math.sqrt(variance[c] + EPSILON));
    }
    for (int i = 0; i < x.rows(); i++) {
      int at = y.start(i);
      int from = x.start(i);
      for (int c = 0; c < inverse.length; c++) {
        y.data()[at + c] = (x.data()[from + c] - mean[c]) * inverse[c];
      }
    }
    scaleAndShift(y, y);
    return y;
  }

  /**
   * The gradient by the batch.
   *
   * @param slopes by the output, n x channels; not modified
   * @param gainSlopes gets those by γ
   * @param shiftSlopes gets those by β
   */
  Matrix gradient(Pass pass, Matrix slopes, Matrix gainSlopes, Matrix shiftSlopes) {
    int n = slopes.rows();
    float[] normal = pass.normal.data();
    double[] sum = new double[slopes.columns()];
    double[] along = new double[sum.length];
    for (int i = 0; i < n; i++) {
      int from = slopes.start(i);
      int at = pass.normal.start(i);
      for (int c = 0; c < sum.length; c++) {
        double slope = slopes.data()[from + c];
        sum[c] += slope;
        along[c] += slope * normal[at + c];
      }
    }
    double[] factors = new double[sum.length];
    for (int c = 0; c < sum.length; c++) {
      shiftSlopes.data()[c] = (float) sum[c];
      gainSlopes.data()[c] = (float) along[c];
      factors[c] = gain.get(0, c) * pass.inverse[c];
      sum[c] /= n;
      along[c] /= n;
    }
    Matrix result = new Matrix(n, sum.length);
    for (int i = 0; i < n; i++) {
      int from = slopes.start(i);
      int at = result.start(i);
      for (int c = 0; c < sum.length; c++) {
        double centred = slopes.data()[from + c] - sum[c] - normal[at + c] * along[c];
        result.data()[at + c] = (float) (factors[c] * centred);
      }
    }
    return result;
  }
}
