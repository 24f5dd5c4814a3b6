package io.glimpse.checkpoint;

import java.io.IOException;
import java.util.Map;

/**
 * Models that people have and that are not built here, told by their names, so that nobody is left
 * to guess what a missing tensor means.
 */
final class UnreadModels {

  private static final String WAY_ROUND =
      "; a folder with the model as ONNX files can be used instead";

  /** Repositories that have a model as ONNX files, by whose it is, where some are known. */
  private static final Map<String, String> EXPORTS =
      Map.of("MobileCLIP", ", such as Xenova/mobileclip_s0");

  /** Beginnings of timm's names for image networks, and whose they are. */
  private static final Map<String, String> TRUNKS =
      Map.of(
          "eva", "EVA-CLIP",
          "vit_base_mci_", "MobileCLIP",
          "fastvit_mci", "MobileCLIP",
          "vit_pe_", "PE-Core",
          "vitamin_", "ViTamin",
          "convnext", "ConvNeXt CLIP");

  /** Beginnings of tensors that only one kind of model has. */
  private static final Map<String, String> TENSORS =
      Map.of(
          "visual.blocks.0.attn.", "EVA-CLIP",
          "image_encoder.model.", "MobileCLIP",
          "visual.attn_pool.probe", "PE-Core");

  private UnreadModels() {}

  /**
   * Refuses a checkpoint of such a model.
   *
   * @throws CheckpointException naming it, and the way round
   */
  static void refuse(StoredModel stored) throws IOException {
    for (Map.Entry<String, String> one : TENSORS.entrySet()) {
      if (stored.hasAny(one.getKey())) {
        throw new CheckpointException(
            stored.file(),
            "is of " + one.getValue() + ", which is not read here" + wayRound(one.getValue()));
      }
    }
    ConfigValues config = stored.config();
    if (config == null) {
      return;
    }
    if (stored.isTransformers()) {
      refuseVariable(config);
    } else if (config.has("model_cfg")) {
      ConfigValues model = config.object("model_cfg");
      refuseTrunk(model.object("vision_cfg"));
      refuseBert(model.object("text_cfg"));
    }
  }

  private static String wayRound(String whose) {
    return WAY_ROUND + EXPORTS.getOrDefault(whose, "");
  }

  private static void refuseVariable(ConfigValues config) throws CheckpointException {
    if (config.text("model_type", "").equals("siglip2")) {
      throw config.refusal(
          "model_type",
          "is 'siglip2', the NaFlex kind of SigLIP 2 for pictures of any shape, which is not read"
              + " here; take a SigLIP 2 of one resolution, such as google/siglip2-base-patch16-224");
    }
  }

  private static void refuseTrunk(ConfigValues vision) throws CheckpointException {
    if (!vision.has(SiglipTrunk.KEY)) {
      return;
    }
    String name = vision.text(SiglipTrunk.KEY, "");
    for (Map.Entry<String, String> one : TRUNKS.entrySet()) {
      if (name.startsWith(one.getKey())) {
        throw vision.refusal(
            SiglipTrunk.KEY,
            "is '%s', of %s, which is not read here%s"
                .formatted(name, one.getValue(), wayRound(one.getValue())));
      }
    }
    if (!SiglipTrunk.isOne(name)) {
      throw vision.refusal(
          SiglipTrunk.KEY,
          "is '%s', but of timm's networks only SigLIP's are read here%s"
              .formatted(name, WAY_ROUND));
    }
  }

  private static void refuseBert(ConfigValues text) throws CheckpointException {
    if (text.object("tokenizer_kwargs").has("strip_sep_token")) {
      throw text.refusal(
          "tokenizer_kwargs",
          "has strip_sep_token, of CLIPA, whose text tower is not read here" + WAY_ROUND);
    }
    if (text.has("hf_model_name")) {
      throw text.refusal(
          "hf_model_name",
          "is '%s', a text tower of its own that is not read here%s"
              .formatted(text.text("hf_model_name", ""), WAY_ROUND));
    }
  }
}
