package io.glimpse.projection;

import io.glimpse.projection.ViewPreset.Pixels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/**
 * The lines of a preset, read and checked; what is wrong is an {@link IllegalArgumentException}.
 */
final class PresetText {

  private static final int MOST_VIEWS = 1000;
  private static final int MOST_PIXELS = 4096;

  /** Pixels of all views together. */
  private static final long MOST_DRAWN = 1L << 28;

  private final String name;
  private final Properties values;
  private final Set<String> known = new HashSet<>();

  PresetText(String name, Properties values) {
    this.name = name;
    this.values = values;
  }

  Projection projection() {
    String kind = text("projection", "points");
    return switch (kind) {
      case "points" -> new PointProjection(whole("size", 1, MOST_PIXELS), number("distance", -1e6));
      case "surface" ->
          new SurfaceProjection(
              whole("grid", 8, MOST_PIXELS),
              whole("layers", 3, 64),
              number("object_ratio", 1e-3),
              number("depth_bias", 0),
              number("sigma", 1e-3));
      default -> throw refuse("projection is points or surface, not '" + kind + "'");
    };
  }

  List<View> views() {
    List<View> views = new ArrayList<>();
    for (String view : text("views", "").strip().split("\\s*;\\s*", -1)) {
      String[] words = view.strip().split("\\s+", -1);
      if ((words.length != 3 && words.length != 6) || views.size() == MOST_VIEWS) {
        throw refuse("views are 1 to 1000 of three or six angles, separated by semicolons");
      }
      double[] angles = new double[words.length];
      for (int i = 0; i < angles.length; i++) {
        angles[i] = parse("views", words[i], -1e6);
      }
      views.add(View.of(angles));
    }
    return views;
  }

  Pixels pixels() {
    String kind = text("pixels", "depth");
    return switch (kind) {
      case "depth" -> Pixels.DEPTH;
      case "picture" -> Pixels.PICTURE;
      default -> throw refuse("pixels is depth or picture, not '" + kind + "'");
    };
  }

  String template() {
    String template = text("template", "point cloud depth map of a {}.");
    if (!template.contains("{}")) {
      throw refuse("template '" + template + "' lacks {}, the place of the class name");
    }
    return template;
  }

  /** Refuses views that would not fit into memory together. */
  void requireDrawable(Projection projection, int views) {
    long pixels = (long) projection.size() * projection.size() * views;
    if (pixels > MOST_DRAWN) {
      throw refuse(
          "%d views of %d x %d pixels are too many; all together may have %d pixels"
              .formatted(views, projection.size(), projection.size(), MOST_DRAWN));
    }
  }

  /** Refuses a line that nothing asked for. */
  void requireAllKnown() {
    for (String key : values.stringPropertyNames()) {
      if (!known.contains(key)) {
        throw refuse("there is no setting '" + key + "' here; there are " + known);
      }
    }
  }

  private String text(String key, String otherwise) {
    known.add(key);
    return values.getProperty(key, otherwise).strip();
  }

  private int whole(String key, int least, int most) {
    double value = number(key, least);
    if (value != Math.rint(value) || value > most) {
      throw refuse(key + " is a whole number from " + least + " to " + most);
    }
    return (int) value;
  }

  private double number(String key, double least) {
    String word = text(key, "");
    if (word.isEmpty()) {
      throw refuse("the setting '" + key + "' is missing");
    }
    return parse(key, word, least);
  }

  private double parse(String key, String word, double least) {
    double value;
    try {
      value = Double.parseDouble(word);
    } catch (NumberFormatException e) {
      throw refuse(key + " has '" + word + "' where a number should be");
    }
    if (!(value >= least && value <= 1e6)) {
      throw refuse(key + " has " + word + ", which is not between " + least + " and 1000000");
    }
    return value;
  }

  private IllegalArgumentException refuse(String what) {
    return new IllegalArgumentException(name + ": " + what);
  }
}
