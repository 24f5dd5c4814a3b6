package io.glimpse.views;

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
    Pass pass = new Pass(n, x.columns());
    for (int c = 0; c < x.columns(); c++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += x.get(i, c);
      }
      double m = sum / n;
      double squares = 0;
      for (int i = 0; i < n; i++) {
        squares += (x.get(i, c) - m) * (x.get(i, c) - m);
      }
      pass.inverse[c] = (float) (1 / Math.sqrt(squares / n + EPSILON));
      for (int i = 0; i < n; i++) {
        float normal = (float) (x.get(i, c) - m) * pass.inverse[c];
        pass.normal.set(i, c, normal);
        pass.output.set(i, c, Math.fma(gain.get(0, c), normal, shift.get(0, c)));
      }
      if (remember) {
        // PyTorch's running variance is that of a sample.
        double unbiased = n > 1 ? squares / (n - 1) : squares;
        mean[c] += MOMENTUM * ((float) m - mean[c]);
        variance[c] += MOMENTUM * ((float) unbiased - variance[c]);
      }
    }
    return pass;
  }

  /** Normalises by the running averages. */
  Matrix apply(Matrix x) {
    Matrix y = new Matrix(x.rows(), x.columns());
    for (int c = 0; c < x.columns(); c++) {
      float inverse = (float) (1 / Math.sqrt(variance[c] + EPSILON));
      for (int i = 0; i < x.rows(); i++) {
        float normal = (x.get(i, c) - mean[c]) * inverse;
        y.set(i, c, Math.fma(gain.get(0, c), normal, shift.get(0, c)));
      }
    }
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
    Matrix result = new Matrix(n, slopes.columns());
    for (int c = 0; c < slopes.columns(); c++) {
      double sum = 0;
      double along = 0;
      for (int i = 0; i < n; i++) {
        sum += slopes.get(i, c);
        along += (double) slopes.get(i, c) * pass.normal.get(i, c);
      }
      shiftSlopes.set(0, c, (float) sum);
      gainSlopes.set(0, c, (float) along);
      double factor = gain.get(0, c) * pass.inverse[c];
      for (int i = 0; i < n; i++) {
        double centred = slopes.get(i, c) - sum / n - pass.normal.get(i, c) * along / n;
        result.set(i, c, (float) (factor * centred));
      }
    }
    return result;
  }
}
