package io.glimpse.search;

import java.util.Arrays;

/**
 * Counts right answers of Tip-Adapter, some rows at a time; not for several threads.
 *
 * <p>At one beta, the true class is ahead of a rival along a half-line of alpha, {@code gap + alpha
 * · (votes for it - votes for the rival) > 0}. The half-lines are drawn twice, moved inwards and
 * outwards by all the rounding that there can be (see {@link Rounding}): inside the one range the
 * row is right, outside the other it is wrong, and what lies between is evaluated as the logits are
 * defined.
 */
final class TipBlock {

  /** Rows that are looked at together. */
  static final int ROWS = 64;

  /** Pairs that share a sweep, about: enough for long loops, few enough for the caches. */
  private static final int PAIRS = 256;

  private final Grid beta;
  private final double[] alphas;
  private final Tally tally;
  private final double relative;
  private final int classes;
  private final Contenders contenders;
  private final SharpnessSweep sweep;
  private final InnerRange surely;
  private final InnerRange possibly;

  /** Whether a class of a row takes part, and then its pair in the sweep; row by row. */
  private final boolean[] marks;

  private final int[] pairOf;

  /** The rows that have rivals, and where the rivals of each begin in the lists below. */
  private final int[] open = new int[ROWS];

  private final int[] rivalsFrom = new int[ROWS + 1];
  private int[] rivalClass = {};
  private int[] rivalPair = {};
  private double[] gap = {};
  private double[] gapDoubt = {};

  TipBlock(KeysByClass keys, Grid beta, Grid alpha, Tally tally) {
    this.beta = beta;
    this.alphas = alpha.values();
    this.tally = tally;
    this.classes = keys.classes();
    int mostKeys = keys.count(keys.byCount(0));
    this.relative = Rounding.relative(beta.steps(), mostKeys);
    this.contenders = new Contenders(keys, beta, alpha, relative);
    this.sweep = new SharpnessSweep(beta, mostKeys);
    this.surely = new InnerRange(alpha);
    this.possibly = new InnerRange(alpha);
    this.marks = new boolean[ROWS * classes];
    this.pairOf = new int[ROWS * classes];
  }

  /** Counts at most {@link #ROWS} rows. */
  void count(TipRows rows) {
    Arrays.fill(marks, false);
    int opened = 0;
    int pairs = 0;
    for (int row = 0; row < rows.size(); row++) {
      int found = contenders.find(rows, row, marks, row * classes);
      if (found == 0) {
        tally.addEverywhere();
      } else {
        marks[row * classes + rows.truth(row)] = true;
        open[opened++] = row;
        pairs += found + 1;
        if (pairs >= PAIRS) {
          sweep(rows, opened, pairs);
          opened = 0;
          pairs = 0;
        }
      }
    }
    if (opened > 0) {
      sweep(rows, opened, pairs);
    }
  }

  private void sweep(TipRows rows, int opened, int pairs) {
    layOutPairs(rows, opened, pairs);
    listRivals(rows, opened, pairs);
    for (int b = 0; b < beta.steps(); b++) {
      sweep.advance();
      for (int i = 0; i < opened; i++) {
        count(rows, i, b);
      }
    }
  }

  private void layOutPairs(TipRows rows, int opened, int pairs) {
    sweep.begin(pairs);
    for (int k = 0; k < classes; k++) {
      int c = rows.keys.byCount(k);
      for (int i = 0; i < opened; i++) {
        int row = open[i];
        if (marks[row * classes + c]) {
          pairOf[row * classes + c] = sweep.add(rows, row, c);
        }
      }
    }
  }

  private void listRivals(TipRows rows, int opened, int pairs) {
    if (rivalClass.length < pairs) {
      rivalClass = new int[pairs];
      rivalPair = new int[pairs];
      gap = new double[pairs];
      gapDoubt = new double[pairs];
    }
    int count = 0;
    for (int i = 0; i < opened; i++) {
      rivalsFrom[i] = count;
      count = appendRivals(rows, open[i], count);
    }
    rivalsFrom[opened] = count;
  }

  private int appendRivals(TipRows rows, int row, int from) {
    int count = from;
    int y = rows.truth(row);
    double baseOfTruth = rows.base.get(row, y);
    for (int c = 0; c < classes; c++) {
      if (marks[row * classes + c] && c != y) {
        double base = rows.base.get(row, c);
        rivalClass[count] = c;
        rivalPair[count] = pairOf[row * classes + c];
        gap[count] = baseOfTruth - base;
        gapDoubt[count] = relative * (Math.abs(baseOfTruth) + Math.abs(base)) + Rounding.TINY;
        count++;
      }
    }
    return count;
  }

  private void count(TipRows rows, int i, int b) {
    int row = open[i];
    restrict(rivalsFrom[i], rivalsFrom[i + 1], pairOf[row * classes + rows.truth(row)]);
    if (possibly.isEmpty()) {
      return;
    }
    if (surely.isEmpty()) {
      decide(rows, i, b, possibly.from, possibly.to);
    } else {
      tally.add(b, surely.from, surely.to);
      decide(rows, i, b, possibly.from, surely.from);
      decide(rows, i, b, surely.to, possibly.to);
    }
  }

  private void restrict(int from, int to, int pairOfTruth) {
    double[] votes = sweep.votes();
    double ofTruth = votes[pairOfTruth];
    double first = alphas[0];
    double last = alphas[alphas.length - 1];
    surely.reset();
    possibly.reset();
    for (int i = from; i < to; i++) {
      double ofRival = votes[rivalPair[i]];
      double slope = ofTruth - ofRival;
      double doubt = relative * (ofTruth + ofRival) + Rounding.TINY;
      double leastGap = gap[i] - gapDoubt[i];
      double leastSlope = slope - doubt;
      boolean aheadEverywhere =
          leastGap + first * leastSlope > 0 && leastGap + last * leastSlope > 0;
      if (!aheadEverywhere) {
        surely.restrict(leastGap, leastSlope);
        possibly.restrict(gap[i] + gapDoubt[i], slope + doubt);
        if (possibly.isEmpty()) {
          return;
        }
      }
    }
  }

  /** Decides some alphas by the logits as they are defined. */
  private void decide(TipRows rows, int which, int b, int fromAlpha, int toAlpha) {
    if (fromAlpha == toAlpha) {
      return;
    }
    int row = open[which];
    int y = rows.truth(row);
    double ofTruth = rows.votes(row, y, beta.value(b));
    boolean[] wrong = new boolean[toAlpha - fromAlpha];
    for (int i = rivalsFrom[which]; i < rivalsFrom[which + 1]; i++) {
      int c = rivalClass[i];
      double ofRival = rows.votes(row, c, beta.value(b));
      for (int a = fromAlpha; a < toAlpha; a++) {
        double logit = rows.logit(row, y, alphas[a], ofTruth);
        double rival = rows.logit(row, c, alphas[a], ofRival);
        wrong[a - fromAlpha] |= rival > logit || (rival == logit && c < y);
      }
    }
    for (int a = fromAlpha; a < toAlpha; a++) {
      if (!wrong[a - fromAlpha]) {
        tally.add(b, a, a + 1);
      }
    }
  }
}
