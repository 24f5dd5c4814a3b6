package io.glimpse.lexicon;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a class, taken apart.
 *
 * @param name as it was given
 * @param spaced with blanks for underscores and between words that are run together, as in {@code
 *     AnnualCrop}
 * @param words its runs of letters
 */
record NameWords(String name, String spaced, List<String> words) {

  /** Words that number a class and say nothing of it. */
  private static final Set<String> NUMBERED =
      Set.of(
          "article",
          "bin",
          "case",
          "category",
          "class",
          "cluster",
          "code",
          "group",
          "id",
          "item",
          "kind",
          "label",
          "lot",
          "model",
          "no",
          "number",
          "object",
          "part",
          "product",
          "sample",
          "series",
          "set",
          "sort",
          "species",
          "test",
          "type",
          "unit",
          "variant");

  private static final Pattern RUN_TOGETHER =
      Pattern.compile("\\p{Lu}?\\p{Ll}{2,}(\\p{Lu}\\p{Ll}{2,})+");
  private static final Pattern BETWEEN_CASES = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");
  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{M}']+");
  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
  private static final Pattern LATIN = Pattern.compile("[A-Za-z']+");

  /** Shorter runs of Latin letters are no words. */
  private static final int SHORTEST_WORD = 3;

  /** From so many Latin letters on a run may be a word that is not known. */
  private static final int LIKELY_WORD = 4;

  static NameWords of(String name) {
    String blanks = name.replace('_', ' ').strip();
    String spaced =
        RUN_TOGETHER.matcher(blanks).matches()
            ? BETWEEN_CASES.matcher(blanks).replaceAll(" ").toLowerCase(Locale.ROOT)
            : blanks;
    return new NameWords(
        name, spaced, NO_LETTERS.splitAsStream(spaced).filter(word -> !word.isBlank()).toList());
  }

  /** What to say instead of the name; null to leave it as it is. */
  @Nullable String rewritten() {
    return spaced.equals(name.replace('_', ' ').strip()) ? null : spaced;
  }

  /**
   * Whether at least half of its words are English, and one says more than a number does.
   *
   * @param known whether a word of Latin letters is English
   * @param strictly whether all of them are, in letters of English
   */
  boolean isEnglish(Predicate<String> known, boolean strictly) {
    int counted = 0;
    int english = 0;
    boolean speaks = false;
    for (String word : words) {
      String plain = strictly ? word : withoutAccents(word);
      if (plain.length() < (words.size() == 1 ? SHORTEST_WORD - 1 : SHORTEST_WORD)) {
        continue;
      }
      counted++;
      if (LATIN.matcher(plain).matches() && known.test(plain)) {
        english++;
        speaks |= !NUMBERED.contains(plain.toLowerCase(Locale.ROOT)) || !isNumbered();
      }
    }
    return speaks && (strictly ? english == counted : 2 * english >= counted);
  }

  /** Whether there is a digit or a lone letter in it. */
  private boolean isNumbered() {
    return name.chars().anyMatch(Character::isDigit)
        || words.stream().anyMatch(word -> word.length() == 1);
  }

  /** Whether any run of letters looks like a word, of whatever language. */
  boolean hasWord() {
    return words.stream()
        .anyMatch(
            word ->
                LATIN.matcher(word).matches()
                    ? word.length() >= LIKELY_WORD
                        && !NUMBERED.contains(word.toLowerCase(Locale.ROOT))
                    : word.codePoints().anyMatch(Character::isLetter));
  }

  private static String withoutAccents(String word) {
    return ACCENTS.matcher(Normalizer.normalize(word, Normalizer.Form.NFD)).replaceAll("");
  }
}
