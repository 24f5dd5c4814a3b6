package io.glimpse.cli.answers;

import io.glimpse.calibration.AnswerRules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is wanted of answers beside a ranking. */
final class TrustOptions {

  @Option(
      names = "--coverage",
      paramLabel = "C",
      description =
          "Give with each answer a set of classes that holds the true one in this share of "
              + "pictures, such as 0.9.")
  @Nullable Double coverage;

  @Option(
      names = "--unknown-rate",
      paramLabel = "R",
      description =
          "The share of the classes' own pictures that may be taken for \"none of these\"; default: "
              + "0.05.")
  @Nullable Double unknownRate;

  @Option(
      names = "--unknown-threshold",
      paramLabel = "T",
      description = "The score below which a picture is \"none of these\", instead of a rate.")
  @Nullable Double unknownThreshold;

  /** What they say, checked. */
  AnswerRules rules() {
    return new AnswerRules(coverage, unknownRate, unknownThreshold);
  }
}
