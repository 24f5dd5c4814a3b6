package io.glimpse.feature;

import io.glimpse.matrix.Matrix;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The class of each row, as a number, or softly as a share of several classes. Immutable. */
public final class Labels {

  private final int[] classes;
  private final @Nullable Matrix shares;

  private Labels(int[] classes, @Nullable Matrix shares) {
    this.classes = classes;
    this.shares = shares;
  }

  /**
   * One class a row.
   *
   * @throws IllegalArgumentException naming the first row whose class is negative, or so large that
   *     the classes cannot be counted by an {@code int}
   */
  public static Labels of(int... classes) {
    for (int i = 0; i < classes.length; i++) {
      if (classes[i] < 0) {
        throw new IllegalArgumentException("row " + i + " has the negative label " + classes[i]);
      }
      if (classes[i] == Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "row " + i + " has the label " + classes[i] + ", too large");
      }
    }
    return new Labels(classes.clone(), null);
  }

  /**
   * Shares of several classes a row.
   *
   * @param shares n x k, finite and not negative, some share of each row above 0; the class of a
   *     row is that of its largest share
   * @throws IllegalArgumentException naming the first row that is otherwise
   */
  public static Labels soft(Matrix shares) {
    int[] classes = new int[shares.rows()];
    for (int i = 0; i < shares.rows(); i++) {
      boolean shared = false;
      for (int c = 0; c < shares.columns(); c++) {
        float share = shares.get(i, c);
        if (!(share >= 0) || Float.isInfinite(share)) {
          throw new IllegalArgumentException(
              "row " + i + " gives class " + c + " the share " + share);
        }
        shared |= share > 0;
      }
      if (!shared) {
        throw new IllegalArgumentException("row " + i + " gives no class a share above 0");
      }
      classes[i] = shares.argmax(i);
    }
    return new Labels(classes, shares.copy());
  }

  public int size() {
    return classes.length;
  }

  /** The class of a row; of equal shares the first. */
  public int label(int row) {
    return classes[row];
  }

  public boolean isSoft() {
    return shares != null;
  }

  /** How much of a row belongs to a class: 0 or 1 where labels are not soft. */
  public float share(int row, int label) {
    if (shares == null) {
      return classes[row] == label ? 1 : 0;
    }
    return label < shares.columns() ? shares.get(row, label) : 0;
  }

  /** The shares of a row, one a class, or null where it belongs to one class only. A copy. */
  float @Nullable [] shares(int row) {
    return shares == null ? null : shares.row(row);
  }

  /** The classes of all rows; a copy. */
  public int[] toArray() {
    return classes.clone();
  }

  /** The number of rows of each class, by largest share. */
  public int[] counts(int classCount) {
    int[] counts = new int[classCount];
    for (int label : classes) {
      counts[label]++;
    }
    return counts;
  }

  /** One more than the largest class that is mentioned. */
  public int classCount() {
    int largest = Arrays.stream(classes).max().orElse(-1) + 1;
    return shares == null ? largest : Math.max(largest, shares.columns());
  }

  /** The labels of the rows that are listed, in that order. */
  public Labels select(int... rows) {
    int[] chosen = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = classes[Objects.checkIndex(rows[i], classes.length)];
    }
    return new Labels(chosen, shares == null ? null : shares.select(rows));
  }

  /**
   * The same labels with shares that make every class count as much: each of the m rows of a class,
   * of n rows of k classes, counts n / (k m), so that a row counts 1 on average. Classes without
   * rows are left aside; where all have as many, these labels.
   *
   * @param classCount above every label
   */
  public Labels balanced(int classCount) {
    int[] counts = counts(classCount);
    int[] present = Arrays.stream(counts).filter(count -> count > 0).toArray();
    if (Arrays.stream(present).distinct().count() < 2) {
      return this;
    }
    Matrix weighted = new Matrix(classes.length, classCount);
    for (int row = 0; row < classes.length; row++) {
      float weight = (float) ((double) classes.length / present.length / counts[classes[row]]);
      for (int c = 0; c < classCount; c++) {
        weighted.set(row, c, weight * share(row, c));
      }
    }
    return new Labels(classes.clone(), weighted);
  }

  /**
   * Every label so many times, one after the other: the classes of several views of each object.
   */
  public Labels repeated(int times) {
    int[] rows = new int[Math.multiplyExact(classes.length, times)];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i / times;
    }
    return select(rows);
  }

  /**
   * Checks that every class is below {@code classCount}.
   *
   * @throws IllegalArgumentException naming the first row that is not
   */
  public Labels requireBelow(int classCount) {
    for (int i = 0; i < classes.length; i++) {
      if (classes[i] >= classCount) {
        throw new IllegalArgumentException(
            "row " + i + " has label " + classes[i] + ", but there are " + classCount + " classes");
      }
    }
    if (shares != null && shares.columns() > classCount) {
      throw new IllegalArgumentException(
          "soft labels name " + shares.columns() + " classes, but there are " + classCount);
    }
    return this;
  }
}
