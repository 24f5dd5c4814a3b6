package io.glimpse.cli.answers;

import io.glimpse.cli.console.Console;
import io.glimpse.inference.Predictor;
import io.glimpse.method.Prediction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.Collectors;

/** Answers as lines for people. */
final class AnswerLines implements AnswerSink {

  private final Console console;
  private final int top;
  private final boolean withSets;
  private final String placed;
  private final String behindPlace;

  /** Whether a bank of one class answers. */
  private boolean ofOneClass;

  /**
   * Lines on stdout.
   *
   * @param top classes to show
   * @param withSets whether sets were asked for
   * @param placed what stands before the place of a picture
   * @param behindPlace what stands behind it
   */
  AnswerLines(Console console, int top, boolean withSets, String placed, String behindPlace) {
    this.console = console;
    this.top = top;
    this.withSets = withSets;
    this.placed = placed;
    this.behindPlace = behindPlace;
  }

  @Override
  public void begin(Predictor predictor) {
    ofOneClass = predictor.isOfOneClass();
  }

  @Override
  public void add(Answered answer) {
    console.printLine(line(answer));
  }

  /**
   * {@code photo.jpg: snow leopard 92.1 %, cat 4.0 %}, or {@code photo.jpg: none of these (nearest:
   * cat); cat 61.0 %, dog 39.0 %}, or {@code part.png: good (score 0.40, not below -1.83)}, or
   * {@code photo.jpg: not sure: cat 41.0 %, dog 39.0 %}, or, with an encoder that was trained to
   * tell it, {@code photo.jpg: cat 93.0 % (match 71.0 %), dog 7.0 % (match 2.0 %)}; the set where
   * one was asked for, and the place where there is one.
   */
  private String line(Answered answer) {
    Prediction prediction = answer.prediction();
    StringBuilder line = new StringBuilder(answer.path());
    String separator = ": ";
    Prediction.Unknown unknown = prediction.unknown();
    if (ofOneClass && unknown != null) {
      line.append(likeOneClass(prediction.best().name(), unknown));
      return placed(line, answer);
    }
    if (prediction.isUnknown()) {
      line.append(": none of these (nearest: ").append(prediction.best().name()).append(')');
      separator = "; ";
    } else if (answer.isUnsure()) {
      line.append(": not sure");
    }
    for (Prediction.Ranked one : prediction.top(top)) {
      line.append(separator)
          .append(one.name())
          .append(' ')
          .append(percent(one.probability()))
          .append(" %");
      if (one.match() != null) {
        line.append(" (match ").append(percent(one.match())).append(" %)");
      }
      separator = ", ";
    }
    if (withSets) {
      line.append("; set: ")
          .append(
              prediction.set().stream()
                  .map(Prediction.Ranked::name)
                  .collect(Collectors.joining(", ")));
    }
    return placed(line, answer);
  }

  private String placed(StringBuilder line, Answered answer) {
    if (answer.place() != null) {
      line.append(placed).append(answer.place()).append(behindPlace);
    }
    return line.toString();
  }

  /** The percentage of the only class is always 100; what counts is whether it is like it. */
  private static String likeOneClass(String name, Prediction.Unknown unknown) {
    Double threshold = unknown.threshold();
    String scored = " (score " + decimals(unknown.score());
    if (threshold == null) {
      return ": nearest " + name + scored + ", no threshold)";
    }
    scored += unknown.is() ? " below " : ", not below ";
    return (unknown.is() ? ": none of these, not like " : ": ")
        + name
        + scored
        + decimals(threshold)
        + ")";
  }

  private static String decimals(double value) {
    return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  /** One digit behind the point. A start's first use of a formatter takes longer than a picture. */
  static String percent(double part) {
    return BigDecimal.valueOf(100 * part).setScale(1, RoundingMode.HALF_UP).toPlainString();
  }
}
