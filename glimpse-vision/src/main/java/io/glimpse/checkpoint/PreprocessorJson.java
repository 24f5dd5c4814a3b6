package io.glimpse.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.glimpse.image.Filter;
import io.glimpse.image.Fit;
import io.glimpse.image.Fit.Offset;
import io.glimpse.image.Preprocessing;
import io.glimpse.image.Preprocessing.Rgb;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code preprocessor_config.json} of Hugging Face's {@code transformers}: what is left out
 * or null is the default of the class that the file or the model's family names.
 */
final class PreprocessorJson {

  static final String FILE = "preprocessor_config.json";

  /** What newer versions write instead, with the settings one level below. */
  static final String PROCESSOR_FILE = "processor_config.json";

  private static final String BELOW = "image_processor";

  /** Keys that are read, and those that say nothing of the arithmetic. */
  private static final Set<String> KEYS =
      Set.of(
          "do_resize",
          "size",
          "default_to_square",
          "resample",
          "do_center_crop",
          "crop_size",
          "do_rescale",
          "rescale_factor",
          "do_normalize",
          "image_mean",
          "image_std",
          "mean",
          "std",
          "do_convert_rgb",
          "image_processor_type",
          "feature_extractor_type",
          "processor_class",
          "data_format",
          "input_data_format",
          "return_tensors",
          "device",
          "disable_grouping",
          "use_fast",
          "transformers_version",
          "_name_or_path",
          "_processor_class",
          "_valid_processor_keys");

  private static final int BILINEAR = 2;
  private static final int BICUBIC = 3;

  private final ConfigValues file;
  private final ImageProcessor type;
  private final @Nullable PictureSize model;
  private final boolean cropped;

  private PreprocessorJson(ConfigValues file, ImageProcessor type, @Nullable PictureSize model)
      throws CheckpointException {
    this.file = file;
    this.type = type;
    this.model = model;
    this.cropped = file.flag("do_center_crop", type.crops());
  }

  /** The file with the preparation, older or newer; null if there is neither. */
  static @Nullable ConfigValues find(CheckpointFiles files) throws IOException {
    Path own = files.sibling(FILE);
    if (own != null) {
      return ConfigValues.read(own);
    }
    Path whole = files.sibling(PROCESSOR_FILE);
    if (whole == null) {
      return null;
    }
    ConfigValues all = ConfigValues.read(whole);
    return all.has(BELOW) ? all.object(BELOW) : null;
  }

  /**
   * Reads the preparation.
   *
   * @param said null where no file says anything
   * @param family whose class is meant where the file names none
   * @param model what the model takes; null if it takes any size
   * @throws CheckpointException if a key or value is not known, or is for another size
   */
  static Preprocessing read(
      @Nullable ConfigValues said, ImageProcessor family, @Nullable PictureSize model)
      throws CheckpointException {
    ConfigValues file =
        said == null
            ? new ConfigValues(Path.of(FILE), "", JsonNodeFactory.instance.objectNode())
            : said;
    file.refuseOthers(KEYS);
    ImageProcessor old = ImageProcessor.named(file, "feature_extractor_type", family);
    ImageProcessor type = ImageProcessor.named(file, "image_processor_type", old);
    return new PreprocessorJson(file, type, model).read();
  }

