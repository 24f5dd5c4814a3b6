package io.glimpse.search;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts right answers of Tip-Adapter, some rows at a time; not for several threads.
 *
 * <p>At one beta, the true class is ahead of a rival along a half-line of alpha, {@code gap + alpha
 * · (votes for it - votes for the rival) > 0}. The half-lines are drawn twice, moved inwards and
 * outwards by all the rounding that there can be (see {@link Rounding}): inside the one range the
 * row is right, outside the other it is wrong, and what lies between is evaluated as the logits are
 * defined.
 */
final class TipBlock implements InnerRanges.Undecided {

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
  private final InnerRanges ranges;

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

  /** The rows that are looked at, and which of the open ones is counted. */
  private @Nullable TipRows current;

  private int which;

  TipBlock(KeysByClass keys, Grid beta, Grid alpha, Tally tally) {
    this.beta = beta;
    this.alphas = alpha.values();
    this.tally = tally;
    this.classes = keys.classes();
    int mostKeys = keys.count(keys.byCount(0));
    this.relative = Rounding.relative(beta.steps(), mostKeys);
    this.contenders = new Contenders(keys, beta, alpha, relative);
    this.sweep = new SharpnessSweep(beta, mostKeys);
    this.ranges = new InnerRanges(alpha);
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
    current = rows;
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
    which = i;
    restrict(rivalsFrom[i], rivalsFrom[i + 1], pairOf[open[i] * classes + rows.truth(open[i])]);
    ranges.tally(b, tally, this);
  }

  private void restrict(int from, int to, int pairOfTruth) {
    double[] votes = sweep.votes();
    double ofTruth = votes[pairOfTruth];
    ranges.reset();
    boolean possible = true;
    for (int i = from; i < to && possible; i++) {
      double ofRival = votes[rivalPair[i]];
      double slope = ofTruth - ofRival;
      double doubt = relative * (ofTruth + ofRival) + Rounding.TINY;
      possible =
          ranges.restrict(gap[i] - gapDoubt[i], slope - doubt, gap[i] + gapDoubt[i], slope + doubt);
    }
  }

  /** Decides some alphas by the logits as they are defined. */
  @Override
  public void decide(int b, int fromAlpha, int toAlpha) {
    if (fromAlpha == toAlpha) {
      return;
    }
    TipRows rows = Objects.requireNonNull(current, "rows are being counted");
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
