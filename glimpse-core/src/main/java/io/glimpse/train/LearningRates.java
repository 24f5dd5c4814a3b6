package io.glimpse.train;

/** Learning rates that change while training goes on. */
public final class LearningRates {

  /** What CoOp's warm-up epochs use, whatever the base rate. */
  private static final double WARM_UP = 1e-5;

  private LearningRates() {}

  /**
   * Cosine annealing: from {@code base} at step 0 to zero at step {@code total}.
   *
   * @param step from 0
   */
  public static double cosine(double base, int step, int total) {
    return 0.5 * base * (1 + Math.cos(Math.PI * step / total));
  }

  /**
   * CoOp's rate of an epoch: 1e-5 while it warms up, then a cosine over {@code epochs} that begins
   * at {@code base} and, cut short by the warm-up, does not quite reach zero.
   *
   * @param epoch from 0
   * @param warmUp number of epochs at 1e-5
   */
  public static double warmUpThenCosine(double base, int epoch, int epochs, int warmUp) {
    return epoch < warmUp ? WARM_UP : cosine(base, epoch - warmUp, epochs);
  }
}
