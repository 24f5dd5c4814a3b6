package io.glimpse.cli.study;

import io.glimpse.cli.console.RemedyWords;
import io.glimpse.cli.console.UsageException;
import io.glimpse.method.Ties;
import io.glimpse.study.AblationPlan;
import io.glimpse.study.MethodVariant;
import io.glimpse.study.Protocol;
import io.glimpse.study.StudyPlan;
import io.glimpse.study.ValidationImages;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The options that say what a study runs on each data set. */
final class StudyPlanOptions {

  private static final String ALL_METHODS =
      "zero-shot,calip,calip-fs,tip,tip-f,clip-adapter,linear-probe";

  @Option(
      names = "--shots",
      paramLabel = "K,K",
      defaultValue = "1,2,4,8,16",
      description = "Examples a class; default: ${DEFAULT-VALUE}.")
  String shots = "";

  @Option(
      names = "--methods",
      paramLabel = "M,M",
      defaultValue = ALL_METHODS,
      description =
          "Methods, each with settings if wanted: tip:alpha=1:beta=5.5:select=fixed; "
              + "default: ${DEFAULT-VALUE}.")
  String methods = "";

  @Option(
      names = "--seeds",
      paramLabel = "S,S",
      defaultValue = "1,2,3",
      description = "Seeds of samples and training; default: ${DEFAULT-VALUE}.")
  String seeds = "";

  @Option(
      names = "--protocol",
      paramLabel = "P",
      defaultValue = "honest",
      description =
          "honest (default): parameters are chosen on validation pictures, or without any by leaving "
              + "shots out. reference: on the test set, as the published scripts do.")
  String protocol = "";

  @Option(
      names = "--validation",
      paramLabel = "V",
      defaultValue = "whole",
      description =
          "whole (default): all validation pictures, as Tip-Adapter does. few-shot: at most 4 a class "
              + "and never more than shots, as CoOp does.")
  String validation = "";

  @Option(
      names = "--ties",
      paramLabel = "T",
      defaultValue = "first",
      description =
          "Which of equally good parameters a search takes: first (default), as the published scripts "
              + "do, or default, those nearest to the defaults. One method: tip:ties=default.")
  String ties = "";

  @Option(
      names = "--ablations",
      description =
          "Besides, what the ablations of the report need: CALIP's terms, scale and pooling, "
              + "Tip-Adapter's alpha, beta and cache size, shots beyond 16.")
  boolean ablations;

  /** What to run. */
  StudyPlan plan() {
    try {
      return new StudyPlan(
          list(methods, "--methods", text -> MethodVariant.parse(text).withUsual(Ties.of(ties))),
          list(shots, "--shots", Integer::parseInt),
          list(seeds, "--seeds", Long::parseLong),
          oneOf(protocol, "--protocol", Protocol.values(), Protocol::label),
          oneOf(validation, "--validation", ValidationImages.values(), ValidationImages::label));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(RemedyWords.message(e)));
    }
  }

  private static <T> T oneOf(String text, String option, T[] values, Function<T, String> label) {
    List<String> labels = new ArrayList<>();
    for (T value : values) {
      if (label.apply(value).equals(text.toLowerCase(Locale.ROOT))) {
        return value;
      }
      labels.add(label.apply(value));
    }
    throw new UsageException(
        option + " is " + String.join(" or ", labels) + ", not '" + text + "'");
  }

  /** What to run besides. */
  List<StudyPlan> besides(StudyPlan plan) {
    return ablations ? AblationPlan.of(plan) : List.of();
  }

  /** The different parts of a list between commas. */
  static <T> List<T> list(String text, String option, Function<String, T> parse) {
    Set<T> values = new LinkedHashSet<>();
    for (String part : text.split(",", -1)) {
      if (part.isBlank()) {
        throw new UsageException(option + " has an empty part: '" + text + "'");
      }
      try {
        values.add(parse.apply(part.strip()));
      } catch (NumberFormatException e) {
        throw new UsageException(option + " takes whole numbers, not '" + part.strip() + "'");
      }
    }
    return List.copyOf(values);
  }
}
