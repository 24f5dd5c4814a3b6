package io.glimpse.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glimpse.checkpoint.ModelConfig.Claim;
import java.util.List;
import java.util.Map;

/** What the configurations of {@code transformers} say of a tower, whatever its family. */
final class TransformersTower {

  private static final Map<String, Activation> ACTIVATIONS =
      Map.of(
          "quick_gelu", Activation.QUICK_GELU,
          "gelu", Activation.GELU,
          "gelu_pytorch_tanh", Activation.GELU_TANH,
          "silu", Activation.SILU);

  private TransformersTower() {}

  /** A tower's settings, over which old files lay a second object. */
  static ConfigValues of(ConfigValues root, String key) throws CheckpointException {
    ObjectNode merged = root.object(key).json().deepCopy();
    JsonNode over = root.object(key + "_dict").json();
    over.properties().forEach(entry -> merged.set(entry.getKey(), entry.getValue()));
    return new ConfigValues(root.file(), key + ".", merged);
  }

  /** What an image tower's settings say of sizes. */
  static void claimVision(List<Claim> claims, ConfigValues vision) throws CheckpointException {
    vision.claim(claims, "image_size", Size.RESOLUTION, vision.square("image_size"));
    vision.claim(claims, "patch_size", Size.PATCH, vision.square("patch_size"));
    claimBlocks(claims, vision, Size.VISION_WIDTH, Size.VISION_LAYERS, Size.VISION_PERCEPTRON);
  }

  /** What a text tower's settings say of sizes. */
  static void claimText(List<Claim> claims, ConfigValues text) throws CheckpointException {
    claimBlocks(claims, text, Size.TEXT_WIDTH, Size.TEXT_LAYERS, Size.TEXT_PERCEPTRON);
    text.claim(
        claims, "max_position_embeddings", Size.CONTEXT, text.whole("max_position_embeddings"));
    text.claim(claims, "vocab_size", Size.VOCABULARY, text.whole("vocab_size"));
  }

  private static void claimBlocks(
      List<Claim> claims, ConfigValues tower, Size width, Size layers, Size perceptron)
      throws CheckpointException {
    tower.claim(claims, "hidden_size", width, tower.whole("hidden_size"));
    tower.claim(claims, "num_hidden_layers", layers, tower.whole("num_hidden_layers"));
    tower.claim(claims, "intermediate_size", perceptron, tower.whole("intermediate_size"));
  }

  /** Refuses an epsilon of layer norms other than the one that is done. */
  static void requireEpsilon(ConfigValues tower, float only) throws CheckpointException {
    if (epsilon(tower, only) != only) {
      throw tower.refusal(
          "layer_norm_eps",
          "is %s, but only %s is done here".formatted(tower.number("layer_norm_eps"), only));
    }
  }

  /** The epsilon of the tower's layer norms. */
  static float epsilon(ConfigValues tower, float usual) throws CheckpointException {
    Double epsilon = tower.number("layer_norm_eps");
    if (epsilon == null) {
      return usual;
    }
    if (!(epsilon > 0 && epsilon < 1)) {
      throw tower.refusal("layer_norm_eps", "is " + epsilon + ", which is not between 0 and 1");
    }
    return epsilon.floatValue();
  }

  /**
   * The activation of the tower's perceptrons.
   *
   * @param usual its name where the settings leave it out
   */
  static Activation activation(ConfigValues tower, String usual) throws CheckpointException {
    return tower.oneOf("hidden_act", usual, ACTIVATIONS);
  }

  /**
   * The heads of the tower's attention.
   *
   * @param usual where the settings leave them out
   * @param width that they divide
   */
  static int heads(ConfigValues tower, int usual, int width) throws CheckpointException {
    return heads(tower, "num_attention_heads", usual, width);
  }

  /** As {@link #heads(ConfigValues, int, int)}, by another key. */
  static int heads(ConfigValues tower, String key, int usual, int width)
      throws CheckpointException {
    int heads = tower.whole(key, usual);
    if (width % heads != 0) {
      throw tower.refusal(
          key, "is %d, which does not divide the tower's width of %d".formatted(heads, width));
    }
    return heads;
  }
}
