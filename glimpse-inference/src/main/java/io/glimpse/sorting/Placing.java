package io.glimpse.sorting;

import java.util.Locale;

/** How a picture comes into a sorted folder. */
public enum Placing {
  /** Its bytes are there twice. */
  COPY,
  /** A symbolic link leads to where it lies. */
  LINK,
  /** It lies there and no longer where it was. */
  MOVE;

  /** As it stands in a journal. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The one of that word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Placing of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
