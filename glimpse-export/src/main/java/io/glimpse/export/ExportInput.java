package io.glimpse.export;

import io.glimpse.method.ParameterException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Where an exported graph begins. */
public enum ExportInput {
  /** {@code picture} uint8 [h, w, 3], RGB and upright, of any size: one at a time. */
  PICTURE,
  /** {@code pixels} float32 [n, 3, s, s], as the encoder's network takes them. */
  PIXELS,
  /**
   * {@code feature} float32 [n, d], or {@code tokens} float32 [n, t, d] for what looks at places:
   * as the encoder gives them, of any length.
   */
  FEATURE;

  /** As it is typed. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The one of a label.
   *
   * @throws ParameterException if there is none
   */
  public static ExportInput of(String label) {
    Objects.requireNonNull(label, "label");
    for (ExportInput input : values()) {
      if (input.label().equals(label)) {
        return input;
      }
    }
    throw new ParameterException(
        "an exported graph begins with "
            + Arrays.stream(values()).map(ExportInput::label).collect(Collectors.joining(", "))
            + ", not '"
            + label
            + "'");
  }
}
