package io.glimpse.checkpoint;

import io.glimpse.checkpoint.SiglipArchitecture.Text;
import io.glimpse.checkpoint.SiglipArchitecture.Vision;
import java.io.IOException;
import java.util.List;

/**
 * SigLIP and SigLIP 2 for pictures of one size, in the layout of {@code transformers} and in
 * open_clip's around timm's image network.
 */
final class SiglipFamily implements ModelFamily {

  private static final String KIND = "siglip";
  private static final String TITLE = "SigLIP";
  private static final int CHANNELS = 3;

  private static final String VISION = "vision_model.";
  private static final String PATCHES = VISION + "embeddings.patch_embedding";
  private static final String PLACES = VISION + "embeddings.position_embedding.weight";
  private static final String VISION_LAYERS = VISION + "encoder.layers.";
  private static final String HEAD = VISION + "head.";

  private static final String TEXT = "text_model.";
  private static final String TOKENS = TEXT + "embeddings.token_embedding.weight";
  private static final String POSITIONS = TEXT + "embeddings.position_embedding.weight";
  private static final String TEXT_LAYERS = TEXT + "encoder.layers.";
  private static final String TEXT_HEAD = TEXT + "head";

  /** Pieces of the vocabulary that is English; those of many languages have 250,000 and more. */
  private static final int ENGLISH_VOCABULARY = 32_000;

  @Override
  public boolean recognises(StoredModel stored) throws IOException {
    return stored.has(HEAD + "probe")
        || stored.hasAny("visual.trunk.")
        || stored.modelType().equals(KIND);
  }

  @Override
  public ReadModel read(StoredModel stored) throws IOException {
    ModelTensors tensors = SiglipNames.transformers(TITLE, stored);
    ConfigValues said = stored.config();
    if (said == null) {
      throw new CheckpointException(
          stored.file(),
          "is of SigLIP, whose heads no weight tells; put its %s beside it"
              .formatted(stored.isTransformers() ? TransformersConfig.FILE : OpenClipConfig.FILE));
    }
    MeasuredSizes sizes = measured(tensors);
    SiglipConfig config =
        stored.isTransformers()
            ? SiglipConfig.transformers(said, stored.files(), sizes)
            : SiglipConfig.openClip(said, sizes);
    sizes.confirm(config.claims());
    SiglipArchitecture architecture =
        new SiglipArchitecture(
            new Vision(resolution(config, sizes), sizes.of(Size.PATCH), config.vision()),
            new Text(sizes.of(Size.CONTEXT), sizes.of(Size.VOCABULARY), config.text()));
    return new ReadModel(
        tensors,
        architecture,
        required(tensors, architecture, config.hasTextHead()),
        config.pictures().of(architecture.picture()),
        rules(architecture.text(), config),
        facts(architecture),
        List.of());
  }

  private static MeasuredSizes measured(ModelTensors tensors) throws CheckpointException {
    MeasuredSizes sizes = new MeasuredSizes(tensors);
    List<Integer> patches = tensors.shape(PATCHES + ".weight", 4);
    sizes.put(Size.VISION_WIDTH, patches.get(0));
    sizes.put(Size.EMBEDDING, patches.get(0));
    sizes.put(Size.PATCH, patches.get(3));
    sizes.putTransformer(
        VISION_LAYERS, "mlp.fc1.weight", Size.VISION_LAYERS, Size.VISION_PERCEPTRON);
    List<Integer> tokens = tensors.shape(TOKENS, 2);
    sizes.put(Size.VOCABULARY, tokens.get(0));
    sizes.put(Size.TEXT_WIDTH, tokens.get(1));
    sizes.put(Size.CONTEXT, tensors.shape(POSITIONS, 2).get(0));
    sizes.putTransformer(TEXT_LAYERS, "mlp.fc1.weight", Size.TEXT_LAYERS, Size.TEXT_PERCEPTRON);
    return sizes;
  }

