package io.glimpse.search;

import java.util.Arrays;

/**
 * The votes for some pairs of a row and a class at one beta after the other.
 *
 * <p>With evenly spaced betas every exponential is a geometric progression: one multiplication a
 * step. The terms lie as [key][pair], so that a step runs along all pairs at once; pairs of classes
 * with fewer keys come last and drop out.
 */
final class SharpnessSweep {

  private final Grid beta;
  private final int[] pairsWith;
  private double[] votes = {};
  private double[] terms = {};
  private double[] ratios = {};
  private int stride;
  private int pairs;

  /**
   * @param mostKeys the most keys that a class has
   */
  SharpnessSweep(Grid beta, int mostKeys) {
    this.beta = beta;
    this.pairsWith = new int[mostKeys];
  }

  /** Begins anew, with room for so many pairs. */
  void begin(int room) {
    pairs = 0;
    Arrays.fill(pairsWith, 0);
    if (room > stride) {
      stride = room;
      votes = new double[room];
      terms = new double[room * pairsWith.length];
      ratios = new double[room * pairsWith.length];
    }
  }

  /**
   * Adds a pair, at the first beta. Pairs come in descending order of the number of keys.
   *
   * @return the number of the pair
   */
  int add(TipRows rows, int row, int c) {
    KeysByClass keys = rows.keys;
    double step = (beta.to() - beta.from()) / beta.steps();
    double balance = c == rows.truth(row) ? rows.balance(row) : 1;
    int leftOut = rows.leftOut(row);
    int at = rows.affinity.start(row);
    for (int i = 0; i < keys.count(c); i++) {
      int place = keys.start(c) + i;
      int key = keys.key(place);
      double closeness = rows.affinity.data()[at + key] - 1.0;
      double share = key == leftOut ? 0 : balance * keys.share(place);
      terms[i * stride + pairs] = floored(share * Math.exp(beta.from() * closeness));
      ratios[i * stride + pairs] = floored(Math.exp(step * closeness));
      pairsWith[i] = pairs + 1;
    }
    return pairs++;
  }

  private static double floored(double value) {
    return value < Rounding.FLOOR ? 0 : value;
  }

  /** The votes for all pairs at the current beta; overwritten by {@link #advance}. */
  double[] votes() {
    return votes;
  }

  /** Sums up the votes at the current beta and moves on to the next. */
  void advance() {
    Arrays.fill(votes, 0, pairs, 0);
    for (int i = 0; i < pairsWith.length && pairsWith[i] > 0; i++) {
      addAndMultiply(terms, ratios, i * stride, votes, pairsWith[i]);
    }
  }

  private static void addAndMultiply(
      double[] terms, double[] ratios, int at, double[] sums, int count) {
    for (int j = 0; j < count; j++) {
      double term = terms[at + j];
      sums[j] += term;
      terms[at + j] = term * ratios[at + j] + Rounding.FLOOR;
    }
  }
}
