package io.glimpse.image;

import io.glimpse.image.Fit.Offset;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/**
 * How pictures are prepared for an encoder: fitted to {@code height} x {@code width} with one of
 * Pillow's filters, as RGB, then {@code (x / range - mean) / std} a channel in float32.
 *
 * <p>The uint8 picture is Pillow's to the bit. Where RGB does not come first, the resize works in
 * the picture's own mode, as in OpenAI's CLIP: palette and bi-level pictures are then resized by
 * nearest neighbour, and colours are weighted with alpha; columns are always resized before rows,
 * as Pillow did before version 13. Alpha is dropped without a background either way.
 *
 * @param height rows of the prepared picture
 * @param width columns
 * @param fit how a picture of another shape becomes one of this
 * @param filter that it is resized with
 * @param rgbFirst whether a picture becomes RGB before it is resized and not after
 * @param range what a sample of 0 to 255 is divided by first; {@code mean} and {@code std} are in
 *     the unit that this gives: 0 to 1 for 255, 0 to 255 for 1
 */
public record Preprocessing(
    int height,
    int width,
    Fit fit,
    Filter filter,
    boolean rgbFirst,
    float range,
    Rgb mean,
    Rgb std) {

  /** Pixels of a side, at most. */
  public static final int MAX_SIZE = 8192;

  /** One number a channel. */
  public record Rgb(float red, float green, float blue) {

    /** Rounds to float32. */
    public static Rgb of(double red, double green, double blue) {
      return new Rgb((float) red, (float) green, (float) blue);
    }

    /** The same for all channels. */
    public static Rgb of(double all) {
      return of(all, all, all);
    }

    float band(int band) {
      return band == 0 ? red : band == 1 ? green : blue;
    }
  }

  public Preprocessing {
    Objects.requireNonNull(filter, "filter");
    Objects.requireNonNull(mean, "mean");
    Objects.requireNonNull(std, "std");
    int longer = Math.max(height, width);
    if (Math.min(height, width) < 1 || longer > MAX_SIZE) {
      throw new IllegalArgumentException(
          "a picture of %d x %d pixels is not between 1 and %d a side"
              .formatted(height, width, MAX_SIZE));
    }
    if (Objects.requireNonNull(fit, "fit") instanceof Fit.Shortest shortest
        && (shortest.edge() < longer || shortest.edge() > MAX_SIZE)) {
      throw new IllegalArgumentException(
          "no %d x %d pixels can be cut of a picture whose shortest side is %d"
              .formatted(height, width, shortest.edge()));
    }
  }

  /**
   * OpenAI's steps: the shortest side to {@code size} by bicubic filter, the central square.
   *
   * @param size rows and columns
   */
  public static Preprocessing openAi(int size, float range, Rgb mean, Rgb std) {
    return new Preprocessing(
        size,
        size,
        new Fit.Shortest(size, Offset.HALF_EVEN),
        Filter.BICUBIC,
        false,
        range,
        mean,
        std);
  }

  /** CLIP's: range 255 and the mean and deviation that OpenAI published. */
  public static Preprocessing clip(int size) {
    return openAi(
        size,
        255,
        Rgb.of(0.48145466, 0.4578275, 0.40821073),
        Rgb.of(0.26862954, 0.26130258, 0.27577711));
  }

  /** The same for all channels: {@code (x - centre) / spread} with x in 0 to 255. */
  public static Preprocessing centred(int size, float centre, float spread) {
    return openAi(size, 1, Rgb.of(centre), Rgb.of(spread));
  }

  /** Whether pictures are resized and cut as OpenAI's are, whatever their size. */
  public boolean hasOpenAiSteps() {
    return equals(openAi(height, range, mean, std));
  }

  /**
   * What differs from OpenAI's steps, for fingerprints: empty if nothing does, and otherwise in a
   * form that only changes on purpose.
   */
  public String particulars() {
    StringBuilder text = new StringBuilder();
    if (width != height) {
      text.append(" width ").append(width).append(';');
    }
    if (fit instanceof Fit.Shortest shortest) {
      if (shortest.edge() != height) {
        text.append(" edge ").append(shortest.edge()).append(';');
      }
      if (shortest.offset() != Offset.HALF_EVEN) {
        text.append(" offset floor;");
      }
    } else {
      text.append(' ').append(fit.getClass().getSimpleName().toLowerCase(Locale.ROOT));
      text.append(fit instanceof Fit.Longest longest ? " on " + longest.fill() + ";" : ";");
    }
    if (filter != Filter.BICUBIC) {
      text.append(" filter bilinear;");
    }
    if (rgbFirst) {
      text.append(" rgb first;");
    }
    return text.toString();
  }

  /**
   * The same for squares of another size, to look at small places in: squashed where this squashes,
   * and otherwise the central square, so that no plain ground is looked at.
   */
  public Preprocessing ofSquare(int size) {
    Offset offset = fit instanceof Fit.Shortest shortest ? shortest.offset() : Offset.HALF_EVEN;
    Fit square = fit instanceof Fit.Squash ? fit : new Fit.Shortest(size, offset);
    return new Preprocessing(size, size, square, filter, rgbFirst, range, mean, std);
  }

  /** Floats of one prepared picture: {@code 3 * height * width}. */
  public int length() {
    return 3 * height * width;
  }

  /** The uint8 picture that the encoder sees, {@code [height, width, 3]} in rows of RGB. */
  public byte[] crop(Image picture) {
    return resize(picture, Frame.of(picture.width(), picture.height(), this));
  }

  /**
   * A part of this shape of a picture, {@code [height, width, 3]} in rows of RGB: of a picture that
   * is not resized its very pixels.
   *
   * @param framing within what the picture was resized to
   */
  public byte[] square(Image picture, Framing framing) {
    return resize(
        picture,
        new Frame(framing.resizedWidth(), framing.resizedHeight(), framing.left(), framing.top()));
  }

  /** A part of a picture, stretched to this shape, {@code [height, width, 3]}. */
  public byte[] stretched(Image picture, Region part) {
    return resize(picture.part(part), Frame.stretched(width, height));
  }

  /** The part of {@code frame}, {@code [height, width, 3]} in rows of RGB. */
  private byte[] resize(Image any, Frame frame) {
    Image picture = rgbFirst ? any.plain() : any;
    int before = (int) Math.max(0, -frame.left());
    int above = (int) Math.max(0, -frame.top());
    int columns = (int) Math.min(width - before, frame.width());
    int rows = (int) Math.min(height - above, frame.height());
    if (columns == width && rows == height) {
      return resize(picture, frame, columns, rows);
    }
    long left = Math.max(0, frame.left());
    long top = Math.max(0, frame.top());
    Frame within = new Frame(frame.width(), frame.height(), left, top);
    byte[] seen = resize(picture, within, columns, rows);
    byte[] whole = new byte[length()];
    Arrays.fill(whole, (byte) (fit instanceof Fit.Longest longest ? longest.fill() : 0));
    for (int y = 0; y < rows; y++) {
      System.arraycopy(
          seen, 3 * y * columns, whole, 3 * ((above + y) * width + before), 3 * columns);
    }
    return whole;
  }

  private byte[] resize(Image picture, Frame frame, int columns, int rows) {
    return picture.mode() == Image.Mode.INDEXED
        ? Colours.lookUp(nearest(picture, frame, columns, rows), picture.palette())
        : filtered(picture, frame, columns, rows);
  }

  private static byte[] nearest(Image picture, Frame frame, int columns, int rows) {
    int[] across = Nearest.positions(picture.width(), frame.width(), frame.left(), columns);
    int[] down = Nearest.positions(picture.height(), frame.height(), frame.top(), rows);
    byte[] indices = new byte[rows * columns];
    for (int y = 0; y < rows; y++) {
      int from = down[y] * picture.width();
      for (int x = 0; x < columns; x++) {
        indices[y * columns + x] = picture.samples()[from + across[x]];
      }
    }
    return indices;
  }

  private byte[] filtered(Image picture, Frame frame, int columns, int rows) {
    // Pillow leaves the colours below alpha alone when there is nothing to resize.
    boolean unchanged = frame.width() == picture.width() && frame.height() == picture.height();
    Image.Mode mode = picture.mode();
    boolean weighted = !unchanged && (mode == Image.Mode.RGBA || mode == Image.Mode.GRAY_ALPHA);
    byte[] samples = picture.samples();
    int bands = mode.bands();
    if (weighted) {
      samples = Colours.premultiplied(samples, bands);
    }
    AntialiasedResize resize =
        new AntialiasedResize(
            samples, picture.width(), picture.height(), bands, filter, frame, columns, rows);
    boolean rowsFirst = rgbFirst && frame.flattens(picture.width(), picture.height());
    byte[] crop = rowsFirst ? resize.cropRowsFirst() : resize.crop();
    if (weighted) {
      Colours.unpremultiply(crop, bands);
    }
    return Colours.toRgb(crop, mode);
  }

  /**
   * Writes the encoder's float32 input, planar {@code [3, height, width]}, at the buffer's
   * position, which moves on by {@link #length()}.
   *
   * @param crop {@code [height, width, 3]} from {@link #crop}; not modified
   */
  public void normalise(byte[] crop, FloatBuffer out) {
    if (crop.length != length()) {
      throw new IllegalArgumentException(
          crop.length + " samples are not a picture of " + height + " x " + width + " x 3");
    }
    float[] plane = new float[height * width];
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
   * @param gray {@code [width]}, whole numbers from 0 to 255; not modified
   */
  public void normaliseGray(int row, float[] gray, FloatBuffer out) {
    if (gray.length != width) {
      throw new IllegalArgumentException(
          gray.length + " samples are not a row of a gray picture of " + height + " x " + width);
    }
    float[] line = new float[width];
    for (int band = 0; band < 3; band++) {
      // Some encoders treat all channels alike.
      if (band == 0 || !alike(band, band - 1)) {
        normalise(gray, mean.band(band), std.band(band), line);
      }
      out.put(out.position() + (band * height + row) * width, line);
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
