package io.glimpse.train;

import io.glimpse.matrix.Elementwise;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import java.util.Random;

/**
 * A linear layer, {@code x Wᵀ + b}.
 *
 * @param weight W, out x in
 * @param bias b, 1 x out
 */
public record Linear(Matrix weight, Matrix bias) {

  public Linear {
    if (bias.rows() != 1 || bias.columns() != weight.rows()) {
      throw new IllegalArgumentException("a " + bias + " is no bias of a " + weight);
    }
  }

  /** PyTorch's default start: weights and biases even in ±1/√in. */
  public static Linear random(int in, int out, Random random) {
    return new Linear(randomWeights(in, out, random), uniform(1, out, 1 / Math.sqrt(in), random));
  }

  /** The weights of a layer without a bias, even in ±1/√in: out x in. */
  public static Matrix randomWeights(int in, int out, Random random) {
    return uniform(out, in, 1 / Math.sqrt(in), random);
  }

  private static Matrix uniform(int rows, int columns, double bound, Random random) {
    Matrix m = new Matrix(rows, columns);
    for (int i = 0; i < m.data().length; i++) {
      m.data()[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
    return m;
  }

  /** {@code gain} times its input. */
  public static Linear identity(int size, double gain) {
    Matrix weight = new Matrix(size, size);
    for (int i = 0; i < size; i++) {
      weight.set(i, i, (float) gain);
    }
    return new Linear(weight, new Matrix(1, size));
  }

  /** A layer of the same shape, all zeros: room for a gradient. */
  public Linear zeros() {
    return new Linear(new Matrix(weight.rows(), weight.columns()), new Matrix(1, bias.columns()));
  }

  /**
   * Applies the layer.
   *
   * @param x n x in
   * @return n x out
   */
  public Matrix apply(Matrix x) {
    Matrix y = Products.timesTransposed(x, weight);
    Elementwise.addToEveryRow(bias, y);
    return y;
  }

  /**
   * The gradient of a layer that is used once: {@code dyᵀ x} and the sum of the rows of {@code dy}.
   *
   * @param dy slopes of the result, n x out
   * @param x what the layer was applied to, n x in
   */
  public static Linear gradient(Matrix dy, Matrix x) {
    Matrix bias = new Matrix(1, dy.columns());
    addRows(dy, bias);
    return new Linear(Products.transposedTimes(dy, x), bias);
  }

  /**
   * Adds to this gradient what a use of the layer gives: {@code dyᵀ x} and the sum of the rows of
   * {@code dy}.
   *
   * @param dy slopes of the result, n x out
   * @param x what the layer was applied to, n x in
   */
  public void addGradient(Matrix dy, Matrix x) {
    Elementwise.addScaled(1, Products.transposedTimes(dy, x), weight);
    addRows(dy, bias);
  }

  private static void addRows(Matrix rows, Matrix sum) {
    for (int i = 0; i < rows.rows(); i++) {
      Elementwise.addScaled(1, rows, i, sum, 0);
    }
  }
}
