package io.glimpse.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.checkpoint.ModelConfig.Claim;
import io.glimpse.checkpoint.ModelConfig.Strings;
import io.glimpse.checkpoint.TextRules.Pieces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code open_clip_config.json}. */
final class OpenClipConfig {

  static final String FILE = "open_clip_config.json";

  /** Names a tokenizer of Hugging Face's, whose files then lie beside the weights. */
  static final String TOKENIZER = "hf_tokenizer_name";

  /** Keys that are read, and those that concern training or nothing but the type of numbers. */
  private static final Set<String> MODEL_KEYS =
      Set.of(
          "embed_dim",
          "vision_cfg",
          "text_cfg",
          "quick_gelu",
          "custom_text",
          "init_logit_scale",
          "cast_dtype",
          "output_dict");

  private static final Set<String> VISION_KEYS =
      Set.of(
          "layers",
          "width",
          "head_width",
          "mlp_ratio",
          "patch_size",
          "image_size",
          "patch_dropout",
          "pool_type",
          "pos_embed_type");

  private static final Set<String> TEXT_KEYS =
      Set.of(
          "context_length",
          "vocab_size",
          "width",
          "heads",
          "layers",
          "mlp_ratio",
          "pool_type",
          "proj_type",
          TOKENIZER,
          "tokenizer_kwargs",
          "pad_id",
          "bos_id",
          "eos_id");

  /** The library's own, where a configuration leaves it out. */
  private static final int TEXT_HEADS = 8;

  private static final int USUAL_END = 2;

  private static final String USUAL_CLEANING = "whitespace";

  private static final Map<String, String> CLEANINGS =
      Map.of("canonicalize", "canonicalize", "lower", "lower", USUAL_CLEANING, USUAL_CLEANING);

  private OpenClipConfig() {}

  /** Reads the configuration of a CLIP model with open_clip's own towers. */
  static ModelConfig read(ConfigValues root) throws CheckpointException {
    ConfigValues model = model(root);
    ConfigValues vision = model.object("vision_cfg");
    ConfigValues text = model.object("text_cfg");
    ConfigValues preprocess = root.object("preprocess_cfg");
    model.refuseUnknown(MODEL_KEYS);
    vision.refuseUnknown(VISION_KEYS);
    text.refuseUnknown(TEXT_KEYS);
    vision.requireText("pool_type", "tok");
    vision.requireText("pos_embed_type", "learnable");
    text.requireText("proj_type", "linear");
    OptionalInt end = end(text);
    List<Integer> blocks = blocks(vision);
    return new ModelConfig(
        root.file(),
        model.flag("quick_gelu") ? Activation.QUICK_GELU : Activation.GELU,
        null,
        vision.whole("head_width", ModelConfig.HEAD_WIDTH),
        text.whole("heads", TEXT_HEADS),
        blocks,
        claims(model, vision, text, blocks == null),
        size -> OpenClipPreprocess.read(preprocess, size),
        strings(text, end));
  }

  /** The object with both towers. */
  static ConfigValues model(ConfigValues root) throws CheckpointException {
    if (!root.has("model_cfg")) {
      throw new CheckpointException(root.file(), "has no model_cfg");
    }
    return root.object("model_cfg");
  }

  /** What the library does with a string before a tokenizer of Hugging Face's sees it. */
  static String cleaning(ConfigValues text) throws CheckpointException {
    ConfigValues tokenizer = text.object("tokenizer_kwargs");
    tokenizer.refuseUnknown(Set.of("clean"));
    return tokenizer.oneOf("clean", USUAL_CLEANING, CLEANINGS);
  }

  private static Strings strings(ConfigValues text, OptionalInt end) throws CheckpointException {
    return text.has(TOKENIZER)
        ? new Strings(end, Pieces.OPEN_CLIP, cleaning(text))
        : new Strings(end, Pieces.CLIP, "");
  }

  private static OptionalInt end(ConfigValues text) throws CheckpointException {
    boolean isMark = text.oneOf("pool_type", "argmax", Map.of("argmax", false, "eos", true));
    return isMark ? OptionalInt.of(text.whole("eos_id", USUAL_END)) : OptionalInt.empty();
  }

  private static List<Claim> claims(
      ConfigValues model, ConfigValues vision, ConfigValues text, boolean isVisionTransformer)
      throws CheckpointException {
    List<Claim> claims = new ArrayList<>();
    model.claim(claims, "embed_dim", Size.EMBEDDING, model.whole("embed_dim"));
    vision.claim(claims, "image_size", Size.RESOLUTION, vision.square("image_size"));
    vision.claim(claims, "width", Size.VISION_WIDTH, vision.whole("width"));
    if (isVisionTransformer) {
      vision.claim(claims, "patch_size", Size.PATCH, vision.square("patch_size"));
      vision.claim(claims, "layers", Size.VISION_LAYERS, vision.whole("layers"));
      vision.claim(claims, "mlp_ratio", Size.VISION_PERCEPTRON, perceptron(vision));
    }
    claimText(claims, text);
    return claims;
  }

  /** What a text tower's settings say of sizes. */
  static void claimText(List<Claim> claims, ConfigValues text) throws CheckpointException {
    text.claim(claims, "context_length", Size.CONTEXT, text.whole("context_length"));
    text.claim(claims, "vocab_size", Size.VOCABULARY, text.whole("vocab_size"));
    text.claim(claims, "width", Size.TEXT_WIDTH, text.whole("width"));
    text.claim(claims, "layers", Size.TEXT_LAYERS, text.whole("layers"));
    text.claim(claims, "mlp_ratio", Size.TEXT_PERCEPTRON, perceptron(text));
  }

  private static @Nullable Integer perceptron(ConfigValues tower) throws CheckpointException {
    Integer width = tower.whole("width");
    Double ratio = tower.number("mlp_ratio");
    return width == null || ratio == null ? null : (int) (width * ratio);
  }

  /** A ResNet gives a list where a transformer gives the number of its layers. */
  private static @Nullable List<Integer> blocks(ConfigValues vision) throws CheckpointException {
    JsonNode layers = vision.json().get("layers");
    if (layers == null || !layers.isArray()) {
      return null;
    }
    List<Integer> blocks = new ArrayList<>();
    for (JsonNode stage : layers) {
      if (!stage.canConvertToInt()) {
        throw vision.refusal("layers", "is not a list of whole numbers");
      }
      blocks.add(stage.intValue());
    }
    return blocks;
  }
}
