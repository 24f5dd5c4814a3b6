package io.glimpse.method;

import java.util.List;

/**
 * A parameter that a method takes: its name, its default and what may be given for it.
 *
 * @param name as in {@code --set name=value}
 * @param defaultValue as it would be typed
 * @param meaning a few words for help
 * @param kind what its values are
 * @param least the smallest number allowed
 * @param most the largest number allowed
 * @param choices the words allowed, if it takes words
 * @param tacit whether it is told only where it is not at its default: a parameter that methods got
 *     later, so that what was kept before reads, and is written, as it was
 */
public record Parameter(
    String name,
    String defaultValue,
    String meaning,
    Kind kind,
    double least,
    double most,
    List<String> choices,
    boolean tacit) {

  /** Far above what is ever useful, and far below what makes float32 logits overflow. */
  private static final double LARGEST = 1e6;

  /** What the values of a parameter are. */
  public enum Kind {
    NUMBER,
    WHOLE_NUMBER,
    CHOICE
  }

  /** A finite number between {@code least} and {@code most}, both allowed. */
  public static Parameter number(
      String name, double defaultValue, double least, double most, String meaning) {
    return new Parameter(
        name, Parameters.format(defaultValue), meaning, Kind.NUMBER, least, most, List.of(), false);
  }

  /** A number between 0 and a million, both allowed. */
  public static Parameter number(String name, double defaultValue, String meaning) {
    return number(name, defaultValue, 0, LARGEST, meaning);
  }

  /** A whole number between {@code least} and {@code most}, both allowed. */
  public static Parameter wholeNumber(
      String name, int defaultValue, int least, int most, String meaning) {
    return new Parameter(
        name,
        Integer.toString(defaultValue),
        meaning,
        Kind.WHOLE_NUMBER,
        least,
        most,
        List.of(),
        false);
  }

  /** One of some words; the first is the default. */
  public static Parameter choice(String name, String meaning, String... choices) {
    return new Parameter(name, choices[0], meaning, Kind.CHOICE, 0, 0, List.of(choices), false);
  }

  /** This one, told only where it is not at its default. */
  public Parameter toldIfSet() {
    return new Parameter(name, defaultValue, meaning, kind, least, most, choices, true);
  }

  /** Checks a value and gives it in its usual form: {@code 2} for {@code 2.0}. */
  String parse(String text) {
    if (kind == Kind.CHOICE) {
      if (!choices.contains(text)) {
        throw new ParameterException(
            name + "=" + text + " is none of " + String.join(", ", choices));
      }
      return text;
    }
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new ParameterException(name + "=" + text + " is not a number");
    }
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new ParameterException(name + "=" + text + " is not a finite number");
    }
    if (kind == Kind.WHOLE_NUMBER && value != Math.rint(value)) {
      throw new ParameterException(name + "=" + text + " is not a whole number");
    }
    if (value < least || value > most) {
      throw new ParameterException(
          name
              + "="
              + text
              + " is out of range: "
              + Parameters.format(least)
              + " to "
              + Parameters.format(most));
    }
    return Parameters.format(value);
  }
}
