package io.glimpse.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Answers by truth, counted as they come, and what follows from the counts. Not safe for several
 * threads.
 */
public final class Confusion {

  private final int[][] counts;

  /** Of some classes, at least 1, without an answer yet. */
  public Confusion(int classes) {
    this.counts = new int[classes][classes];
  }

  /** Counts one answer. */
  public void add(int truth, int answer) {
    counts[truth][answer]++;
  }

  /** Answers of one class to objects of another. */
  public int count(int truth, int answer) {
    return counts[truth][answer];
  }

  /** The number of classes. */
  public int classes() {
    return counts.length;
  }

  /** Right answers. */
  public int correct() {
    int correct = 0;
    for (int c = 0; c < counts.length; c++) {
      correct += counts[c][c];
    }
    return correct;
  }

  /** Answers counted. */
  public int total() {
    return Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
  }

  /** Objects of a class that were counted. */
  public int total(int truth) {
    return Arrays.stream(counts[truth]).sum();
  }

  /** Share of right answers, 0 to 1; NaN before the first answer. */
  public double accuracy() {
    return (double) correct() / total();
  }

  /** The mean of the accuracies of those classes that had objects, 0 to 1; NaN without any. */
  public double meanOfClasses() {
    double sum = 0;
    int seen = 0;
    for (int c = 0; c < counts.length; c++) {
      if (total(c) > 0) {
        sum += (double) counts[c][c] / total(c);
        seen++;
      }
    }
    return sum / seen;
  }

  /** Answers by class: row is the truth, column the answer. A copy. */
  public int[][] toArray() {
    int[][] copy = new int[counts.length][];
    for (int c = 0; c < copy.length; c++) {
      copy[c] = counts[c].clone();
    }
    return copy;
  }

  /**
   * Objects of one class that were taken for another.
   *
   * @param truth their class
   * @param answer the other
   * @param count how many, at least 1
   */
  public record Mistake(int truth, int answer, int count) {}

  /**
   * The most frequent mistakes, the most frequent first; of equal ones those of the first class.
   *
   * @param most how many at most, at least 0
   */
  public List<Mistake> mistakes(int most) {
    if (most < 0) {
      throw new IllegalArgumentException("at least 0 mistakes can be asked for, not " + most);
    }
    List<Mistake> all = new ArrayList<>();
    for (int t = 0; t < counts.length; t++) {
      for (int a = 0; a < counts.length; a++) {
        if (a != t && counts[t][a] > 0) {
          all.add(new Mistake(t, a, counts[t][a]));
        }
      }
    }
    all.sort(Comparator.comparingInt(Mistake::count).reversed());
    return List.copyOf(all.subList(0, Math.min(most, all.size())));
  }
}
