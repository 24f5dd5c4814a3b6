package io.glimpse.search;

/**
 * Where on the inner grid one row is right at one value of the outer grid.
 *
 * <p>The true class is ahead of a rival where {@code gap + t · slope > 0}. Rounding leaves both in
 * doubt, so that the half-line is drawn twice: by the least that they can be, inside of which the
 * row is surely right, and by the most, outside of which it is surely wrong. What lies between is
 * left to {@link Undecided}. For one thread.
 */
final class InnerRanges {

  /** Evaluates grid points as the logits are defined, and tallies those that are right. */
  interface Undecided {

    /** From inner index {@code from} (inclusive) to {@code to} (exclusive). */
    void decide(int outer, int from, int to);
  }

  private final double first;
  private final double last;
  private final InnerRange surely;
  private final InnerRange possibly;

  InnerRanges(Grid inner) {
    this.first = inner.value(0);
    this.last = inner.last();
    this.surely = new InnerRange(inner);
    this.possibly = new InnerRange(inner);
  }

  /** Begins anew, without rivals. */
  void reset() {
    surely.reset();
    possibly.reset();
  }

  /**
   * Takes a rival in. One that is surely behind at both ends is so everywhere, and changes nothing.
   *
   * @return whether the row can still be right anywhere; if not, no other rival matters
   */
  boolean restrict(double leastGap, double leastSlope, double mostGap, double mostSlope) {
    boolean aheadEverywhere = leastGap + first * leastSlope > 0 && leastGap + last * leastSlope > 0;
    if (aheadEverywhere) {
      return true;
    }
    surely.restrict(leastGap, leastSlope);
    possibly.restrict(mostGap, mostSlope);
    return !possibly.isEmpty();
  }

  /** Tallies the row at an outer value. */
  void tally(int outer, Tally tally, Undecided undecided) {
    if (possibly.isEmpty()) {
      return;
    }
    if (surely.isEmpty()) {
      undecided.decide(outer, possibly.from, possibly.to);
    } else {
      tally.add(outer, surely.from, surely.to);
      undecided.decide(outer, possibly.from, surely.from);
      undecided.decide(outer, surely.to, possibly.to);
    }
  }
}
