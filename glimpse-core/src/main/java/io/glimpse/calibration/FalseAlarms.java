package io.glimpse.calibration;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/**
 * What the threshold of a bank of one class promises.
 *
 * @param signs what the score is made of: {@code nearest}, how far the nearest shot is, and {@code
 *     places}, how odd the oddest place is
 * @param threshold the score below which a picture is taken for unlike the class
 * @param rate the share of further pictures of the class that lie below it, at most, if they are
 *     like the examples
 * @param asked the share that was asked for; smaller than {@code rate} where the examples are too
 *     few for it
 * @param examples pictures of the class that it was told from, each judged as if it were new
 */
public record FalseAlarms(
    List<String> signs, double threshold, double rate, double asked, int examples) {

  public FalseAlarms {
    signs = List.copyOf(signs);
  }

  /** Whether there are enough examples for what was asked. */
  public boolean isHeld() {
    return rate <= asked + 1e-9;
  }

  /**
   * For people, without a full stop: what it is told by and from, and how many further pictures of
   * the class lie below the threshold, with what it would take to hold what was asked.
   */
  public String sentence() {
    String by = signs.contains(OneClassScore.PLACES) ? " and the oddest small place" : "";
    return String.format(
        Locale.ROOT,
        "unlike the class below a score of %.3f, told by the nearest example%s from %d pictures of"
            + " it, none of which judged itself; up to %s of further ones lie there%s",
        threshold,
        by,
        examples,
        percent(rate),
        isHeld() ? "" : ", for a rate of %s takes %d".formatted(percent(asked), needed()));
  }

  private static String percent(double share) {
    return BigDecimal.valueOf(100 * share)
            .setScale(1, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString()
        + " %";
  }

  /** How many examples it takes for what was asked; asked has to be above 0. */
  public int needed() {
    return AnswerRules.examplesFor(asked);
  }
}
