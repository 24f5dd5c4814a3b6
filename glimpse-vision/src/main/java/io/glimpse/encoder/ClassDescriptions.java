package io.glimpse.encoder;

import io.glimpse.feature.ClassSet;
import io.glimpse.method.NearestName;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said of classes in place of their names, as plain data: a name is the user's, what is
 * said of it the encoder's.
 *
 * @param byClass by name; classes that are not there go by their names
 */
public record ClassDescriptions(Map<String, Words> byClass) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Every class goes by its name. */
  public static final ClassDescriptions NONE = new ClassDescriptions(Map.of());

  /** Characters of a text; an encoder reads the first few hundred. */
  public static final int LONGEST_TEXT = 10_000;

  /** Texts of all classes; a million would take a CLIP model half a day. */
  public static final int MOST_TEXTS = 200_000;

  /**
   * What is said of a class.
   *
   * @param texts at least one, none of them blank
   * @param whole whether each is a sentence by itself; else it stands where the name would, in the
   *     templates
   */
  public record Words(List<String> texts, boolean whole) implements Serializable {

    private static final long serialVersionUID = 1L;

    public Words {
      texts = List.copyOf(texts);
    }
  }

  /**
   * Checks all of it.
   *
   * @throws IllegalArgumentException naming a class of which nothing is said, or too much
   */
  public ClassDescriptions {
    Map<String, Words> copy = new LinkedHashMap<>(byClass);
    long total = 0;
    for (Map.Entry<String, Words> one : copy.entrySet()) {
      List<String> texts = one.getValue().texts();
      if (texts.isEmpty() || texts.stream().anyMatch(String::isBlank)) {
        throw new IllegalArgumentException(
            "class '" + one.getKey() + "' has an empty description; say something or leave it out");
      }
      if (texts.stream().anyMatch(text -> text.length() > LONGEST_TEXT)) {
        throw new IllegalArgumentException(
            "class '"
                + one.getKey()
                + "' has a description of more than "
                + LONGEST_TEXT
                + " characters; an encoder reads a sentence");
      }
      total += texts.size();
    }
    if (total > MOST_TEXTS) {
      throw new IllegalArgumentException(
          "there are " + total + " descriptions, and at most " + MOST_TEXTS + " are read");
    }
    // In their order, and serialisable.
    byClass = Collections.unmodifiableMap(copy);
  }

  /** A phrase for each class, which stands where its name would: {@code a flawless part}. */
  public static ClassDescriptions ofPhrases(Map<String, String> phrases) {
    Map<String, Words> words = new LinkedHashMap<>();
    phrases.forEach((name, phrase) -> words.put(name, new Words(List.of(phrase), false)));
    return new ClassDescriptions(words);
  }

  /** Sentences for each class, which stand for themselves. */
  public static ClassDescriptions ofSentences(Map<String, List<String>> sentences) {
    Map<String, Words> words = new LinkedHashMap<>();
    sentences.forEach((name, some) -> words.put(name, new Words(some, true)));
    return new ClassDescriptions(words);
  }

  /** These and others, which hold where both say something of a class. */
  public ClassDescriptions with(ClassDescriptions others) {
    if (others.isEmpty()) {
      return this;
    }
    Map<String, Words> both = new LinkedHashMap<>(byClass);
    both.putAll(others.byClass);
    return new ClassDescriptions(both);
  }

  /** Those of some classes alone. */
  public ClassDescriptions among(ClassSet classes) {
    Map<String, Words> some = new LinkedHashMap<>(byClass);
    some.keySet().removeIf(name -> classes.index(name).isEmpty());
    return new ClassDescriptions(some);
  }

  /**
   * Refuses descriptions of classes that are not there.
   *
   * @throws IllegalArgumentException naming the first, and what was probably meant
   */
  public void requireAmong(ClassSet classes) {
    for (String name : byClass.keySet()) {
      if (classes.index(name).isEmpty()) {
        throw new IllegalArgumentException(
            "there is no class '"
                + name
                + "' to describe"
                + NearestName.hint(name, classes.names()));
      }
    }
  }

  /** What is said of a class; null if it goes by its name. */
  public @Nullable Words of(String className) {
    return byClass.get(className);
  }

  /** Whether every class goes by its name. */
  public boolean isEmpty() {
    return byClass.isEmpty();
  }
}
