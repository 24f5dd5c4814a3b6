package io.glimpse.image;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The decoded samples of one picture, in the file's own mode: palette indices stay indices, CMYK
 * stays CMYK, alpha is kept beside colours that are not multiplied with it.
 *
 * <p>Samples have 8 bits; those of 16-bit files are scaled as {@link Scale16} says. Immutable.
 */
public final class Image {

  /** What the samples of one pixel mean. Named as in Pillow, which CLIP decodes with. */
  public enum Mode {
    /** One sample: an index into a palette (also for bi-level pictures). */
    INDEXED(1),
    /** One sample: gray, 0 is black. */
    GRAY(1),
    /** Two samples: gray and alpha. */
    GRAY_ALPHA(2),
    /** Three samples: red, green, blue. */
    RGB(3),
    /** Four samples: red, green, blue, alpha. */
    RGBA(4),
    /** Four samples: cyan, magenta, yellow, black; 0 is no ink. */
    CMYK(4);

    private final int bands;

    Mode(int bands) {
      this.bands = bands;
    }

    /** Samples a pixel. */
    public int bands() {
      return bands;
    }
  }

  private final Mode mode;
  private final int width;
  private final int height;
  private final byte[] samples;
  private final byte @Nullable [] palette;
  private final int orientation;

  /** Of the palette's colours; null where all are opaque. */
  private final byte @Nullable [] opacity;

  private final Findings findings;

  private Image(Mode mode, int width, int height, byte[] samples, byte @Nullable [] palette) {
    this(mode, width, height, samples, palette, null, Findings.NONE, Orientation.UPRIGHT);
  }

  private Image(
      Mode mode,
      int width,
      int height,
      byte[] samples,
      byte @Nullable [] palette,
      byte @Nullable [] opacity,
      Findings findings,
      int orientation) {
    if (width < 1 || height < 1 || samples.length != (long) width * height * mode.bands) {
      throw new IllegalArgumentException(
          samples.length + " samples do not make " + width + "x" + height + " pixels of " + mode);
    }
    this.mode = mode;
    this.width = width;
    this.height = height;
    this.samples = samples;
    this.palette = palette;
    this.opacity = opacity;
    this.findings = findings;
    this.orientation = orientation;
  }

  /**
   * Wraps samples without a copy.
   *
   * @param mode any but {@link Mode#INDEXED}
   * @param samples {@code [height, width, bands]}, row-major; must not change afterwards
   */
  public static Image of(Mode mode, int width, int height, byte[] samples) {
    if (mode == Mode.INDEXED) {
      throw new IllegalArgumentException("an indexed picture needs a palette");
    }
    return new Image(mode, width, height, samples, null);
  }

  /**
   * Wraps palette indices without a copy.
   *
   * @param indices {@code [height, width]}, row-major; must not change afterwards
   * @param palette up to 256 red, green and blue triples; colours beyond its end are black
   */
  public static Image indexed(int width, int height, byte[] indices, byte[] palette) {
    byte[] whole = new byte[256 * 3];
    System.arraycopy(palette, 0, whole, 0, palette.length);
    return new Image(Mode.INDEXED, width, height, indices, whole);
  }

  /**
   * A picture of two colours, as Pillow's mode 1: black and white are not mixed when it is resized.
   *
   * @param bits {@code [height, width]}, 0 for black and 1 for white; must not change afterwards
   */
  static Image bilevel(int width, int height, byte[] bits) {
    return indexed(width, height, bits, new byte[] {0, 0, 0, -1, -1, -1});
  }

  /**
   * An indexed picture some of whose colours are transparent.
   *
   * @param alphas of the first colours; the others are opaque
   */
  Image withOpacity(byte[] alphas) {
    byte[] whole = new byte[256];
    Arrays.fill(whole, (byte) 255);
    System.arraycopy(alphas, 0, whole, 0, Math.min(alphas.length, whole.length));
    return new Image(mode, width, height, samples, palette(), whole, findings, orientation);
  }

