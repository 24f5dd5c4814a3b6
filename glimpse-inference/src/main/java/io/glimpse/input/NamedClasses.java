package io.glimpse.input;

import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.feature.ClassSet;
import java.util.List;
import java.util.Map;

/**
 * Classes as a user gives them.
 *
 * @param classes their names, in the order of the answers
 * @param said what is said of them beyond their names
 */
public record NamedClasses(ClassSet classes, ClassDescriptions said) {

  /** Classes that go by their names. */
  public static NamedClasses of(ClassSet classes) {
    return new NamedClasses(classes, ClassDescriptions.NONE);
  }

  /** One class and a phrase that says what it is. */
  public static NamedClasses of(String name, String phrase) {
    return new NamedClasses(ClassSet.of(name), ClassDescriptions.ofPhrases(Map.of(name, phrase)));
  }

  /**
   * One class as it is typed, {@code name} or {@code name=what it looks like}; commas are its own.
   *
   * @throws IllegalArgumentException if the name or what is said of it is empty
   */
  public static NamedClasses ofTyped(String typed) {
    int equals = typed.indexOf('=');
    return equals < 0
        ? of(ClassSet.of(typed))
        : of(typed.substring(0, equals).strip(), typed.substring(equals + 1).strip());
  }

  /** What will be encoded of them as it stands, for an encoder that prepares for it. */
  public List<String> expected() {
    return classes.names().stream().filter(name -> said.of(name) == null).toList();
  }

  /** The same classes with more said of them; where something was said already, that holds. */
  public NamedClasses with(ClassDescriptions more) {
    return new NamedClasses(classes, more.among(classes).with(said));
  }
}