  /** Pixels a side, which the weights confirm but do not tell: the patch need not divide them. */
  private static int resolution(SiglipConfig config, MeasuredSizes sizes)
      throws CheckpointException {
    ModelTensors tensors = sizes.tensors();
    int rows = tensors.shape(PLACES, 2).get(0);
    int grid = sizes.grid(PLACES, rows, 0);
    int patch = sizes.of(Size.PATCH);
    sizes.resolution(PLACES, patch, grid);
    if (config.resolution() / patch != grid) {
      throw config
          .place()
          .refusal(
              "image_size",
              "is %d, which is %d places a side of %d pixels, but the weights in %s have %d"
                  .formatted(
                      config.resolution(),
                      config.resolution() / patch,
                      patch,
                      tensors.file().getFileName(),
                      grid));
    }
    return config.resolution();
  }

  private static List<String> required(
      ModelTensors tensors, SiglipArchitecture model, boolean hasTextHead)
      throws CheckpointException {
    ExpectedTensors expected = new ExpectedTensors(tensors);
    requireVision(expected, model);
    Text text = model.text();
    int width = text.blocks().width();
    expected.require(TOKENS, text.vocabulary(), width);
    expected.require(POSITIONS, text.context(), width);
    blocks(expected, TEXT_LAYERS, text.blocks());
    expected.affine(TEXT + "final_layer_norm", width);
    int texts = hasTextHead ? expected.rows(TEXT_HEAD) : width;
    if (texts != model.embedding()) {
      throw new CheckpointException(
          tensors.file(),
          "its texts come out %d wide and its pictures %d, which is no common space"
              .formatted(texts, model.embedding()));
    }
    if (hasTextHead) {
      expected.linear(TEXT_HEAD, texts, width);
    }
    expected.require("logit_scale");
    expected.require("logit_bias");
    return expected.names();
  }

  private static void requireVision(ExpectedTensors expected, SiglipArchitecture model)
      throws CheckpointException {
    Vision vision = model.vision();
    int width = vision.blocks().width();
    expected.require(PATCHES + ".weight", width, CHANNELS, vision.patch(), vision.patch());
    expected.require(PATCHES + ".bias", width);
    expected.require(PLACES, model.grid().places(), width);
    blocks(expected, VISION_LAYERS, vision.blocks());
    expected.affine(VISION + "post_layernorm", width);
    expected.require(HEAD + "probe", 1, 1, width);
    expected.require(HEAD + "attention.in_proj_weight", 3 * width, width);
    expected.require(HEAD + "attention.in_proj_bias", 3 * width);
    expected.linear(HEAD + "attention.out_proj", width, width);
    expected.affine(HEAD + "layernorm", width);
    perceptron(expected, HEAD, width);
  }

  private static void blocks(ExpectedTensors expected, String prefix, TransformerShape shape)
      throws CheckpointException {
    int width = shape.width();
    for (int layer = 0; layer < shape.layers(); layer++) {
      String block = prefix + layer + ".";
      expected.affine(block + "layer_norm1", width);
      for (String projection : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
        expected.linear(block + "self_attn." + projection, width, width);
      }
      expected.affine(block + "layer_norm2", width);
      perceptron(expected, block, width);
    }
  }

  private static void perceptron(ExpectedTensors expected, String prefix, int width)
      throws CheckpointException {
    int hidden = expected.rows(prefix + "mlp.fc1");
    expected.linear(prefix + "mlp.fc1", hidden, width);
    expected.linear(prefix + "mlp.fc2", width, hidden);
  }

  private static TextRules rules(Text text, SiglipConfig config) {
    return new TextRules(
        text.context(),
        text.context(),
        text.vocabulary(),
        RowEnd.FULL,
        config.pieces(),
        config.cleaning(),
        TextRules.PHOTO,
        text.vocabulary() <= ENGLISH_VOCABULARY);
  }

  private static String facts(SiglipArchitecture model) {
    TransformerShape vision = model.vision().blocks();
    TransformerShape text = model.text().blocks();
    return "siglip 1; heads %d, %d; %s, text %s"
        .formatted(vision.heads(), text.heads(), vision.facts(), text.facts());
  }
}
