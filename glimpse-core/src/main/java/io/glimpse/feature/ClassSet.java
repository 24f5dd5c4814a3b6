package io.glimpse.feature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The classes of a task, in order: names that are not blank and differ from each other. */
public final class ClassSet {

  /** Characters of a name. Nobody reads more, and an encoder takes a few hundred. */
  public static final int LONGEST_NAME = 1000;

  /** Names that are shown of a set that is printed, and characters of each. */
  private static final int SHOWN = 3;

  private static final int LONGEST_SHOWN = 40;

  private final List<String> names;
  private final Map<String, Integer> indices;

  /** Classes by what people take for one name; null until it is asked for. */
  private volatile @Nullable Map<String, List<Integer>> canonical;

  private ClassSet(List<String> names, Map<String, Integer> indices) {
    this.names = names;
    this.indices = indices;
  }

  /**
   * Classes in the order given; names are kept exactly as they are.
   *
   * @throws IllegalArgumentException naming the first blank, repeated or endless name, or if there
   *     is none
   */
  public static ClassSet of(List<String> names) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("there are no classes; name at least one");
    }
    Map<String, Integer> indices = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.isBlank()) {
        throw new IllegalArgumentException("class " + (i + 1) + " has an empty name");
      }
      if (name.length() > LONGEST_NAME) {
        throw new IllegalArgumentException(
            "class "
                + (i + 1)
                + " has a name of "
                + name.length()
                + " characters, and at most "
                + LONGEST_NAME
                + " are read; it begins '"
                + shortened(name)
                + "'");
      }
      Integer before = indices.put(name, i);
      if (before != null) {
        throw new IllegalArgumentException(
            "class '" + name + "' is listed twice, as number " + (before + 1) + " and " + (i + 1));
      }
    }
    return new ClassSet(List.copyOf(names), indices);
  }

  /** See {@link #of(List)}. */
  public static ClassSet of(String... names) {
    return of(List.of(names));
  }

  /** Classes named by their numbers, {@code 0} to {@code count - 1}: for features without names. */
  public static ClassSet numbered(int count) {
    List<String> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      names.add(Integer.toString(i));
    }
    return of(names);
  }

  public int size() {
    return names.size();
  }

  /**
   * Whether there is one class alone: nothing is told apart then, and what counts is whether
   * something is like its examples.
   */
  public boolean isSingle() {
    return names.size() == 1;
  }

  public String name(int index) {
    return names.get(index);
  }

  /** All names in order; cannot be changed. */
  public List<String> names() {
    return names;
  }

  /**
   * The number of a class by its name, or by one that people take for the same: in capitals or
   * small letters, with blanks, underscores or hyphens between its words, its letters with their
   * accents in one character or in two. A name that several classes are taken for is none of them,
   * unless it is the name of one to the letter, or but for its underscores.
   */
  public OptionalInt find(String name) {
    OptionalInt exact = index(name);
    if (exact.isPresent()) {
      return exact;
    }
    List<Integer> same = sameNames().getOrDefault(CanonicalName.of(name), List.of());
    String spaced = name.replace('_', ' ');
    for (int c : same) {
      if (name(c).replace('_', ' ').equals(spaced)) {
        return OptionalInt.of(c);
      }
    }
    return same.size() == 1 ? OptionalInt.of(same.get(0)) : OptionalInt.empty();
  }

  /** Made when it is first asked for, which most runs never do. */
  private Map<String, List<Integer>> sameNames() {
    Map<String, List<Integer>> ready = canonical;
    if (ready == null) {
      ready = new HashMap<>();
      for (int c = 0; c < size(); c++) {
        ready.computeIfAbsent(CanonicalName.of(name(c)), key -> new ArrayList<>()).add(c);
      }
      canonical = ready;
    }
    return ready;
  }

  /** The number of the class of that name, compared exactly. */
  public OptionalInt index(String name) {
    Integer index = indices.get(name);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** These classes and one more at the end. */
  public ClassSet with(String name) {
    List<String> more = new ArrayList<>(names);
    more.add(name);
    return of(more);
  }

  /** These classes, one of them by another name. */
  public ClassSet renamed(int index, String name) {
    List<String> changed = new ArrayList<>(names);
    changed.set(index, name);
    return of(changed);
  }

  /** These classes without one; those behind it move up. */
  public ClassSet without(int index) {
    List<String> fewer = new ArrayList<>(names);
    fewer.remove(index);
    return of(fewer);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClassSet that && names.equals(that.names);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  /** How many there are, and the first few, such as {@code 3 classes (emu, okapi, dog)}. */
  @Override
  public String toString() {
    return described(names);
  }

  /** What a set of these names is printed as, whether they can be one or not. */
  public static String described(List<String> names) {
    StringJoiner first = new StringJoiner(", ", " (", ")").setEmptyValue("");
    names.stream().limit(SHOWN).map(ClassSet::shortened).forEach(first::add);
    if (names.size() > SHOWN) {
      first.add("...");
    }
    return names.size() + (names.size() == 1 ? " class" : " classes") + first;
  }

  /** A name as it is, or its beginning where nobody could read it whole. */
  public static String shortened(String name) {
    return name.codePointCount(0, name.length()) <= LONGEST_SHOWN
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST_SHOWN)) + "...";
  }
}
