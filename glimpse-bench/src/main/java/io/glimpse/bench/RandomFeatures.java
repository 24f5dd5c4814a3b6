package io.glimpse.bench;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Task;
import io.glimpse.tip.TipAdapter;
import io.glimpse.tip.TipClassifier;
import java.util.Random;

/** Unit rows of no meaning: what is measured here takes as long for them as for pictures. */
final class RandomFeatures {

  private final Random random;

  RandomFeatures(long seed) {
    random = new Random(seed);
  }

  /** Unit rows, n x d. */
  Matrix rows(int n, int d) {
    Matrix rows = new Matrix(n, d);
    for (int i = 0; i < rows.data().length; i++) {
      rows.data()[i] = random.nextFloat() - 0.5f;
    }
    return rows.normalizeRows();
  }

  /** Tip-Adapter with the published parameters, every class with as many shots as the others. */
  TipClassifier tip(int keys, int dimension, int classes, boolean text) {
    int[] labels = new int[keys];
    for (int i = 0; i < keys; i++) {
      labels[i] = (int) ((long) i * classes / keys);
    }
    ClassSet names = ClassSet.numbered(classes);
    Shots shots = Shots.of(FeatureBatch.ofGlobals(rows(keys, dimension)), Labels.of(labels));
    Task.Builder task =
        text ? Task.of(TextFeatures.ofWeights(names, rows(classes, dimension))) : Task.of(names);
    return new TipAdapter().fit(task.shots(shots).build());
  }
}
