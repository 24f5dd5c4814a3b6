package io.glimpse.method;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import java.util.Random;

/** Three classes of 14 shots and one of a single shot, around directions that are not far apart. */
public final class UnevenShots {

  private static final int WIDTH = 16;
  private static final int LAST = 3;
  private static final int[] COUNTS = {14, 14, 14, 1};

  private final Random random = new Random(11);

  /** How many shots each class has. */
  public static int[] counts() {
    return COUNTS.clone();
  }

  /** A task whose texts say nothing, which only shots can tell. */
  public Task.Builder task() {
    int n = 0;
    for (int count : COUNTS) {
      n += count;
    }
    Matrix rows = new Matrix(n, WIDTH);
    int[] labels = new int[n];
    int at = 0;
    for (int c = 0; c < COUNTS.length; c++) {
      for (int i = 0; i < COUNTS[c]; i++) {
        labels[at] = c;
        rows.setRow(at++, around(c), 0);
      }
    }
    Matrix same = new Matrix(COUNTS.length, WIDTH);
    for (int c = 0; c < COUNTS.length; c++) {
      same.set(c, WIDTH - 1, 1);
    }
    TextFeatures texts = TextFeatures.ofWeights(ClassSet.of("a", "b", "c", "rare"), same);
    return Task.of(texts).shots(Shots.of(FeatureBatch.ofGlobals(rows), Labels.of(labels)));
  }

  /** How many of 40 pictures of a class are answered with it. */
  public int right(Classifier classifier, int label) {
    Matrix rows = new Matrix(40, WIDTH);
    int[] labels = new int[rows.rows()];
    for (int i = 0; i < rows.rows(); i++) {
      rows.setRow(i, around(label), 0);
      labels[i] = label;
    }
    return Answers.right(classifier.logits(FeatureBatch.ofGlobals(rows)), Labels.of(labels));
  }

  /** The class of one shot. */
  public static int rare() {
    return LAST;
  }

  private Matrix around(int label) {
    Matrix row = new Matrix(1, WIDTH);
    for (int j = 0; j < WIDTH; j++) {
      row.set(0, j, (float) (0.1 * random.nextGaussian()));
    }
    // What all have in common, and what is their own.
    row.set(0, WIDTH - 2, row.get(0, WIDTH - 2) + 1);
    row.set(0, label, row.get(0, label) + 0.8f);
    return row.normalizeRows();
  }
}
