package io.glimpse.checkpoint;

import io.glimpse.checkpoint.ModelConfig.Claim;
import io.glimpse.checkpoint.ModelConfig.Strings;
import io.glimpse.checkpoint.TextRules.Pieces;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code config.json} of Hugging Face's {@code transformers}, of CLIP and of MetaCLIP 2. The
 * ids of CLIP's first and last token are not read: published ones are wrong.
 */
final class TransformersConfig {

  static final String FILE = "config.json";

  private static final String META_CLIP = "metaclip_2";
  private static final Set<String> KINDS = Set.of("clip", META_CLIP);

  /** The library's own, where a configuration leaves them out. */
  private static final int VISION_HEADS = 12;

  private static final int TEXT_HEADS = 8;

  /** The mark of a text's end in the tokenizer of MetaCLIP 2. */
  private static final int USUAL_END = 2;

  private TransformersConfig() {}

  /**
   * Reads the files.
   *
   * @param preprocessor null for CLIP's usual preparation
   */
  static ModelConfig read(ConfigValues root, @Nullable ConfigValues preprocessor)
      throws CheckpointException {
    String kind = root.text("model_type", "clip");
    if (!KINDS.contains(kind)) {
      throw root.refusal(
          "model_type", "is '" + kind + "', which is no kind of model that is read here");
    }
    ConfigValues vision = TransformersTower.of(root, "vision_config");
    ConfigValues text = TransformersTower.of(root, "text_config");
    TransformersTower.requireEpsilon(vision, TransformerShape.CLIP_EPSILON);
    TransformersTower.requireEpsilon(text, TransformerShape.CLIP_EPSILON);
    Activation activation = activation(vision);
    if (activation(text) != activation) {
      throw text.refusal("hidden_act", "differs from that of vision_config");
    }
    List<Claim> claims = new ArrayList<>();
    root.claim(claims, "projection_dim", Size.EMBEDDING, root.whole("projection_dim"));
    TransformersTower.claimVision(claims, vision);
    TransformersTower.claimText(claims, text);
    return new ModelConfig(
        root.file(),
        activation,
        vision.whole("num_attention_heads", VISION_HEADS),
        ModelConfig.HEAD_WIDTH,
        text.whole("num_attention_heads", TEXT_HEADS),
        null,
        claims,
        size -> PreprocessorJson.read(preprocessor, ImageProcessor.CLIP, size),
        kind.equals(META_CLIP)
            ? new Strings(OptionalInt.of(text.whole("eos_token_id", USUAL_END)), Pieces.FILE, "")
            : Strings.CLIP);
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
