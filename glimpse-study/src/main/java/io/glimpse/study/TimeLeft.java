package io.glimpse.study;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Guesses how long the experiments that are left will take, by those of the same method. */
final class TimeLeft {

  /** Seconds and units of work that each method has taken so far. */
  private final Map<String, double[]> taken = new HashMap<>();

  /** Work is about proportional to the shots, above what every experiment has. */
  private static double work(Cell cell) {
    return 1 + cell.shots();
  }

  void finished(Cell cell, double seconds) {
    for (String name : List.of(cell.variant().label(), "")) {
      double[] sums = taken.computeIfAbsent(name, n -> new double[2]);
      sums[0] += seconds;
      sums[1] += work(cell);
    }
  }

  /**
   * Seconds for these experiments one after the other; NaN before any is finished. Methods that
   * have not run yet are taken for average ones.
   */
  double of(List<Cell> left) {
    double[] average = taken.get("");
    if (average == null) {
      return Double.NaN;
    }
    double seconds = 0;
    for (Cell cell : left) {
      double[] own = taken.getOrDefault(cell.variant().label(), average);
      seconds += work(cell) * own[0] / own[1];
    }
    return seconds;
  }
}
