package io.glimpse.calibration;

import io.glimpse.method.ParameterException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants of answers beside a ranking.
 *
 * @param coverage how often a set of classes is to hold the true one, above 0 and below 1; null for
 *     {@link #USUAL_COVERAGE} where that can be had
 * @param unknownRate the share of pictures of the classes that may be taken for none of them, at
 *     least 0 and below 1; null for {@link #USUAL_UNKNOWN_RATE} where that can be had
 * @param unknownThreshold the score below which a picture is taken for none of the classes, instead
 */
public record AnswerRules(
    @Nullable Double coverage, @Nullable Double unknownRate, @Nullable Double unknownThreshold)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Where none is asked for. */
  public static final double USUAL_COVERAGE = 0.95;

  /** Where none is asked for. */
  public static final double USUAL_UNKNOWN_RATE = 0.05;

  public AnswerRules {
    if (coverage != null && !(coverage > 0 && coverage < 1)) {
      throw new ParameterException(
          "a coverage lies between 0 and 1, such as 0.9, and is not " + coverage);
    }
    if (unknownRate != null && !(unknownRate >= 0 && unknownRate < 1)) {
      throw new ParameterException(
          "the share of pictures that may be taken for unknown is at least 0 and below 1, not "
              + unknownRate);
    }
    if (unknownThreshold != null && !Double.isFinite(unknownThreshold)) {
      throw new ParameterException("a threshold is a number, not " + unknownThreshold);
    }
    if (unknownRate != null && unknownThreshold != null) {
      throw new ParameterException(
          "a share of pictures that may be taken for unknown and a threshold exclude each other");
    }
  }

  /**
   * How many pictures of the classes have to be known for so small a share to be told from none.
   *
   * @param rate above 0 and below 1
   */
  static int examplesFor(double rate) {
    return (int) Math.ceil(1 / rate) - 1;
  }

  /** Whatever can be had. */
  public static AnswerRules usual() {
    return new AnswerRules(null, null, null);
  }

  /** The same with another coverage. */
  public AnswerRules withCoverage(double share) {
    return new AnswerRules(share, unknownRate, unknownThreshold);
  }

  /** The same with a threshold that takes such a share of the classes' own pictures for unknown. */
  public AnswerRules withUnknownRate(double share) {
    return new AnswerRules(coverage, share, null);
  }

  /** The same with a threshold. */
  public AnswerRules withUnknownThreshold(double threshold) {
    return new AnswerRules(coverage, null, threshold);
  }
}
