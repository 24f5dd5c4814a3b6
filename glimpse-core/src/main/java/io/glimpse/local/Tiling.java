package io.glimpse.local;

import io.glimpse.method.ParameterException;
import java.util.Objects;

/**
 * How a picture is cut for its small places: looked at as one square, or as overlapping ones whose
 * places are put together.
 *
 * @param along how many squares cover the longer side, 1 to {@value #MOST_ALONG}; 0 for as many as
 *     it takes at the picture's own size
 */
public record Tiling(int along) {

  /** The whole picture as one square: its shorter side shrunk to the square's, the middle of it. */
  public static final Tiling ONE = new Tiling(1);

  /**
   * The picture at its own size, as long as {@value #MOST} squares cover it; else shrunk to that.
   */
  public static final Tiling NATIVE = new Tiling(0);

  /** The square of it is still below {@link #MOST}. */
  public static final int MOST_ALONG = 11;

  /** Squares of a picture at most; with `lite`, their places are 24 MB of a bank. */
  public static final int MOST = 128;

  private static final String NATIVE_LABEL = "auto";

  /**
   * Checks it.
   *
   * @throws ParameterException if there can be no such number
   */
  public Tiling {
    if (along < 0 || along > MOST_ALONG) {
      throw refused(Integer.toString(along));
    }
  }

  private static ParameterException refused(String what) {
    return new ParameterException(
        "tiles along a picture's longer side are "
            + NATIVE_LABEL
            + " or 1 to "
            + MOST_ALONG
            + ", not '"
            + what
            + "'");
  }

  /**
   * As it is typed.
   *
   * @throws ParameterException if it says nothing that can be
   */
  public static Tiling of(String label) {
    Objects.requireNonNull(label, "label");
    if (label.equals(NATIVE_LABEL)) {
      return NATIVE;
    }
    if (!label.matches("[1-9][0-9]?")) {
      throw refused(label);
    }
    return new Tiling(Integer.parseInt(label));
  }

  /** As {@link #of} takes it: {@code auto}, or a number. */
  public String label() {
    return along == 0 ? NATIVE_LABEL : Integer.toString(along);
  }

  /** Whether there is one square and no more. */
  public boolean isOne() {
    return along == 1;
  }

  /** Whether so many squares beside each other are not too many. */
  public boolean allows(long longer, long shorter) {
    return (along == 0 || longer <= along) && longer * shorter <= MOST;
  }
}
