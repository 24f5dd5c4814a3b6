package io.glimpse.feature;

import io.glimpse.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * The texts of the classes as features: every prompt's own row, and a weight row per class.
 *
 * @param classes k classes
 * @param weights k x d: row c is the normalised mean of the normalised rows of class c's prompts
 * @param prompts per class, its prompts' rows, p x d; an empty list where they are not known
 */
public record TextFeatures(ClassSet classes, Matrix weights, List<Matrix> prompts) {

  public TextFeatures {
    prompts = List.copyOf(prompts);
    if (weights.rows() != classes.size()) {
      throw new IllegalArgumentException(
          weights.rows() + " text rows for " + classes.size() + " classes");
    }
    if (!prompts.isEmpty() && prompts.size() != classes.size()) {
      throw new IllegalArgumentException(
          "prompts of " + prompts.size() + " classes for " + classes.size() + " classes");
    }
  }

  /** Weight rows that are used as they are, k x d. */
  public static TextFeatures ofWeights(ClassSet classes, Matrix weights) {
    return new TextFeatures(classes, weights, List.of());
  }

  /**
   * Normalises every prompt's row, averages per class, normalises again.
   *
   * @param prompts one p x d matrix per class, p at least 1; not modified
   * @throws IllegalArgumentException if there are more or fewer matrices than classes, or the rows
   *     of a class have no mean direction
   */
  public static TextFeatures ofPrompts(ClassSet classes, List<Matrix> prompts) {
    if (prompts.size() != classes.size()) {
      throw new IllegalArgumentException(
          "prompts of " + prompts.size() + " classes for " + classes.size() + " classes");
    }
    List<Matrix> unit = new ArrayList<>();
    for (Matrix rows : prompts) {
      unit.add(rows.copy().normalizeRows());
    }
    int dimension = unit.get(0).columns();
    Matrix weights = new Matrix(unit.size(), dimension);
    for (int c = 0; c < unit.size(); c++) {
      Matrix rows = unit.get(c);
      if (rows.columns() != dimension || rows.rows() == 0) {
        throw new IllegalArgumentException(
            "the prompts of class '" + classes.name(c) + "' are a " + rows);
      }
      for (int j = 0; j < dimension; j++) {
        double sum = 0;
        for (int p = 0; p < rows.rows(); p++) {
          sum += rows.get(p, j);
        }
        weights.set(c, j, (float) (sum / rows.rows()));
      }
      if (weights.norm(c) == 0) {
        throw new IllegalArgumentException(
            "the prompts of class '" + classes.name(c) + "' cancel each other out");
      }
    }
    return new TextFeatures(classes, weights.normalizeRows(), unit);
  }

  /** Width d of a row. */
  public int dimension() {
    return weights.columns();
  }
}
