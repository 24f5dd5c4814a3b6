package io.glimpse.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glimpse.checkpoint.ModelConfig.Claim;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code config.json} of Hugging Face's {@code transformers}. The ids of the first and last
 * token are not read: published ones are wrong.
 */
final class TransformersConfig {

  static final String FILE = "config.json";

  private static final double EPSILON = 1e-5;

  /** The library's own, where a configuration leaves them out. */
  private static final int VISION_HEADS = 12;

  private static final int TEXT_HEADS = 8;

  private TransformersConfig() {}

  /**
   * Reads the files.
   *
   * @param preprocessor null for CLIP's usual preparation
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
    return new ModelConfig(
        file,
        activation,
        vision.whole("num_attention_heads", VISION_HEADS),
        ModelConfig.HEAD_WIDTH,
        text.whole("num_attention_heads", TEXT_HEADS),
        null,
        claims,
        size -> PreprocessorJson.read(preprocessor, ImageProcessor.CLIP, size));
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
}
