package io.glimpse.lexicon;

import org.jspecify.annotations.Nullable;

/**
 * What the name of a class was taken for.
 *
 * @param name as it was given
 * @param sense what kind of name it is
 * @param english what to call it in English; null to leave it as it is
 * @param language of a {@link Sense#FOREIGN} name, as {@link Lexicon#LANGUAGES} has it; else null
 */
public record Reading(
    String name, Sense sense, @Nullable String english, @Nullable String language) {

  /** What kind of name it is. */
  public enum Sense {
    /** English words, or what else an encoder is known to understand. */
    ENGLISH,
    /** A word of another language whose English is known. */
    FOREIGN,
    /** Words that are neither. */
    UNKNOWN,
    /** No word at all, such as {@code SKU-4711}, or one that says nothing: {@code part 7}. */
    CODE
  }

  /** Whether an encoder that reads English can make anything of it. */
  public boolean isMeaningful() {
    return sense == Sense.ENGLISH || sense == Sense.FOREIGN;
  }

  /** What to say of the class in English. */
  public String words() {
    return english == null ? name : english;
  }

  static Reading english(String name, @Nullable String words) {
    return new Reading(name, Sense.ENGLISH, words, null);
  }

  static Reading foreign(String name, String english, String language) {
    return new Reading(name, Sense.FOREIGN, english, language);
  }

  static Reading meaningless(String name, Sense sense) {
    return new Reading(name, sense, null, null);
  }
}
