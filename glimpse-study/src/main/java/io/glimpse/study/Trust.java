package io.glimpse.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far the answers of one experiment could be trusted.
 *
 * @param ece expected calibration error, 0 to 1
 * @param nll mean of {@code -ln p} of the true class
 * @param brier score over all classes, 0 to 2
 * @param calibrated whether probabilities were fitted to answers to unseen pictures
 * @param calibration what they were calibrated on, or why they were not
 * @param temperature that logits were divided by
 * @param sets sets of classes that are to hold the true one 90 % of the time; null where too few
 *     unseen pictures were known for them
 * @param unknown pictures of classes that the classifier was not told of; null where a second fit
 *     without some classes was not made
 * @param reliability bins of equal width from probability 0 to 1
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Trust(
    double ece,
    double nll,
    double brier,
    boolean calibrated,
    String calibration,
    double temperature,
    @Nullable Sets sets,
    @Nullable Unknown unknown,
    List<Bin> reliability) {

  /** How often sets are to hold the true class. */
  public static final double COVERAGE = 0.9;

  /**
   * Sets of classes, and beside them those of randomised adaptive prediction, made of the same
   * answers.
   *
   * @param coverage the share that holds the true class
   * @param size classes in a set, on average
   * @param apsCoverage the same of randomised adaptive sets; null where they were not made
   * @param apsSize the same of randomised adaptive sets
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record Sets(
      double coverage, double size, @Nullable Double apsCoverage, @Nullable Double apsSize) {}

  /**
   * Test pictures of every fourth class, asked of a classifier that was not told of these classes,
   * among those of the others.
   *
   * @param auroc of the answers' score, 0 to 1
   * @param aurocTop of the probability of the likeliest class alone
   * @param fpr95 the share of unknown pictures above the score that 95 % of the known reach
   * @param falseAcceptance the share of unknown pictures that the threshold for 5 % of the known
   *     lets pass; null where there is no threshold
   * @param falseRejection the share of known pictures that it takes for unknown; null where there
   *     is no threshold
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record Unknown(
      double auroc,
      double aurocTop,
      double fpr95,
      @Nullable Double falseAcceptance,
      @Nullable Double falseRejection) {}

  /**
   * Answers of nearly one probability.
   *
   * @param count answers
   * @param sum of their probabilities
   * @param correct right ones
   */
  public record Bin(int count, double sum, int correct) {
    public Bin {
      if (count < 0 || correct < 0 || correct > count) {
        throw new IllegalArgumentException(correct + " of " + count + " answers are right");
      }
    }
  }

  public Trust {
    Objects.requireNonNull(calibration, "calibration");
    reliability = reliability == null ? List.of() : List.copyOf(reliability);
  }
}
