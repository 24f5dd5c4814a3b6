package io.glimpse.report;

import java.util.Locale;

/** How figures are written, alike in every country. */
final class Numbers {

  private Numbers() {}

  /** A share of 0 to 1 with one decimal, for example {@code 93.1 %}. */
  static String percent(double share) {
    return decimals(100 * share, 1) + "\u00a0%";
  }

  static String decimals(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** Three significant digits, for example {@code 0.0204}. */
  static String significant(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }

  /** A number with its noun, for example {@code 1 shot} and {@code 2 shots}. */
  static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
