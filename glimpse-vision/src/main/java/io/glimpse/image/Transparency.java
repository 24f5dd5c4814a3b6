package io.glimpse.image;

import org.jspecify.annotations.Nullable;

/** Finds out whether a picture is transparent, and puts it on a background. */
final class Transparency {

  /** What is less opaque than this is transparent by a quarter or more. */
  private static final int SEE_THROUGH = 192;

  /** One pixel of so many is what a person would notice. */
  private static final int NOTICED = 100;

  private Transparency() {}

  /**
   * A picture as it is to be seen, with what was found of it.
   *
   * @param background null to leave the colours that are stored below, and alpha beside them
   */
  static Image seen(Image picture, @Nullable Background background) {
    if (!picture.hasOpacity()) {
      return picture;
    }
    Findings found = find(picture).and(picture.findings());
    return (background == null ? picture : on(picture, background)).with(found);
  }

  /** Whether a picture with opacity is transparent enough for a word. */
  static Findings find(Image picture) {
    byte[] samples = picture.samples();
    byte[] opacity = picture.opacity();
    int bands = picture.mode().bands();
    int seeThrough = 0;
    for (int i = bands - 1; i < samples.length; i += bands) {
      int alpha = opacity == null ? samples[i] & 0xff : opacity[samples[i] & 0xff] & 0xff;
      seeThrough += alpha < SEE_THROUGH ? 1 : 0;
    }
    boolean noticed = (long) seeThrough * NOTICED >= samples.length / bands;
    return new Findings(noticed, 0);
  }

  private static Image on(Image picture, Background background) {
    int width = picture.width();
    int height = picture.height();
    byte[] opacity = picture.opacity();
    if (opacity != null) {
      // A colour of the palette is seen through alike wherever it stands.
      byte[] palette = new byte[3 * opacity.length];
      for (int i = 0; i < opacity.length; i++) {
        for (int band = 0; band < 3; band++) {
          palette[3 * i + band] =
              blend(picture.palette()[3 * i + band], background.band(band), opacity[i]);
        }
      }
      return Image.indexed(width, height, picture.samples(), palette);
    }
    byte[] samples = picture.samples();
    int bands = picture.mode().bands();
    boolean gray = picture.mode() == Image.Mode.GRAY_ALPHA && background.isGray();
    int shown = gray ? 1 : 3;
    byte[] out = new byte[width * height * shown];
    for (int from = 0, to = 0; to < out.length; from += bands, to += shown) {
      byte alpha = samples[from + bands - 1];
      for (int band = 0; band < shown; band++) {
        byte colour = samples[from + Math.min(band, bands - 2)];
        out[to + band] = blend(colour, background.band(band), alpha);
      }
    }
    return Image.of(gray ? Image.Mode.GRAY : Image.Mode.RGB, width, height, out);
  }

  /** As Pillow pastes a picture by its own alpha. */
  private static byte blend(byte colour, int below, byte alpha) {
    int a = alpha & 0xff;
    int t = (colour & 0xff) * a + below * (255 - a) + 128;
    return (byte) (((t >> 8) + t) >> 8);
  }
}
