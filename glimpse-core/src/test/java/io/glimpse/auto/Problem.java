package io.glimpse.auto;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Task;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Shots around the directions of their classes, and texts in another cone, as CLIP has them.
 *
 * @param labels of the shots
 * @param text null where there are none
 */
record Problem(Matrix shots, Labels labels, int classes, @Nullable Matrix text, Matrix queries) {

  /**
   * A random one.
   *
   * @param noise of shots, beside directions of length 1
   * @param useful how much of a text row is the direction of its class, 0 to 1; negative for none
   */
  static Problem of(long seed, int[] counts, int width, double noise, double useful) {
    Random random = new Random(seed);
    int k = counts.length;
    Matrix directions = gaussian(random, k, width);
    Matrix cone = gaussian(random, 2, width);
    Matrix free = gaussian(random, k, width);
    Matrix text = new Matrix(k, width);
    int n = 0;
    for (int c = 0; c < k; c++) {
      n += counts[c];
      for (int j = 0; j < width; j++) {
        text.set(
            c,
            j,
            (float)
                (useful * directions.get(c, j) + (1 - useful) * free.get(c, j) + cone.get(0, j)));
      }
    }
    int[] labels = new int[n];
    for (int c = 0, at = 0; c < k; c++) {
      for (int i = 0; i < counts[c]; i++) {
        labels[at++] = c;
      }
    }
    int[] asked = new Random(seed).ints(20, 0, k).toArray();
    return new Problem(
        around(random, directions, cone, labels, noise),
        Labels.of(labels),
        k,
        useful < 0 ? null : text.normalizeRows(),
        around(random, directions, cone, asked, noise));
  }

  private static Matrix around(
      Random random, Matrix directions, Matrix cone, int[] labels, double noise) {
    Matrix rows = gaussian(random, labels.length, directions.columns());
    for (int i = 0; i < labels.length; i++) {
      for (int j = 0; j < rows.columns(); j++) {
        double value = noise * rows.get(i, j) + directions.get(labels[i], j) + cone.get(1, j);
        rows.set(i, j, (float) value);
      }
    }
    return rows.normalizeRows();
  }

  /** Rows of length 1 or so. */
  private static Matrix gaussian(Random random, int rows, int width) {
    Matrix m = new Matrix(rows, width);
    for (int i = 0; i < m.data().length; i++) {
      m.data()[i] = (float) (random.nextGaussian() / Math.sqrt(width));
    }
    return m;
  }

  AutoFit fit() {
    return new AutoFit(shots, labels.toArray(), classes, text, 1);
  }

  PlainAuto plain() {
    return new PlainAuto(rows(shots), labels.toArray(), classes, text == null ? null : rows(text));
  }

  Task.Builder task() {
    Task.Builder task =
        text == null
            ? Task.of(ClassSet.numbered(classes))
            : Task.of(TextFeatures.ofWeights(ClassSet.numbered(classes), text));
    return task.shots(Shots.of(FeatureBatch.ofGlobals(shots), labels));
  }

  static double[][] rows(Matrix m) {
    double[][] rows = new double[m.rows()][m.columns()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = m.get(i, j);
      }
    }
    return rows;
  }

  @Override
  public String toString() {
    return labels.size() + " shots of " + classes + " classes, " + shots.columns() + " wide";
  }
}
