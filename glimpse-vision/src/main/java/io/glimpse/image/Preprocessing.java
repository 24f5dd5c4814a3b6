package io.glimpse.image;

import java.nio.FloatBuffer;

/**
 * How pictures are prepared for an encoder: shortest side to {@code size} with Pillow's bicubic,
 * the central square, RGB, then {@code (x / range - mean) / std} a channel in float32.
 *
 * <p>The resize works in the picture's own mode and the conversion to RGB comes last, as in
 * OpenAI's CLIP; the result is Pillow's to the bit. Palette and bi-level pictures are therefore
 * resized by nearest neighbour, and alpha is dropped without a background.
 *
 * @param size rows and columns of the prepared picture
 * @param range what a sample of 0 to 255 is divided by first; {@code mean} and {@code std} are in
 *     the unit that this gives: 0 to 1 for 255, 0 to 255 for 1
 */
public record Preprocessing(int size, float range, Rgb mean, Rgb std) {

  private static final int MAX_SIZE = 8192;

  /** One number a channel. */
  public record Rgb(float red, float green, float blue) {

    /** Rounds to float32. */
    public static Rgb of(double red, double green, double blue) {
      return new Rgb((float) red, (float) green, (float) blue);
    }

    float band(int band) {
      return band == 0 ? red : band == 1 ? green : blue;
    }
  }

  public Preprocessing {
    if (size < 1 || size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "a picture of " + size + " pixels a side is not between 1 and " + MAX_SIZE);
    }
  }

  /** CLIP's: range 255 and the mean and deviation that OpenAI published. */
  public static Preprocessing clip(int size) {
    return new Preprocessing(
        size,
        255,
        Rgb.of(0.48145466, 0.4578275, 0.40821073),
        Rgb.of(0.26862954, 0.26130258, 0.27577711));
  }

  /** The same for all channels: {@code (x - centre) / spread} with x in 0 to 255. */
  public static Preprocessing centred(int size, float centre, float spread) {
    return new Preprocessing(
        size, 1, new Rgb(centre, centre, centre), new Rgb(spread, spread, spread));
  }

  /** Floats of one prepared picture: {@code 3 * size * size}. */
  public int length() {
    return 3 * size * size;
  }

  /** The uint8 picture that the encoder sees, {@code [size, size, 3]} in rows of RGB. */
  public byte[] crop(Image picture) {
    return resize(picture, Frame.of(picture.width(), picture.height(), size));
  }

  /**
   * A square of a picture, {@code [size, size, 3]} in rows of RGB: of a picture that is not resized
   * its very pixels.
   *
   * @param framing of this size, within what the picture was resized to
   */
  public byte[] square(Image picture, Framing framing) {
    return resize(
        picture,
        new Frame(framing.resizedWidth(), framing.resizedHeight(), framing.left(), framing.top()));
  }

  /** A part of a picture, stretched to a square for people, {@code [size, size, 3]}. */
  public byte[] stretched(Image picture, Region part) {
    return resize(picture.part(part), Frame.stretched(size));
  }

  /** The square of {@code frame}, {@code [size, size, 3]} in rows of RGB. */
  byte[] resize(Image picture, Frame frame) {
    return picture.mode() == Image.Mode.INDEXED
        ? Colours.lookUp(nearest(picture, frame), picture.palette())
        : bicubic(picture, frame);
  }

  private byte[] nearest(Image picture, Frame frame) {
    int[] columns = Nearest.positions(picture.width(), frame.width(), frame.left(), size);
    int[] rows = Nearest.positions(picture.height(), frame.height(), frame.top(), size);
    byte[] indices = new byte[size * size];
    for (int y = 0; y < size; y++) {
      int from = rows[y] * picture.width();
      for (int x = 0; x < size; x++) {
        indices[y * size + x] = picture.samples()[from + columns[x]];
      }
    }
    return indices;
  }

  private byte[] bicubic(Image picture, Frame frame) {
    // Pillow leaves the colours below alpha alone when there is nothing to resize.
    boolean unchanged = frame.width() == picture.width() && frame.height() == picture.height();
    Image.Mode mode = picture.mode();
    boolean weighted = !unchanged && (mode == Image.Mode.RGBA || mode == Image.Mode.GRAY_ALPHA);
    byte[] samples = picture.samples();
    int bands = mode.bands();
    if (weighted) {
      samples = Colours.premultiplied(samples, bands);
    }
    byte[] crop =
        new Bicubic(samples, picture.width(), picture.height(), bands, frame, size).crop();
    if (weighted) {
      Colours.unpremultiply(crop, bands);
    }
    return Colours.toRgb(crop, mode);
  }

  /**
   * Writes the encoder's float32 input, planar {@code [3, size, size]}, at the buffer's position,
   * which moves on by {@link #length()}.
   *
   * @param crop {@code [size, size, 3]} from {@link #crop}; not modified
   */
  public void normalise(byte[] crop, FloatBuffer out) {
    if (crop.length != length()) {
      throw new IllegalArgumentException(
          crop.length + " samples are not a picture of " + size + " x " + size + " x 3");
    }
    float[] plane = new float[size * size];
    for (int band = 0; band < 3; band++) {
      float[] table = table(band);
      for (int i = 0; i < plane.length; i++) {
        plane[i] = table[crop[3 * i + band] & 0xff];
      }
      out.put(plane);
    }
  }

  /**
   * Writes one row of what {@link #normalise} writes for a gray picture, whose three channels are
   * the same. The picture starts at the buffer's position, which does not move.
   *
   * @param gray {@code [size]}, whole numbers from 0 to 255; not modified
   */
  public void normaliseGray(int row, float[] gray, FloatBuffer out) {
    if (gray.length != size) {
      throw new IllegalArgumentException(
          gray.length + " samples are not a row of a gray picture of " + size + " x " + size);
    }
    float[] line = new float[size];
    for (int band = 0; band < 3; band++) {
      // Some encoders treat all channels alike.
      if (band == 0 || !alike(band, band - 1)) {
        normalise(gray, mean.band(band), std.band(band), line);
      }
      out.put(out.position() + (band * size + row) * size, line);
    }
  }

  private boolean alike(int a, int b) {
    return mean.band(a) == mean.band(b) && std.band(a) == std.band(b);
  }

  /** Sums and no table: the JDK's compiler takes several at a time. */
  private void normalise(float[] samples, float centre, float spread, float[] normalised) {
    for (int i = 0; i < normalised.length; i++) {
      normalised[i] = (samples[i] / range - centre) / spread;
    }
  }

  /** What every sample from 0 to 255 becomes. */
  private float[] table(int band) {
    float[] table = new float[256];
    for (int x = 0; x < table.length; x++) {
      table[x] = (x / range - mean.band(band)) / std.band(band);
    }
    return table;
  }
}