  private Preprocessing read() throws CheckpointException {
    if (!file.flag("do_resize", true)) {
      throw file.refusal("do_resize", "is false, but pictures of any size are taken here");
    }
    PictureSize size;
    Fit fit;
    JsonNode resized = file.has("size") ? file.json().get("size") : null;
    if (resized != null && resized.has("shortest_edge")) {
      ConfigValues said = file.object("size");
      said.refuseOthers(Set.of("shortest_edge"));
      Integer edge = said.whole("shortest_edge");
      fit = shortest(edge == null ? ImageProcessor.SIDE : edge);
      size = cut();
    } else if (isShortest(resized)) {
      Integer edge = file.whole("size");
      fit = shortest(edge == null ? usualEdge() : edge);
      size = cut();
    } else {
      fit = new Fit.Squash();
      size = file.size("size", usual());
      requireUncut(size);
    }
    requireModels(size, fit);
    boolean scaled = file.flag("do_rescale", true);
    boolean normalised = file.flag("do_normalize", true);
    Rgb mean = file.rgb(file.has("image_mean") ? "image_mean" : "mean", type.mean());
    Rgb std = file.deviation(file.has("image_std") ? "image_std" : "std", type.std());
    return new Preprocessing(
        size.height(),
        size.width(),
        fit,
        filter(),
        true,
        scaled ? range() : 1,
        normalised ? mean : Rgb.of(0),
        normalised ? std : Rgb.of(1));
  }

  /** Whether a bare number, or nothing at all, is the shortest side's. */
  private boolean isShortest(@Nullable JsonNode resized) throws CheckpointException {
    boolean isBare = resized == null || resized.isNumber();
    return isBare && !file.flag("default_to_square", type.squashes(cropped));
  }

  private static Fit shortest(int edge) {
    return new Fit.Shortest(edge, Offset.FLOOR);
  }

  /** What the model takes, or else what all classes assume. */
  private PictureSize usual() {
    return model == null ? PictureSize.square(ImageProcessor.SIDE) : model;
  }

  /** The class's own; that of the model where no size is said at all, which must be meant. */
  private int usualEdge() {
    return file.has("crop_size")
        ? ImageProcessor.SIDE
        : Math.max(usual().height(), usual().width());
  }

  /** What is cut of a picture whose shortest side is given. */
  private PictureSize cut() throws CheckpointException {
    if (!cropped) {
      throw file.refusal(
          "do_center_crop", "is false, so that pictures would keep their shape: only one is taken");
    }
    return file.size("crop_size", usual());
  }

  private void requireUncut(PictureSize size) throws CheckpointException {
    if (cropped && !file.size("crop_size", size).equals(size)) {
      throw file.refusal(
          "crop_size",
          "is %s, but pictures are squashed to %s, of which only all is taken here"
              .formatted(file.json().get("crop_size"), size));
    }
  }

  private void requireModels(PictureSize size, Fit fit) throws CheckpointException {
    boolean isCut = fit instanceof Fit.Shortest;
    if (model != null && !size.equals(model)) {
      throw file.refusal(
          isCut ? "crop_size" : "size", "is %s, but the model takes %s".formatted(size, model));
    }
    if (fit instanceof Fit.Shortest shortest && shortest.edge() > Preprocessing.MAX_SIZE) {
      throw file.refusal(
          "size",
          "has a shortest side of %d, more than the %d that are allowed"
              .formatted(shortest.edge(), Preprocessing.MAX_SIZE));
    }
    if (fit instanceof Fit.Shortest shortest
        && shortest.edge() < Math.max(size.height(), size.width())) {
      throw file.refusal(
          "size",
          "has a shortest side of %d, of which no %s can be cut".formatted(shortest.edge(), size));
    }
  }

  private Filter filter() throws CheckpointException {
    if (!file.has("resample")) {
      return type.filter();
    }
    JsonNode number = file.json().get("resample");
    if (number.isIntegralNumber() && number.intValue() == BILINEAR) {
      return Filter.BILINEAR;
    }
    if (number.isIntegralNumber() && number.intValue() == BICUBIC) {
      return Filter.BICUBIC;
    }
    throw file.refusal(
        "resample", "is %s, but only 2 (bilinear) and 3 (bicubic) are done here".formatted(number));
  }

  /** What samples are divided by; a file says what they are multiplied with. */
  private float range() throws CheckpointException {
    Double factor = file.number("rescale_factor");
    float range = factor == null ? 255 : (float) (1 / factor);
    if (!(range > 0 && Float.isFinite(range))) {
      throw file.refusal("rescale_factor", "is " + factor + ", which is not above 0");
    }
    return range;
  }
}
