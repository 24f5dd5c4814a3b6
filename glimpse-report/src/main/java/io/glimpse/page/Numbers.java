package io.glimpse.page;

import java.util.Locale;

/** How figures are written, alike in every country. */
public final class Numbers {

  private Numbers() {}

  /**
   * A share of 0 to 1 with one decimal, for example {@code 93.1 %}; only 0 and 1 themselves are
   * written as none and all.
   */
  public static String percent(double share) {
    if (share > 0 && share < 0.0005) {
      return "<\u00a00.1\u00a0%";
    }
    if (share >= 0.9995 && share < 1) {
      return ">\u00a099.9\u00a0%";
    }
    return decimals(100 * share, 1) + "\u00a0%";
  }

  public static String decimals(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** Three significant digits, for example {@code 0.0204}. */
  public static String significant(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }

  /** A number with its noun, for example {@code 1 shot} and {@code 2 shots}. */
  public static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
