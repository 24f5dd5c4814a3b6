package io.glimpse.calibration;

import io.glimpse.matrix.Matrix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the score is computed by which a picture is told to be of no class, as plain data: for
 * whoever computes it elsewhere. f is the picture's feature as a unit row; matrices are not to be
 * modified.
 */
public sealed interface ScoreFormula {

  /**
   * The mean of up to three signs, each less its mean and in units of its deviation, in this order:
   * the logarithm of the top probability, the likeness to the shots, and the top of the softmax of
   * the cosines with the texts.
   *
   * @param probability whether the first counts
   * @param shots the second; null where it does not count
   * @param texts whether the third counts
   * @param means of each that counts
   * @param deviations of each that counts, above 0
   */
  record Known(
      boolean probability,
      @Nullable ToShots shots,
      boolean texts,
      List<Double> means,
      List<Double> deviations)
      implements ScoreFormula {

    public Known {
      means = List.copyOf(means);
      deviations = List.copyOf(deviations);
    }
  }

  /**
   * Likeness to the shots: with {@code a = f - g} and {@code x = a Bᵀ}, {@code max over the classes
   * (x Wᵀ + b) - x Q xᵀ - o max(0, a aᵀ - x xᵀ)}.
   *
   * @param centre g, 1 x d
   * @param quadratic Q, q x q
   * @param weight W, k x q
   * @param bias b, 1 x k
   * @param basis B, q x d; null where x is a
   * @param outside o
   */
  record ToShots(
      Matrix centre,
      Matrix quadratic,
      Matrix weight,
      Matrix bias,
      @Nullable Matrix basis,
      double outside) {}

  /**
   * Of the only class: {@code -(1 - max f Fᵀ - mean) / deviation}.
   *
   * @param keys F, m x d
   */
  record Nearest(Matrix keys, double mean, double deviation) implements ScoreFormula {}

  /**
   * Of a model that was trained to tell of each picture and text whether they belong together:
   * {@code sigmoid(scale max f Tᵀ + bias)}, with T the texts of the classes, k x d.
   */
  record Match(double scale, double bias) implements ScoreFormula {}
}
