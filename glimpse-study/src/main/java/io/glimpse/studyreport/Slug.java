package io.glimpse.studyreport;

import java.util.Locale;

/** Names for files and links. */
final class Slug {

  private Slug() {}

  static String of(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }

  static String of(Condition condition) {
    return of(condition.dataset()) + "_" + of(condition.encoder()) + "_" + condition.protocol();
  }
}
