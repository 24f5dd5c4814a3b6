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

  /** Rows that share one sweep. */
  static final int ROWS = 16;

  private final Grid beta;
  private final double[] alphas;
  private final Tally tally;
  private final double relative;
  private final Contenders contenders;
  private final SharpnessSweep sweep;
  private final InnerRange surely;
  private final InnerRange possibly;

  private final boolean[] marks;
  private final int[] pairOf;
  private final int[] rivalsFrom = new int[ROWS + 1];
  private final int[] rivalClass;
  private final int[] rivalPair;
  private final double[] gap;
  private final double[] gapDoubt;

  TipBlock(KeysByClass keys, Grid beta, Grid alpha, Tally tally) {
    this.beta = beta;
    this.alphas = alpha.values();
    this.tally = tally;
    int mostKeys = keys.count(keys.byCount(0));
    this.relative = Rounding.relative(beta.steps(), mostKeys);
    this.contenders = new Contenders(keys, beta, alpha, relative);
    int most = ROWS * keys.classes();
    this.sweep = new SharpnessSweep(beta, most, mostKeys);
    this.surely = new InnerRange(alpha);
    this.possibly = new InnerRange(alpha);
    this.marks = new boolean[most];
    this.pairOf = new int[most];
    this.rivalClass = new int[most];
    this.rivalPair = new int[most];
    this.gap = new double[most];
    this.gapDoubt = new double[most];
  }

  /** Counts at most {@link #ROWS} rows. */
  void count(TipRows rows) {
    markPairs(rows);
    layOutPairs(rows);
    listRivals(rows);
    for (int b = 0; b < beta.steps(); b++) {
      sweep.advance();
      for (int row = 0; row < rows.size(); row++) {
        if (rivalsFrom[row] < rivalsFrom[row + 1]) {
          count(rows, row, b);
        }
      }
    }
  }

  private void markPairs(TipRows rows) {
    int classes = rows.keys.classes();
    Arrays.fill(marks, false);
    for (int row = 0; row < rows.size(); row++) {
      if (contenders.find(rows, row, marks, row * classes) > 0) {
        marks[row * classes + rows.truth(row)] = true;
      } else {
        tally.addEverywhere();
      }
    }
  }

  private void layOutPairs(TipRows rows) {
    int classes = rows.keys.classes();
    sweep.clear();
    for (int i = 0; i < classes; i++) {
      int c = rows.keys.byCount(i);
      for (int row = 0; row < rows.size(); row++) {
        if (marks[row * classes + c]) {
          pairOf[row * classes + c] = sweep.add(rows, row, c);
        }
      }
    }
  }

  private void listRivals(TipRows rows) {
    int classes = rows.keys.classes();
    int count = 0;
    for (int row = 0; row < rows.size(); row++) {
      int y = rows.truth(row);
      double baseOfTruth = rows.base.get(row, y);
      rivalsFrom[row] = count;
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
    }
    rivalsFrom[rows.size()] = count;
  }

  private void count(TipRows rows, int row, int b) {
    restrict(
        rivalsFrom[row], rivalsFrom[row + 1], pairOf[row * rows.keys.classes() + rows.truth(row)]);
    if (possibly.isEmpty()) {
      return;
    }
    if (surely.isEmpty()) {
      decide(rows, row, b, possibly.from, possibly.to);
    } else {
      tally.add(b, surely.from, surely.to);
      decide(rows, row, b, possibly.from, surely.from);
      decide(rows, row, b, surely.to, possibly.to);
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
  private void decide(TipRows rows, int row, int b, int fromAlpha, int toAlpha) {
    if (fromAlpha == toAlpha) {
      return;
    }
    int y = rows.truth(row);
    double ofTruth = rows.votes(row, y, beta.value(b));
    boolean[] wrong = new boolean[toAlpha - fromAlpha];
    for (int i = rivalsFrom[row]; i < rivalsFrom[row + 1]; i++) {
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
