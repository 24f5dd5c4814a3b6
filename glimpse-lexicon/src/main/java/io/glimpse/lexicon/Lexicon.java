package io.glimpse.lexicon;

import java.io.IOException;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which words are English, and what words of eleven other languages for things that can be seen are
 * called in English.
 *
 * <p>WordNet's words and those that Open Multilingual Wordnet ties to its nouns; {@code NOTICE} has
 * their sources and licences. Words are missing and senses are wrong now and then, so whoever reads
 * a name by it says what it was taken for. Many threads may share one.
 */
public final class Lexicon {

  /** The languages that it knows beside English, by their ISO 639-1 codes, larger ones first. */
  public static final List<String> LANGUAGES =
      List.of("zh", "ja", "de", "fr", "es", "ru", "pt", "it", "pl", "ko", "da");

  private static final String ALTERNATIVES = "\\|";

  private final SortedLines english;
  private final @Nullable SortedLines names;

  private Lexicon(SortedLines english, @Nullable SortedLines names) {
    this.english = english;
    this.names = names;
  }

  /**
   * Reads it, which takes some hundredths of a second.
   *
   * @return empty where it was left out of the program
   * @throws IOException if its resources are damaged
   */
  public static Optional<Lexicon> open() throws IOException {
    SortedLines english = SortedLines.ofResource("english.txt.gz");
    return english == null
        ? Optional.empty()
        : Optional.of(new Lexicon(english, SortedLines.ofResource("names.tsv.gz")));
  }

  /** Whether it knows other languages than English; a program may leave their table out. */
  public boolean isMultilingual() {
    return names != null;
  }

  /**
   * Whether a word of Latin letters is an English one, inflected or not.
   *
   * @param word in any case; no blanks in it
   */
  public boolean isEnglish(String word) {
    if (isEntry(word)) {
      return true;
    }
    String lower = word.toLowerCase(Locale.ROOT);
    for (Inflection ending : Inflection.ALL) {
      String stem = ending.stem(lower);
      if (stem != null && isEntry(stem)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a word occurs in the dictionary just so, but for its case. */
  boolean isEntry(String word) {
    return english.after(word.toLowerCase(Locale.ROOT) + "\n") != null;
  }

  /**
   * What a word of another language is called in English, the likeliest first, by language in the
   * order of {@link #LANGUAGES}; empty if it is not known.
   *
   * @param word in any case and composition
   */
  public Map<String, List<String>> find(String word) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    if (names == null) {
      return found;
    }
    String normal =
        Normalizer.normalize(word.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    for (String language : LANGUAGES) {
      String lemmas = names.after(language + "\t" + normal + "\t");
      if (lemmas != null) {
        found.put(language, List.of(lemmas.split(ALTERNATIVES, -1)));
      }
    }
    return found;
  }
}
