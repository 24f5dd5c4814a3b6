package io.glimpse.image;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What transparent pictures are put on.
 *
 * @param red 0 to 255
 * @param green 0 to 255
 * @param blue 0 to 255
 */
public record Background(int red, int green, int blue) {

  public static final Background WHITE = new Background(255, 255, 255);
  public static final Background BLACK = new Background(0, 0, 0);

  private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");

  public Background {
    if ((red | green | blue) < 0 || Math.max(red, Math.max(green, blue)) > 255) {
      throw new IllegalArgumentException(
          "red, green and blue are 0 to 255, not " + red + ", " + green + " and " + blue);
    }
  }

  /**
   * A colour by its text.
   *
   * @param text {@code white}, {@code black} or {@code #rrggbb}
   * @throws IllegalArgumentException if it is none of these
   */
  public static Background of(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.equals("white")) {
      return WHITE;
    }
    if (lower.equals("black")) {
      return BLACK;
    }
    if (!HEX.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a background is white, black or #rrggbb, such as #ff8000, not '" + text + "'");
    }
    int packed = Integer.parseInt(text.substring(1), 16);
    return new Background(packed >> 16, (packed >> 8) & 0xff, packed & 0xff);
  }

  boolean isGray() {
    return red == green && green == blue;
  }

  /** A band of it: 0 for red, 1 for green, 2 for blue. */
  int band(int band) {
    return band == 0 ? red : band == 1 ? green : blue;
  }

  /** As {@link #of} takes it. */
  @Override
  public String toString() {
    if (equals(WHITE)) {
      return "white";
    }
    return equals(BLACK) ? "black" : String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
  }
}
