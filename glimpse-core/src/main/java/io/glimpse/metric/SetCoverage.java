package io.glimpse.metric;

import io.glimpse.method.Prediction;

/**
 * How often sets of classes hold the true one, and how large they are. Not safe for several
 * threads.
 */
public final class SetCoverage {

  private int total;
  private int holding;
  private int single;
  private long classes;

  /** Nothing is counted yet. */
  public SetCoverage() {}

  /** Counts the set of an answer; an answer without one, whose set is empty, does not count. */
  public void add(int truth, Prediction prediction) {
    int size = prediction.set().size();
    if (size > 0) {
      add(size, prediction.set().stream().anyMatch(one -> one.index() == truth));
    }
  }

  /**
   * Counts one set.
   *
   * @param size classes in it; 0 counts too
   * @param holds whether the true class is in it
   */
  public void add(int size, boolean holds) {
    total++;
    holding += holds ? 1 : 0;
    single += size == 1 ? 1 : 0;
    classes += size;
  }

  /** Sets counted. */
  public int total() {
    return total;
  }

  /** The share of sets that hold the true class, 0 to 1; NaN before the first set. */
  public double coverage() {
    return (double) holding / total;
  }

  /** Classes in a set, on average; NaN before the first set. */
  public double meanSize() {
    return (double) classes / total;
  }

  /** The share of sets of one class, 0 to 1; NaN before the first set. */
  public double single() {
    return (double) single / total;
  }
}
