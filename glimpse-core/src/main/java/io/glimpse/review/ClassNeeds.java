package io.glimpse.review;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Which classes lack shots. */
final class ClassNeeds {

  /** A class with so many times fewer shots than usual is thin. */
  private static final int FEWER = 3;

  private final LeftOutShots shots;
  private final int[] counts;

  ClassNeeds(LeftOutShots shots) {
    this.shots = shots;
    this.counts = shots.counts();
  }

  /** Classes with one shot, or far fewer than the others; the thinnest first. */
  List<ThinClass> thin() {
    int[] sorted = counts.clone();
    Arrays.sort(sorted);
    int usual = sorted[sorted.length / 2];
    List<ThinClass> thin = new ArrayList<>();
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] == 1 || FEWER * (long) counts[c] <= usual) {
        thin.add(new ThinClass(c, counts[c], usual));
      }
    }
    thin.sort(Comparator.comparingInt(ThinClass::shots));
    return thin;
  }

  /** Every class by what one more shot promises, the most first. */
  List<NextShot> next() {
    double[] sure = new double[counts.length];
    int[] counted = new int[counts.length];
    double[] all = new double[counts.length];
    for (int i = 0; i < shots.size() && counts.length > 1; i++) {
      int label = shots.label(i);
      double missed = 1 - Math.min(1, shots.probability(i, label));
      all[label] += missed;
      if (shots.suspect(i).verdict() != Suspect.Verdict.LOOKS_LIKE_ANOTHER) {
        sure[label] += missed;
        counted[label]++;
      }
    }
    List<NextShot> next = new ArrayList<>();
    for (int c = 0; c < counts.length; c++) {
      double n = counts[c];
      double missed = counted[c] == 0 ? all[c] / n : sure[c] / counted[c];
      next.add(new NextShot(c, counts[c], missed, missed / (n * (n + 1))));
    }
    next.sort(Comparator.comparingDouble(NextShot::gain).reversed());
    return next;
  }
}
