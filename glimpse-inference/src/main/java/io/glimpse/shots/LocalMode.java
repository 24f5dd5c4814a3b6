package io.glimpse.shots;

import io.glimpse.method.ParameterException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Whether a bank of pictures looks at small places, beside the picture as a whole. */
public enum LocalMode {
  /** Where its examples, each left out in turn, are answered better with them. */
  AUTO,
  /** Whatever the examples say. */
  ON,
  /** Never. */
  OFF;

  /** As it is typed. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The mode of a label.
   *
   * @throws ParameterException if there is none
   */
  public static LocalMode of(String label) {
    Objects.requireNonNull(label, "label");
    for (LocalMode mode : values()) {
      if (mode.label().equals(label)) {
        return mode;
      }
    }
    throw new ParameterException(
        "small places are looked at by "
            + Arrays.stream(values()).map(LocalMode::label).collect(Collectors.joining(", "))
            + ", not '"
            + label
            + "'");
  }
}
