package io.glimpse.feature;

import io.glimpse.matrix.Matrix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The texts of the classes as features: every prompt's own row, and a weight row per class.
 *
 * @param classes k classes
 * @param weights k x d: row c is the normalised mean of the normalised rows of class c's prompts
 * @param prompts per class, its prompts' rows, p x d; an empty list where they are not known; p is
 *     0 for all where there are no texts at all, see {@link #none}
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
   * No texts, of an encoder that takes none: the weights are zero, and classes are known by their
   * examples alone.
   *
   * @param dimension d of the features that they would have
   */
  public static TextFeatures none(ClassSet classes, int dimension) {
    Matrix nothing = new Matrix(0, dimension);
    return new TextFeatures(
        classes,
        new Matrix(classes.size(), dimension),
        Collections.nCopies(classes.size(), nothing));
  }

  /** Whether there are no texts, see {@link #none}. */
  public boolean isNone() {
    return !prompts.isEmpty() && prompts.stream().allMatch(rows -> rows.rows() == 0);
  }

  /**
   * Normalises every prompt's row, averages per class, normalises again.
   *
   * @param prompts one p x d matrix per class, p at least 1, or 0 for all classes; not modified
   * @throws IllegalArgumentException if there are more or fewer matrices than classes, or the rows
   *     of a class have no mean direction
   */
  public static TextFeatures ofPrompts(ClassSet classes, List<Matrix> prompts) {
    if (prompts.size() != classes.size()) {
      throw new IllegalArgumentException(
          "prompts of " + prompts.size() + " classes for " + classes.size() + " classes");
    }
    if (prompts.stream().allMatch(rows -> rows.rows() == 0)) {
      return none(classes, prompts.get(0).columns());
    }
    List<Matrix> unit = new ArrayList<>();
    for (Matrix rows : prompts) {
      unit.add(rows.copy().normalizeRows());
    }
    Matrix weights = new Matrix(unit.size(), unit.get(0).columns());
    for (int c = 0; c < unit.size(); c++) {
      setMean(weights, c, unit.get(c), classes.name(c));
    }
    return new TextFeatures(classes, weights, unit);
  }

  /** The normalised mean of some unit rows as a row of the weights. */
  private static void setMean(Matrix weights, int row, Matrix rows, String className) {
    if (rows.columns() != weights.columns() || rows.rows() == 0) {
      throw new IllegalArgumentException("the prompts of class '" + className + "' are a " + rows);
    }
    Matrix mean = new Matrix(1, rows.columns());
    for (int j = 0; j < rows.columns(); j++) {
      double sum = 0;
      for (int p = 0; p < rows.rows(); p++) {
        sum += rows.get(p, j);
      }
      mean.set(0, j, (float) (sum / rows.rows()));
    }
    if (mean.norm(0) == 0) {
      throw new IllegalArgumentException(
          "the prompts of class '" + className + "' cancel each other out");
    }
    weights.setRow(row, mean.normalizeRows(), 0);
  }

  /**
   * These texts and those of one more class, at the end; the rows of the others stay as they are.
   *
   * @param promptRows a row of each of its prompts, p x d; not modified
   */
  public TextFeatures with(String className, Matrix promptRows) {
    if (isNone() && promptRows.rows() == 0) {
      return none(classes.with(className), dimension());
    }
    Matrix unit = promptRows.copy().normalizeRows();
    Matrix longer = new Matrix(weights.rows() + 1, weights.columns());
    longer.setRows(0, weights);
    setMean(longer, weights.rows(), unit, className);
    List<Matrix> more = new ArrayList<>(prompts);
    if (more.size() == classes.size()) {
      more.add(unit);
    }
    return new TextFeatures(classes.with(className), longer, more);
  }

  /**
   * These texts with others for one class.
   *
   * @param promptRows a row of each of its prompts, p x d; not modified
   */
  public TextFeatures replaced(int label, Matrix promptRows) {
    if (isNone() && promptRows.rows() == 0) {
      return this;
    }
    Matrix unit = promptRows.copy().normalizeRows();
    Matrix others = weights.copy();
    setMean(others, label, unit, classes.name(label));
    List<Matrix> all = new ArrayList<>(prompts);
    if (!all.isEmpty()) {
      all.set(label, unit);
    }
    return new TextFeatures(classes, others, all);
  }

  /** These texts without a class; those behind it move up. */
  public TextFeatures without(int label) {
    List<Matrix> fewer = new ArrayList<>(prompts);
    if (!fewer.isEmpty()) {
      fewer.remove(label);
    }
    int[] rest = IntStream.range(0, weights.rows()).filter(c -> c != label).toArray();
    return new TextFeatures(classes.without(label), weights.select(rest), fewer);
  }

  /** These texts with a class by another name, which its prompts need not contain. */
  public TextFeatures renamed(int label, String className) {
    return new TextFeatures(classes.renamed(label, className), weights, prompts);
  }

  /** Width d of a row. */
  public int dimension() {
    return weights.columns();
  }
}
