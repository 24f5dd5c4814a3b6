package io.glimpse.image;

import java.util.Locale;

/** How samples of 16 bits become 8. */
public enum Scale16 {
  /** The upper byte: a picture of 10 or 12 bits in 16 is nearly black. */
  FULL,

  /**
   * The upper 8 of the bits that a picture uses: its largest colour, rounded up to a power of two,
   * becomes white. A picture that uses no more than 8 bits is taken as one of 8.
   */
  USED;

  /**
   * A way by its name.
   *
   * @param name {@code full} or {@code used}
   * @throws IllegalArgumentException if it is neither
   */
  public static Scale16 of(String name) {
    for (Scale16 known : values()) {
      if (known.label().equals(name.toLowerCase(Locale.ROOT))) {
        return known;
      }
    }
    throw new IllegalArgumentException(
        "samples of 16 bits are scaled to full or used, not '" + name + "'");
  }

  /** As {@link #of} takes it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
