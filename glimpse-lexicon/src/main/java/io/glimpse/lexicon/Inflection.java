package io.glimpse.lexicon;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An English ending, and what stands in its place in the dictionary.
 *
 * @param ending such as {@code ies}
 * @param base such as {@code y}
 */
record Inflection(String ending, String base) {

  /** Those that WordNet's own look-up detaches from nouns, verbs and adjectives. */
  static final List<Inflection> ALL =
      List.of(
          new Inflection("s", ""),
          new Inflection("es", ""),
          new Inflection("ies", "y"),
          new Inflection("ves", "f"),
          new Inflection("men", "man"),
          new Inflection("ed", ""),
          new Inflection("ed", "e"),
          new Inflection("ing", ""),
          new Inflection("ing", "e"),
          new Inflection("er", ""),
          new Inflection("er", "e"),
          new Inflection("est", ""),
          new Inflection("est", "e"));

  /** A stem shorter than this is no sign of anything. */
  private static final int SHORTEST = 3;

  /** The word without the ending; null if it has another one. */
  @Nullable String stem(String word) {
    int kept = word.length() - ending.length();
    return kept >= SHORTEST && word.endsWith(ending) ? word.substring(0, kept) + base : null;
  }
}