  /**
   * A gray picture or one of RGB with alpha beside its samples.
   *
   * @param alpha {@code [height, width]}
   */
  Image withAlpha(byte[] alpha) {
    int bands = mode.bands();
    byte[] both = new byte[alpha.length * (bands + 1)];
    for (int i = 0; i < alpha.length; i++) {
      System.arraycopy(samples, i * bands, both, i * (bands + 1), bands);
      both[i * (bands + 1) + bands] = alpha[i];
    }
    Mode with = mode == Mode.GRAY ? Mode.GRAY_ALPHA : Mode.RGBA;
    return new Image(with, width, height, both, null, null, findings, orientation);
  }

  /** The same with what was found of it. */
  Image with(Findings found) {
    return new Image(mode, width, height, samples, palette, opacity, found, orientation);
  }

  /** What a person may want to know of how it was read. */
  public Findings findings() {
    return findings;
  }

  /** Whether it says how opaque its pixels are. */
  boolean hasOpacity() {
    return opacity != null || mode == Mode.RGBA || mode == Mode.GRAY_ALPHA;
  }

  /** Alphas of the 256 colours of an indexed picture; null where all are opaque, or for others. */
  byte @Nullable [] opacity() {
    return opacity;
  }

  public Mode mode() {
    return mode;
  }

  /** Pixels in a row. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /**
   * EXIF's orientation, 1 to 8, by which it was turned from what its file holds; 1 if it was not.
   */
  public int orientation() {
    return orientation;
  }

  /** {@code [height, width, bands]}, the storage itself. */
  byte[] samples() {
    return samples;
  }

  /** 256 red, green and blue triples of an indexed picture. */
  byte[] palette() {
    if (palette == null) {
      throw new IllegalStateException("a picture of mode " + mode + " has no palette");
    }
    return palette;
  }

  /**
   * The same colours without palette, alpha or inks: gray pictures and those of RGB are what they
   * are, all others become RGB.
   */
  Image plain() {
    return switch (mode) {
      case GRAY, RGB -> this;
      case INDEXED -> withColours(Colours.lookUp(samples, palette()));
      default -> withColours(Colours.toRgb(samples, mode));
    };
  }

  private Image withColours(byte[] rgb) {
    return new Image(Mode.RGB, width, height, rgb, null, null, findings, orientation);
  }

  /** A copy of a rectangle that lies inside the picture. */
  Image part(Region region) {
    int rowLength = region.width() * mode.bands;
    byte[] copy = new byte[region.height() * rowLength];
    for (int y = 0; y < region.height(); y++) {
      int from = ((region.top() + y) * width + region.left()) * mode.bands;
      System.arraycopy(samples, from, copy, y * rowLength, rowLength);
    }
    return new Image(
        mode, region.width(), region.height(), copy, palette, opacity, findings, orientation);
  }

  /** The picture turned upright, given the EXIF orientation (1 to 8) that it was stored with. */
  Image upright(int stored) {
    if (stored <= Orientation.UPRIGHT || stored > 8) {
      return this;
    }
    Turn turn = Turn.of(stored);
    int bands = mode.bands;
    int turnedWidth = turn.exchanged() ? height : width;
    int turnedHeight = turn.exchanged() ? width : height;
    byte[] turned = new byte[samples.length];
    int to = 0;
    for (int y = 0; y < turnedHeight; y++) {
      for (int x = 0; x < turnedWidth; x++) {
        int column = turn.exchanged() ? y : x;
        int row = turn.exchanged() ? x : y;
        int sourceX = turn.fromRight() ? width - 1 - column : column;
        int sourceY = turn.fromBottom() ? height - 1 - row : row;
        int from = (sourceY * width + sourceX) * bands;
        for (int band = 0; band < bands; band++) {
          turned[to++] = samples[from + band];
        }
      }
    }
    return new Image(mode, turnedWidth, turnedHeight, turned, palette, opacity, findings, stored);
  }

  /** For example {@code 640x480 RGB}. */
  @Override
  public String toString() {
    return width + "x" + height + " " + mode;
  }
}
