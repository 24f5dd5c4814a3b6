package io.glimpse.search;

import io.glimpse.feature.Cache;
import io.glimpse.feature.Labels;
import io.glimpse.matrix.Matrix;
import java.util.Random;

/**
 * A random search problem. Coarse numbers and copied classes make ties, which rounding decides.
 *
 * @param levels cosines and logits are multiples of 1 / levels; 0 leaves them as drawn
 * @param copies the last class has the logits and the cosines of the first
 */
record TipProblem(
    long seed, int rows, int classes, int shots, int levels, boolean copies, boolean even) {

  private Random random() {
    return new Random(seed);
  }

  Cache cache() {
    return Cache.of(new Matrix(shots, 1), Labels.of(classesOfShots()));
  }

  Cache softCache() {
    Random random = random();
    Matrix shares = new Matrix(shots, classes);
    int[] labels = classesOfShots();
    for (int s = 0; s < shots; s++) {
      shares.set(s, labels[s], 1);
      if (random.nextBoolean()) {
        shares.set(s, labels[s], 0.5f);
        shares.set(s, random.nextInt(classes), 0.5f);
      }
    }
    return Cache.of(new Matrix(shots, 1), Labels.soft(shares));
  }

  /** Every class once, then evenly or at random. */
  private int[] classesOfShots() {
    Random random = random();
    int[] labels = new int[shots];
    for (int s = 0; s < shots; s++) {
      labels[s] = s < classes || even ? s % classes : random.nextInt(classes);
    }
    return labels;
  }

  int[] truth() {
    return random().ints(rows, 0, classes).toArray();
  }

  /** Logits of the texts, about as far apart as the votes; zeros for every third seed. */
  Matrix base(int count) {
    Random random = random();
    Matrix base = new Matrix(count, classes);
    for (int i = 0; seed % 3 != 0 && i < base.data().length; i++) {
      base.data()[i] = rounded(4 * random.nextFloat());
    }
    for (int i = 0; copies && i < count; i++) {
      base.set(i, classes - 1, base.get(i, 0));
    }
    return base;
  }

  /** Cosines, some a little above 1 as those of half-precision rows are. */
  Matrix affinity(int count) {
    Random random = random();
    random.nextInt();
    int[] labels = classesOfShots();
    Matrix affinity = new Matrix(count, shots);
    for (int i = 0; i < affinity.data().length; i++) {
      affinity.data()[i] = rounded(1.001f - 1.2f * random.nextFloat());
    }
    int first = -1;
    for (int s = 0; copies && s < shots; s++) {
      first = labels[s] == 0 ? s : first;
      for (int i = 0; labels[s] == classes - 1 && i < count; i++) {
        affinity.set(i, s, affinity.get(i, first));
      }
    }
    return affinity;
  }

  private float rounded(float value) {
    return levels == 0 ? value : (float) Math.rint(value * levels) / levels;
  }
}
