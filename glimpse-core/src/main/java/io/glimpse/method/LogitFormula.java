package io.glimpse.method;

import io.glimpse.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * What a classifier computes of a picture's feature f, as plain data: for whoever computes it
 * elsewhere. Matrices are not to be modified.
 */
public sealed interface LogitFormula {

  /**
   * A linear layer: {@code f Wᵀ + b}.
   *
   * @param weight W, k x d
   * @param bias b, 1 x k; null for none
   */
  record Linear(Matrix weight, @Nullable Matrix bias) implements LogitFormula {}

  /**
   * Another formula of {@code f / |f|}.
   *
   * @param formula of the unit row
   */
  record OfUnitRow(LogitFormula formula) implements LogitFormula {}

  /**
   * Votes by likeness to keys: {@code f Wᵀ + exp(-β (1 - f Fᵀ)) V}.
   *
   * @param texts W, k x d; null for none
   * @param keys F, m x d
   * @param values V, m x k, with whatever votes are multiplied by
   * @param sharpness β
   */
  record Votes(@Nullable Matrix texts, Matrix keys, Matrix values, double sharpness)
      implements LogitFormula {}

  /**
   * CALIP: {@code 100 (β₁ g Tᵀ + β₂ g Ftaᵀ + β₃ Fva Tᵀ + β₄ Fva Ftaᵀ)} with the spatial tokens S,
   * {@code Fta = softmax over the places (s S Tᵀ)ᵀ S} and Fva pooled over the places of {@code
   * softmax over the classes (s S Tᵀ) T}.
   *
   * @param text T, k x d
   * @param scale s
   * @param mean whether the mean is a part of Fva
   * @param largest whether the largest value is
   */
  record Attention(
      Matrix text,
      double scale,
      boolean mean,
      boolean largest,
      double beta1,
      double beta2,
      double beta3,
      double beta4)
      implements LogitFormula {}
}
