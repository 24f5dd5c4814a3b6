package io.glimpse.auto;

import org.jspecify.annotations.Nullable;

/**
 * How texts and Gaussians are weighed. The temperature of the probabilities is part of it.
 *
 * @param text what the text score {@code 100 f·t} is multiplied by; 0 without texts
 * @param bias θ, how much of the texts' class bias is taken back, 0 to 1
 * @param gaussian what the Gaussians' score is multiplied by
 * @param noise the length that a mean's noise adds to distances, for one shot; see {@link Gains}
 */
record Mixture(double text, double bias, double gaussian, double noise) {

  /** What cosines with texts are multiplied by; it fixes units only. */
  static final double SCALE = 100;

  /** Weight of the text expert, in units of its spread, before it is fitted. */
  private static final double START = 3;

  /** The default weight of the text expert is the square of its own fit divided by this. */
  private static final double TEXT_SHARE = 5;

  /** The default weight of the Gaussians, in units of their spread. */
  private static final double GAUSSIAN = 0.7;

  /** The least weight of Gaussians that answer alone: with 0 every answer is the first class. */
  private static final double LEAST = 0.1;

  /**
   * Learns the weights by leave-one-out.
   *
   * @param text scores of the shots by texts; null where there are none
   * @param gaussian scores of the shots by Gaussians made without them, gains added
   * @param bias of the texts, k values
   * @param several rows whose class has another shot, in order
   * @param noise see {@link Gains}
   * @param pull strength of the pull to the defaults, divided by the number of rows
   */
  static Mixture of(
      @Nullable ShotScores text,
      ShotScores gaussian,
      double[] bias,
      int[] several,
      double noise,
      double pull) {
    if (text == null) {
      double[] start = {2 * GAUSSIAN};
      double[] weights = learned(new ShotExperts(several, gaussian, null, bias, 0), start, pull);
      double weight = Math.max(weights[0], LEAST);
      return new Mixture(0, 0, weight / gaussian.spread(), noise);
    }
    double[] own =
        WeightFit.best(
            new BiasExperts(text, bias), new double[] {START, 0}, pull / text.labels().length);
    double theta = own[0] > 0 ? Math.min(own[1] / own[0], 1) : 0;
    double[] start = {own[0] * own[0] / TEXT_SHARE, GAUSSIAN};
    double[] weights = learned(new ShotExperts(several, text, gaussian, bias, theta), start, pull);
    if (weights[0] == 0 && weights[1] == 0) {
      weights = new double[] {LEAST * start[0], LEAST * start[1]};
    }
    return new Mixture(weights[0] / text.spread(), theta, weights[1] / gaussian.spread(), noise);
  }

  private static double[] learned(ShotExperts experts, double[] start, double pull) {
    return experts.rows() == 0 ? start : WeightFit.best(experts, start, pull / experts.rows());
  }
}
