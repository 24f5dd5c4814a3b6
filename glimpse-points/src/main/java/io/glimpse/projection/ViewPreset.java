package io.glimpse.projection;

import io.glimpse.cloud.PointCloud;
import io.glimpse.matrix.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How a cloud becomes pictures: a projection, the sides to look from, and what an encoder is given.
 *
 * <p>A preset is data, a file of {@code name = value} lines. Those of Glimpse are named; a user's
 * own is read from its file, see {@link #read}. Immutable; many threads may share one.
 */
public final class ViewPreset {

  /** What an encoder is given for a depth map. */
  public enum Pixels {
    /** The depths as they are, in all three channels, without the encoder's mean and deviation. */
    DEPTH,
    /** A gray picture, 0 to 255 for values from 0 to 1, prepared like any other. */
    PICTURE
  }

  private static final List<String> NAMES = List.of("pointclip-zs", "pointclip-fs", "pointclip-v2");

  private static final int LONGEST_FILE = 1 << 20;

  /** Steps a view from which on the views of one cloud are worth several threads. */
  private static final long MANY_STEPS = 60_000;

  private final String name;
  private final String source;
  private final Projection projection;
  private final List<View> views;
  private final Pixels pixels;
  private final String template;

  private ViewPreset(String name, String source, PresetText text) {
    this.name = name;
    this.source = source;
    this.projection = text.projection();
    this.views = text.views();
    this.pixels = text.pixels();
    this.template = text.template();
    text.requireAllKnown();
    text.requireDrawable(projection, views.size());
  }

  /** The presets that come with Glimpse. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * A preset that comes with Glimpse.
   *
   * @throws IllegalArgumentException if there is none of that name, naming those there are
   */
  public static ViewPreset of(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "there is no preset '" + name + "'; there are " + String.join(", ", NAMES));
    }
    try (InputStream in =
            Objects.requireNonNull(
                ViewPreset.class.getResourceAsStream(name + ".properties"), name);
        InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      Properties values = new Properties();
      values.load(reader);
      return new ViewPreset(name, "", new PresetText(name, values));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a user's preset: a UTF-8 file of {@code name = value} lines.
   *
   * <p>{@code projection} is {@code points}, with {@code size} and {@code distance}, or {@code
   * surface}, with {@code grid}, {@code layers}, {@code depth_bias}, {@code object_ratio} and
   * {@code sigma}. {@code views} are separated by semicolons, three angles each, in degrees, or six
   * with a tilt. {@code pixels} is {@code depth} or {@code picture}; {@code template} is the
   * prompt.
   *
   * @throws IOException if it cannot be read, or says something that is not understood
   */
  public static ViewPreset read(Path file) throws IOException {
    if (Files.isRegularFile(file) && Files.size(file) > LONGEST_FILE) {
      throw new IOException(file + ": a preset of more than 1 MiB is not read");
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": this is a folder, not a preset");
    }
    try {
      return ofText(file.toString(), Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    } catch (java.nio.charset.CharacterCodingException e) {
      throw new IOException(file + ": this is not UTF-8 text", e);
    }
  }

  /**
   * A user's preset whose file was read before.
   *
   * @param name what {@link #name} will say
   * @param text what the file held, see {@link #read}
   * @throws IllegalArgumentException if it says something that is not understood
   */
  public static ViewPreset ofText(String name, String text) {
    Properties values = new Properties();
    try {
      values.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          name + ": a backslash and u stand before four digits of a letter's code, or not at all",
          e);
    }
    return new ViewPreset(name, text, new PresetText(name, values));
  }

  /** What the file of a user's preset held; empty for those that come with Glimpse. */
  public String text() {
    return source;
  }

  /** Its name, or the path of its file. */
  public String name() {
    return name;
  }

  /** The number of views V. */
  public int views() {
    return views.size();
  }

  /** Rows and columns of a depth map. */
  public int size() {
    return projection.size();
  }

  /** What an encoder is given. */
  public Pixels pixels() {
    return pixels;
  }

  /** The prompt of a class, {@code {}} standing for its name. */
  public String template() {
    return template;
  }

  /**
   * Draws a cloud from all sides. Nothing is moved or scaled first.
   *
   * @return V depth maps
   */
  public List<DepthView> render(PointCloud cloud) {
    DepthView[] drawn = new DepthView[views.size()];
    if (projection.steps(cloud.size()) < MANY_STEPS) {
      Projection.Canvas canvas = projection.canvas();
      Arrays.setAll(drawn, v -> canvas.draw(cloud, views.get(v)));
    } else {
      Queue<Projection.Canvas> canvases = new ConcurrentLinkedQueue<>();
      Workers.shared()
          .forEach(
              drawn.length,
              v -> {
                Projection.Canvas used = canvases.poll();
                Projection.Canvas canvas = used != null ? used : projection.canvas();
                drawn[v] = canvas.draw(cloud, views.get(v));
                canvases.add(canvas);
              });
    }
    return List.of(drawn);
  }
}
