package io.glimpse.adapter;

import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.train.Linear;
import io.glimpse.train.Relu;
import io.glimpse.train.Sgd;
import java.util.Random;

/**
 * CLIP-Adapter's bottleneck and its blend with what goes in, normalised:
 *
 * <pre>A(f) = ReLU(ReLU(f W1ᵀ) W2ᵀ);  s = r A(f) + (1 - r) f;  u = s / |s|</pre>
 *
 * <p>W1 is h x d and W2 is d x h, without biases. Trained in place by {@link #step}.
 */
final class ResidualAdapter {

  /** Shorter vectors have no direction worth dividing by. */
  private static final double SHORTEST = 1e-12;

  private final Matrix first;
  private final Matrix second;
  private final float ratio;
  private final Sgd firstOptimiser;
  private final Sgd secondOptimiser;

  /**
   * An adapter of given weights, which are not copied.
   *
   * @param first W1, h x d
   * @param second W2, d x h
   * @param ratio r, how much of the result is the bottleneck's
   */
  ResidualAdapter(Matrix first, Matrix second, double ratio) {
    this.first = first;
    this.second = second;
    this.ratio = (float) ratio;
    this.firstOptimiser = Sgd.ofCoOp(first.data().length);
    this.secondOptimiser = Sgd.ofCoOp(second.data().length);
  }

  /** An untrained adapter, as PyTorch's linear layers start. */
  static ResidualAdapter random(int dimension, int hidden, double ratio, Random random) {
    Matrix first = Linear.randomWeights(dimension, hidden, random);
    Matrix second = Linear.randomWeights(hidden, dimension, random);
    return new ResidualAdapter(first, second, ratio);
  }

  Matrix first() {
    return first;
  }

  Matrix second() {
    return second;
  }

  /** What the steps of an application left behind, which its gradient needs. */
  static final class Pass {
    private final Matrix input;
    private final Matrix hidden;
    private final Matrix adapted;
    private final Matrix unit;
    private final float[] norms;

    private Pass(Matrix input, Matrix hidden, Matrix adapted) {
      this.input = input;
      this.hidden = hidden;
      this.adapted = adapted;
      this.unit = new Matrix(input.rows(), input.columns());
      this.norms = new float[input.rows()];
    }

    /** u, n x d: unit rows. */
    Matrix unit() {
      return unit;
    }
  }

  /**
   * Applies the adapter.
   *
   * @param input f, n x d
   */
  Pass apply(Matrix input) {
    Matrix hidden = Relu.apply(Products.timesTransposed(input, first));
    Matrix adapted = Relu.apply(Products.timesTransposed(hidden, second));
    Pass pass = new Pass(input, hidden, adapted);
    for (int i = 0; i < input.rows(); i++) {
      int at = pass.unit.start(i);
      for (int j = 0; j < input.columns(); j++) {
        pass.unit.data()[at + j] =
            ratio * adapted.data()[at + j] + (1 - ratio) * input.data()[input.start(i) + j];
      }
      pass.norms[i] = (float) Math.max(SHORTEST, pass.unit.norm(i));
      for (int j = 0; j < input.columns(); j++) {
        pass.unit.data()[at + j] /= pass.norms[i];
      }
    }
    return pass;
  }

  /**
   * Takes one step of gradient descent.
   *
   * @param pass what the loss was computed from
   * @param slopes of the loss by u, n x d; overwritten
   */
  void step(Pass pass, Matrix slopes, double learningRate) {
    Gradient gradient = gradient(pass, slopes);
    firstOptimiser.step(first.data(), gradient.first.data(), learningRate);
    secondOptimiser.step(second.data(), gradient.second.data(), learningRate);
  }

  /** Slopes by W1 and W2. */
  record Gradient(Matrix first, Matrix second) {}

  /** See {@link #step}. */
  Gradient gradient(Pass pass, Matrix slopes) {
    for (int i = 0; i < slopes.rows(); i++) {
      throughNormalisation(pass, slopes, i);
    }
    Relu.gradient(slopes, pass.adapted);
    Matrix hiddenSlopes = Relu.gradient(Products.times(slopes, second), pass.hidden);
    return new Gradient(
        Products.transposedTimes(hiddenSlopes, pass.input),
        Products.transposedTimes(slopes, pass.hidden));
  }

  /** From u to A: {@code r (du - u (du · u)) / |s|}. */
  private void throughNormalisation(Pass pass, Matrix slopes, int row) {
    float along = (float) slopes.dot(row, pass.unit, row);
    float factor = ratio / pass.norms[row];
    int at = slopes.start(row);
    int u = pass.unit.start(row);
    for (int j = 0; j < slopes.columns(); j++) {
      slopes.data()[at + j] =
          factor * Math.fma(-along, pass.unit.data()[u + j], slopes.data()[at + j]);
    }
  }
}
