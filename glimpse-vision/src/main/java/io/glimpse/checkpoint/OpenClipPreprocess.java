package io.glimpse.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.image.Filter;
import io.glimpse.image.Fit;
import io.glimpse.image.Preprocessing;
import io.glimpse.image.Preprocessing.Rgb;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code preprocess_cfg} of {@code open_clip_config.json}.
 *
 * <p>The library resizes a picture in its own mode. That is kept for the steps of OpenAI; all
 * others take RGB first, so that palettes are not resized by nearest neighbour.
 */
final class OpenClipPreprocess {

  private static final Set<String> KEYS =
      Set.of("size", "mode", "mean", "std", "interpolation", "resize_mode", "fill_color");

  /** The library chooses among both at random, but only in training. */
  private static final Map<String, Filter> FILTERS =
      Map.of("bicubic", Filter.BICUBIC, "bilinear", Filter.BILINEAR, "random", Filter.BICUBIC);

  private OpenClipPreprocess() {}

  /**
   * Reads the preparation; what is left out is the library's own.
   *
   * @param preprocess the object, which may be empty
   * @param model what the model takes
   * @throws CheckpointException if a key or value is not known, or is for another size
   */
  static Preprocessing read(ConfigValues preprocess, PictureSize model) throws CheckpointException {
    preprocess.refuseOthers(KEYS);
    preprocess.requireText("mode", "RGB");
    PictureSize size = preprocess.size("size", model);
    if (!size.equals(model)) {
      throw preprocess.refusal("size", "is %s, but the model takes %s".formatted(size, model));
    }
    boolean isSquare = size.height() == size.width();
    Filter filter = preprocess.oneOf("interpolation", "bicubic", FILTERS);
    int fill = fill(preprocess);
    Preprocessing clip = Preprocessing.clip(size.height());
    Rgb mean = preprocess.rgb("mean", clip.mean());
    Rgb std = preprocess.deviation("std", clip.std());
    Fit shortest = isSquare ? clip.fit() : new Fit.Cover();
    Fit fit =
        preprocess.oneOf(
            "resize_mode",
            "shortest",
            Map.of(
                "shortest",
                shortest,
                "longest",
                new Fit.Longest(fill),
                "squash",
                new Fit.Squash()));
    if (fit instanceof Fit.Cover) {
      // The library does not hand its filter on where it covers what is no square.
      filter = Filter.BICUBIC;
    }
    boolean asOpenAi = fit.equals(clip.fit()) && filter == clip.filter();
    return new Preprocessing(
        size.height(), size.width(), fit, filter, !asOpenAi, clip.range(), mean, std);
  }

  private static int fill(ConfigValues preprocess) throws CheckpointException {
    if (!preprocess.has("fill_color")) {
      return 0;
    }
    JsonNode fill = preprocess.json().get("fill_color");
    if (!fill.canConvertToInt()
        || fill.doubleValue() != fill.intValue()
        || fill.intValue() < 0
        || fill.intValue() > 255) {
      throw preprocess.refusal(
          "fill_color", "is %s, but only whole numbers of 0 to 255 are done here".formatted(fill));
    }
    return fill.intValue();
  }
}
