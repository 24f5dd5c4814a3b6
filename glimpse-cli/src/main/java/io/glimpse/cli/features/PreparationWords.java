package io.glimpse.cli.features;

import io.glimpse.encoder.Encoder;
import io.glimpse.image.Fit;
import io.glimpse.image.Fit.Offset;
import io.glimpse.image.Preprocessing;
import io.glimpse.image.Preprocessing.Rgb;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says how an encoder prepares pictures, to people and to programs. */
final class PreparationWords {

  private PreparationWords() {}

  /** One sentence. */
  static String sentence(Encoder encoder, Preprocessing steps) {
    return "encoder %s: %s, %s%s; then (x / %s - mean) / deviation with mean %s and deviation %s"
        .formatted(
            encoder.name(),
            fit(steps),
            filter(steps),
            steps.rgbFirst() ? ", as RGB from the start" : "",
            number(steps.range()),
            words(steps.mean()),
            words(steps.std()));
  }

  /** The same by its parts. */
  static Map<String, Object> json(Encoder encoder, Preprocessing steps) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("encoder", encoder.name());
    json.put("height", steps.height());
    json.put("width", steps.width());
    json.put("fit", steps.fit().getClass().getSimpleName().toLowerCase(Locale.ROOT));
    if (steps.fit() instanceof Fit.Shortest shortest) {
      json.put("edge", shortest.edge());
      json.put("offset", shortest.offset() == Offset.FLOOR ? "floor" : "half-even");
    }
    if (steps.fit() instanceof Fit.Longest longest) {
      json.put("fill", longest.fill());
    }
    json.put("filter", filter(steps));
    json.put("rgb_first", steps.rgbFirst());
    json.put("range", steps.range());
    json.put("mean", numbers(steps.mean()));
    json.put("std", numbers(steps.std()));
    return json;
  }

  private static String fit(Preprocessing steps) {
    String size = steps.height() + " x " + steps.width();
    if (steps.fit() instanceof Fit.Shortest shortest) {
      return "shortest side to %d, the central %s".formatted(shortest.edge(), size);
    }
    if (steps.fit() instanceof Fit.Longest longest) {
      return "all of it within %s on a ground of %d".formatted(size, longest.fill());
    }
    return steps.fit() instanceof Fit.Cover
        ? "as small as covers %s, its centre".formatted(size)
        : "squashed to " + size;
  }

  private static String filter(Preprocessing steps) {
    return steps.filter().name().toLowerCase(Locale.ROOT);
  }

  private static String words(Rgb rgb) {
    return number(rgb.red()) + " " + number(rgb.green()) + " " + number(rgb.blue());
  }

  private static List<Float> numbers(Rgb rgb) {
    return List.of(rgb.red(), rgb.green(), rgb.blue());
  }

  private static String number(float value) {
    return value == (int) value ? Integer.toString((int) value) : Float.toString(value);
  }
}
