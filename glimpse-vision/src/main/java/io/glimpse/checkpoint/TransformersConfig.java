package io.glimpse.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glimpse.checkpoint.ModelConfig.Claim;
import io.glimpse.image.Preprocessing.Rgb;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code config.json} and the preparation of pictures of Hugging Face's {@code transformers}.
 * The ids of the first and last token are not read: published ones are wrong.
 */
final class TransformersConfig {

  static final String FILE = "config.json";
  static final String PREPROCESSOR_FILE = "preprocessor_config.json";

  /** What newer versions write instead, with the settings one level below. */
  static final String PROCESSOR_FILE = "processor_config.json";

  private static final double EPSILON = 1e-5;

  /** Pillow's number for bicubic interpolation. */
  private static final int BICUBIC = 3;

  /** The library's own, where a configuration leaves them out. */
  private static final int VISION_HEADS = 12;

  private static final int TEXT_HEADS = 8;

  private TransformersConfig() {}

  /**
   * Reads the files.
   *
   * @param preprocessor null for CLIP's usual mean and deviation
   */
  static ModelConfig read(Path file, @Nullable ConfigValues preprocessor) throws IOException {
    ConfigValues root = ConfigValues.read(file);
    root.requireText("model_type", "clip");
    ConfigValues vision = tower(root, "vision_config");
    ConfigValues text = tower(root, "text_config");
    Activation activation = activation(vision);
    if (activation(text) != activation) {
      throw text.refusal("hidden_act", "differs from that of vision_config");
    }
    List<Claim> claims = new ArrayList<>();
    root.claim(claims, "projection_dim", Size.EMBEDDING, root.whole("projection_dim"));
    vision.claim(claims, "image_size", Size.RESOLUTION, vision.square("image_size"));
    vision.claim(claims, "patch_size", Size.PATCH, vision.square("patch_size"));
    claimTower(claims, vision, Size.VISION_WIDTH, Size.VISION_LAYERS, Size.VISION_PERCEPTRON);
    claimTower(claims, text, Size.TEXT_WIDTH, Size.TEXT_LAYERS, Size.TEXT_PERCEPTRON);
    text.claim(
        claims, "max_position_embeddings", Size.CONTEXT, text.whole("max_position_embeddings"));
    text.claim(claims, "vocab_size", Size.VOCABULARY, text.whole("vocab_size"));
    ModelConfig openAi = ModelConfig.openAi();
    Rgb mean = openAi.mean();
    Rgb std = openAi.std();
    if (preprocessor != null) {
      claimPicture(claims, preprocessor);
      mean = preprocessor.rgb("image_mean", mean);
      std = preprocessor.deviation("image_std", std);
    }
    return new ModelConfig(
        file,
        activation,
        vision.whole("num_attention_heads", VISION_HEADS),
        ModelConfig.HEAD_WIDTH,
        text.whole("num_attention_heads", TEXT_HEADS),
        null,
        claims,
        mean,
        std);
  }

  /** How pictures are prepared, by the older file or the newer one; null if there is neither. */
  static @Nullable ConfigValues preprocessor(CheckpointFiles files) throws IOException {
    Path own = files.sibling(PREPROCESSOR_FILE);
    if (own != null) {
      return ConfigValues.read(own);
    }
    Path whole = files.sibling(PROCESSOR_FILE);
    return whole == null ? null : ConfigValues.read(whole).object("image_processor");
  }

  /** A tower's settings, over which old files lay a second object. */
  private static ConfigValues tower(ConfigValues root, String key) throws CheckpointException {
    ObjectNode merged = root.object(key).json().deepCopy();
    JsonNode over = root.object(key + "_dict").json();
    over.properties().forEach(entry -> merged.set(entry.getKey(), entry.getValue()));
    ConfigValues tower = new ConfigValues(root.file(), key + ".", merged);
    Double epsilon = tower.number("layer_norm_eps");
    if (epsilon != null && epsilon != EPSILON) {
      throw tower.refusal(
          "layer_norm_eps", "is %s, but only %s is done here".formatted(epsilon, EPSILON));
    }
    return tower;
  }

  private static void claimTower(
      List<Claim> claims, ConfigValues tower, Size width, Size layers, Size perceptron)
      throws CheckpointException {
    tower.claim(claims, "hidden_size", width, tower.whole("hidden_size"));
    tower.claim(claims, "num_hidden_layers", layers, tower.whole("num_hidden_layers"));
    tower.claim(claims, "intermediate_size", perceptron, tower.whole("intermediate_size"));
  }

  private static Activation activation(ConfigValues tower) throws CheckpointException {
    String name = tower.text("hidden_act", "quick_gelu");
    return switch (name) {
      case "quick_gelu" -> Activation.QUICK_GELU;
      case "gelu" -> Activation.GELU;
      default ->
          throw tower.refusal(
              "hidden_act", "is '" + name + "', which is neither quick_gelu nor gelu");
    };
  }

  private static void claimPicture(List<Claim> claims, ConfigValues picture)
      throws CheckpointException {
    for (String step : List.of("do_resize", "do_center_crop", "do_normalize", "do_rescale")) {
      if (picture.has(step) && !picture.flag(step)) {
        throw picture.refusal(step, "is false, but CLIP's preparation has that step");
      }
    }
    if (picture.whole("resample", BICUBIC) != BICUBIC) {
      throw picture.refusal("resample", "is not 3, but only bicubic resizing is done here");
    }
    Double factor = picture.number("rescale_factor");
    if (factor != null && Math.abs(factor * 255 - 1) > 1e-6) {
      throw picture.refusal("rescale_factor", "is not 1/255");
    }
    picture.claim(claims, "crop_size", Size.RESOLUTION, picture.square("crop_size"));
    if (picture.has("size") && picture.json().get("size").isObject()) {
      ConfigValues size = picture.object("size");
      if (!size.has("shortest_edge")) {
        throw picture.refusal("size", "has no shortest_edge, but only that is resized to here");
      }
      size.claim(claims, "shortest_edge", Size.RESOLUTION, size.whole("shortest_edge"));
    } else {
      picture.claim(claims, "size", Size.RESOLUTION, picture.whole("size"));
    }
  }
}
