package io.glimpse.checkpoint;

import io.glimpse.checkpoint.ModelConfig.Claim;
import io.glimpse.checkpoint.ModelConfig.Pictures;
import io.glimpse.checkpoint.TextRules.Pieces;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the files beside the weights say of a SigLIP model, and what no shape tells.
 *
 * @param place where the size of pictures is said, for messages
 * @param resolution pixels a side of pictures
 * @param vision the blocks of the image tower
 * @param text the blocks of the text tower
 * @param hasTextHead whether a linear layer follows the text tower
 * @param claims sizes that the weights must confirm
 * @param pictures how they are prepared
 * @param pieces whose rule makes ids of strings
 * @param cleaning open_clip's, or empty
 */
record SiglipConfig(
    ConfigValues place,
    int resolution,
    TransformerShape vision,
    TransformerShape text,
    boolean hasTextHead,
    List<Claim> claims,
    Pictures pictures,
    Pieces pieces,
    String cleaning) {

  /** What the libraries take for granted where a configuration leaves it out. */
  private static final int RESOLUTION = 224;

  private static final int HEADS = 12;
  private static final int OPEN_CLIP_HEADS = 8;
  private static final float EPSILON = 1e-6f;
  private static final float OPEN_CLIP_EPSILON = 1e-5f;

  private static final Set<String> MODEL_KEYS =
      Set.of(
          "embed_dim",
          "vision_cfg",
          "text_cfg",
          "custom_text",
          "init_logit_scale",
          "init_logit_bias",
          "cast_dtype",
          "output_dict");

  private static final Set<String> VISION_KEYS =
      Set.of(
          "image_size",
          SiglipTrunk.KEY,
          "timm_model_pretrained",
          "timm_pool",
          "timm_proj",
          "timm_drop",
          "timm_drop_path",
          "patch_dropout");

  private static final Set<String> TEXT_KEYS =
      Set.of(
          "context_length",
          "vocab_size",
          "width",
          "heads",
          "layers",
          "mlp_ratio",
          "no_causal_mask",
          "proj_type",
          "proj_bias",
          "pool_type",
          "norm_kwargs",
          "act_kwargs",
          OpenClipConfig.TOKENIZER,
          "tokenizer_kwargs");

  /** Reads {@code config.json} of {@code transformers}, and how pictures are prepared. */
  static SiglipConfig transformers(ConfigValues root, CheckpointFiles files, MeasuredSizes sizes)
      throws IOException {
    ConfigValues vision = TransformersTower.of(root, "vision_config");
    ConfigValues text = TransformersTower.of(root, "text_config");
    if (!vision.flag("vision_use_head", true)) {
      throw vision.refusal(
          "vision_use_head", "is false, but without the head there is no space shared with texts");
    }
    List<Claim> claims = new ArrayList<>();
    TransformersTower.claimVision(claims, vision);
    TransformersTower.claimText(claims, text);
    text.claim(claims, "projection_size", Size.EMBEDDING, text.whole("projection_size"));
    @Nullable ConfigValues preprocessor = PreprocessorJson.find(files);
    @Nullable Integer resolution = vision.square("image_size");
    return new SiglipConfig(
        vision,
        resolution == null ? RESOLUTION : resolution,
        blocks(vision, sizes.of(Size.VISION_WIDTH), sizes.of(Size.VISION_LAYERS)),
        blocks(text, sizes.of(Size.TEXT_WIDTH), sizes.of(Size.TEXT_LAYERS)),
        true,
        claims,
        size -> PreprocessorJson.read(preprocessor, ImageProcessor.SIGLIP, size),
        Pieces.SIGLIP,
        "");
  }

  private static TransformerShape blocks(ConfigValues tower, int width, int layers)
      throws CheckpointException {
    return new TransformerShape(
        width,
        layers,
        TransformersTower.heads(tower, HEADS, width),
        TransformersTower.activation(tower, "gelu_pytorch_tanh"),
        TransformersTower.epsilon(tower, EPSILON));
  }

  /** Reads {@code open_clip_config.json}. */
  static SiglipConfig openClip(ConfigValues root, MeasuredSizes sizes) throws CheckpointException {
    ConfigValues model = OpenClipConfig.model(root);
    ConfigValues vision = model.object("vision_cfg");
    ConfigValues text = model.object("text_cfg");
    ConfigValues preprocess = root.object("preprocess_cfg");
    model.refuseUnknown(MODEL_KEYS);
    vision.refuseUnknown(VISION_KEYS);
    text.refuseUnknown(TEXT_KEYS);
    vision.requireText("timm_pool", "map");
    vision.requireText("timm_proj", "none");
    text.requireText("pool_type", "last");
    if (!text.flag("no_causal_mask")) {
      throw text.refusal("no_causal_mask", "is not true, as it is in all SigLIP models");
    }
    SiglipTrunk trunk = SiglipTrunk.read(vision);
    int visionWidth = sizes.of(Size.VISION_WIDTH);
    if (visionWidth % trunk.heads() != 0) {
      throw vision.refusal(
          SiglipTrunk.KEY,
          "stands for %d heads, which do not divide the image tower's width of %d"
              .formatted(trunk.heads(), visionWidth));
    }
    @Nullable Integer resolution = vision.square("image_size");
    return new SiglipConfig(
        vision,
        resolution == null ? RESOLUTION : resolution,
        new TransformerShape(
            visionWidth, sizes.of(Size.VISION_LAYERS), trunk.heads(), trunk.activation(), EPSILON),
        openClipText(text, sizes),
        hasHead(text),
        openClipClaims(model, text),
        size -> OpenClipPreprocess.read(preprocess, size),
        Pieces.OPEN_CLIP_SIGLIP,
        OpenClipConfig.cleaning(text));
  }

  private static TransformerShape openClipText(ConfigValues text, MeasuredSizes sizes)
      throws CheckpointException {
    int width = sizes.of(Size.TEXT_WIDTH);
    ConfigValues norms = text.object("norm_kwargs");
    norms.refuseUnknown(Set.of("eps"));
    Double epsilon = norms.number("eps");
    if (epsilon != null && !(epsilon > 0 && epsilon < 1)) {
      throw norms.refusal("eps", "is " + epsilon + ", which is not between 0 and 1");
    }
    ConfigValues activation = text.object("act_kwargs");
    activation.refuseUnknown(Set.of("approximate"));
    boolean approximate = activation.text("approximate", "none").equals("tanh");
    if (!approximate) {
      activation.requireText("approximate", "none");
    }
    return new TransformerShape(
        width,
        sizes.of(Size.TEXT_LAYERS),
        TransformersTower.heads(text, "heads", OPEN_CLIP_HEADS, width),
        approximate ? Activation.GELU_TANH : Activation.GELU,
        epsilon == null ? OPEN_CLIP_EPSILON : epsilon.floatValue());
  }

  private static boolean hasHead(ConfigValues text) throws CheckpointException {
    if (text.text("proj_type", "linear").equals("none")) {
      return false;
    }
    text.requireText("proj_type", "linear");
    if (!text.flag("proj_bias")) {
      throw text.refusal("proj_bias", "is not true, as it is in all SigLIP models");
    }
    return true;
  }

  private static List<Claim> openClipClaims(ConfigValues model, ConfigValues text)
      throws CheckpointException {
    List<Claim> claims = new ArrayList<>();
    model.claim(claims, "embed_dim", Size.EMBEDDING, model.whole("embed_dim"));
    OpenClipConfig.claimText(claims, text);
    return claims;
  }
}
