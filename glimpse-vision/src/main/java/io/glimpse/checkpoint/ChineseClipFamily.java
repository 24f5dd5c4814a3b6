package io.glimpse.checkpoint;

import io.glimpse.checkpoint.ChineseClipArchitecture.Text;
import io.glimpse.checkpoint.ModelConfig.Claim;
import io.glimpse.checkpoint.ModelConfig.Pictures;
import io.glimpse.checkpoint.TextRules.Pieces;
import io.glimpse.image.Filter;
import io.glimpse.image.Fit;
import io.glimpse.image.Preprocessing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chinese-CLIP: CLIP's image tower beside BERT, in the layout of its authors and of {@code
 * transformers}.
 */
final class ChineseClipFamily implements ModelFamily {

  private static final String KIND = "chinese_clip";
  private static final String TITLE = "Chinese-CLIP";
  private static final String TEXT_MODEL = "text_model.";
  private static final String BERT = "bert.";
  private static final String WORDS = BERT + "embeddings.word_embeddings.weight";
  private static final String POSITIONS = BERT + "embeddings.position_embeddings.weight";
  private static final String TYPES = BERT + "embeddings.token_type_embeddings.weight";
  private static final String LAYERS = BERT + "encoder.layer.";

  /** Ids of a text in the authors' own programs, fewer than the table has. */
  private static final int CONTEXT = 52;

  private static final int VISION_HEADS = 12;
  private static final int TEXT_HEADS = 12;
  private static final float TEXT_EPSILON = 1e-12f;

  /** The one image tower of the authors whose heads are not 64 wide: that of ViT-H. */
  private static final int HUGE_WIDTH = 1280;

  private static final int HUGE_HEAD_WIDTH = 80;

  /** A sentence that says "a photo of", for names of classes in Chinese. */
  private static final List<String> TEMPLATES = List.of("一张{}的照片。");

  @Override
  public boolean recognises(StoredModel stored) throws IOException {
    return stored.has(WORDS)
        || stored.has(TEXT_MODEL + WORDS.substring(BERT.length()))
        || stored.modelType().equals(KIND);
  }

  @Override
  public ReadModel read(StoredModel stored) throws IOException {
    ModelTensors tensors =
        TensorNames.openAi(TITLE, stored.file(), stored.tensors(), stored.prefix());
    MeasuredSizes sizes = measured(tensors);
    ConfigValues config = stored.isTransformers() ? stored.config() : null;
    ClipVisionReader vision = ClipVisionReader.measure(sizes);
    ModelConfig towers;
    TransformerShape text;
    if (config == null) {
      towers = original(sizes, vision);
      text = originalText(stored.file(), sizes);
    } else {
      towers = transformers(config, stored.files());
      text = transformersText(config, sizes);
    }
    sizes.confirm(towers.claims());
    ChineseClipArchitecture architecture =
        new ChineseClipArchitecture(
            vision.tower(towers),
            new Text(sizes.of(Size.CONTEXT), sizes.of(Size.VOCABULARY), text),
            sizes.of(Size.EMBEDDING),
            towers.activation());
    return new ReadModel(
        tensors,
        architecture,
        required(tensors, architecture),
        towers.pictures().of(architecture.picture()),
        rules(architecture.text()),
        facts(architecture),
        List.of());
  }

  private static MeasuredSizes measured(ModelTensors tensors) throws CheckpointException {
    MeasuredSizes sizes = new MeasuredSizes(tensors);
    sizes.put(Size.EMBEDDING, tensors.shape("text_projection", 2).get(1));
    sizes.put(Size.VOCABULARY, tensors.shape(WORDS, 2).get(0));
    sizes.put(Size.TEXT_WIDTH, tensors.shape(WORDS, 2).get(1));
    sizes.put(Size.CONTEXT, tensors.shape(POSITIONS, 2).get(0));
    sizes.putTransformer(
        LAYERS, "intermediate.dense.weight", Size.TEXT_LAYERS, Size.TEXT_PERCEPTRON);
    return sizes;
  }

  /** What the authors' programs take for granted, whose files say nothing. */
  private static ModelConfig original(MeasuredSizes sizes, ClipVisionReader vision) {
    ModelConfig clip = ModelConfig.openAi();
    boolean huge = vision.blocks() == null && sizes.of(Size.VISION_WIDTH) == HUGE_WIDTH;
    return new ModelConfig(
        null,
        clip.activation(),
        null,
        huge ? HUGE_HEAD_WIDTH : ModelConfig.HEAD_WIDTH,
        null,
        null,
        List.of(),
        ChineseClipFamily::squashed,
        clip.strings());
  }

  private static Preprocessing squashed(PictureSize size) {
    Preprocessing clip = Preprocessing.clip(size.height());
    return new Preprocessing(
        size.height(),
        size.width(),
        new Fit.Squash(),
        Filter.BICUBIC,
        true,
        clip.range(),
        clip.mean(),
        clip.std());
  }

  private static TransformerShape originalText(Path weights, MeasuredSizes sizes)
      throws CheckpointException {
    int width = sizes.of(Size.TEXT_WIDTH);
    if (width % ModelConfig.HEAD_WIDTH != 0) {
      throw new CheckpointException(
          weights,
          "its text tower is %d wide, which the authors' heads of width %d do not divide"
              .formatted(width, ModelConfig.HEAD_WIDTH));
    }
    return new TransformerShape(
        width,
        sizes.of(Size.TEXT_LAYERS),
        width / ModelConfig.HEAD_WIDTH,
        Activation.GELU,
        TEXT_EPSILON);
  }

  private static ModelConfig transformers(ConfigValues root, CheckpointFiles files)
      throws IOException {
    ConfigValues vision = TransformersTower.of(root, "vision_config");
    TransformersTower.requireEpsilon(vision, TransformerShape.CLIP_EPSILON);
    List<Claim> claims = new ArrayList<>();
    root.claim(claims, "projection_dim", Size.EMBEDDING, root.whole("projection_dim"));
    TransformersTower.claimVision(claims, vision);
    TransformersTower.claimText(claims, TransformersTower.of(root, "text_config"));
    @Nullable ConfigValues preprocessor = PreprocessorJson.find(files);
    Pictures pictures =
        size -> PreprocessorJson.read(preprocessor, ImageProcessor.CHINESE_CLIP, size);
    return new ModelConfig(
        root.file(),
        TransformersTower.activation(vision, "quick_gelu"),
        vision.whole("num_attention_heads", VISION_HEADS),
        ModelConfig.HEAD_WIDTH,
        null,
        null,
        claims,
        pictures,
        ModelConfig.Strings.CLIP);
  }

  private static TransformerShape transformersText(ConfigValues root, MeasuredSizes sizes)
      throws CheckpointException {
    ConfigValues text = TransformersTower.of(root, "text_config");
    int width = sizes.of(Size.TEXT_WIDTH);
    return new TransformerShape(
        width,
        sizes.of(Size.TEXT_LAYERS),
        TransformersTower.heads(text, TEXT_HEADS, width),
        TransformersTower.activation(text, "gelu"),
        TransformersTower.epsilon(text, TEXT_EPSILON));
  }

  private static List<String> required(ModelTensors tensors, ChineseClipArchitecture model)
      throws CheckpointException {
    ExpectedTensors expected = new ExpectedTensors(tensors);
    ClipTensors.requireVision(expected, model.vision(), model.embedding());
    Text text = model.text();
    int width = text.blocks().width();
    expected.require(WORDS, text.vocabulary(), width);
    expected.require(POSITIONS, text.positions(), width);
    expected.require(TYPES, tensors.shape(TYPES, 2).get(0), width);
    expected.affine(BERT + "embeddings.LayerNorm", width);
    int perceptron = expected.rows(LAYERS + "0.intermediate.dense");
    for (int layer = 0; layer < text.blocks().layers(); layer++) {
      String block = LAYERS + layer + ".";
      for (String projection : List.of("query", "key", "value")) {
        expected.linear(block + "attention.self." + projection, width, width);
      }
      expected.linear(block + "attention.output.dense", width, width);
      expected.affine(block + "attention.output.LayerNorm", width);
      expected.linear(block + "intermediate.dense", perceptron, width);
      expected.linear(block + "output.dense", width, perceptron);
      expected.affine(block + "output.LayerNorm", width);
    }
    expected.require("text_projection", width, model.embedding());
    expected.require("logit_scale");
    return expected.names();
  }

  private static TextRules rules(Text text) {
    return new TextRules(
        Math.min(CONTEXT, text.positions()),
        text.positions(),
        text.vocabulary(),
        RowEnd.filling(0),
        Pieces.BERT,
        "",
        TEMPLATES,
        false);
  }

  private static String facts(ChineseClipArchitecture model) {
    return "chinese-clip 1; %s; heads %d, %d; text %s"
        .formatted(
            ClipFamily.activation(model.activation()),
            ClipFamily.heads(model.vision()),
            model.text().blocks().heads(),
            model.text().blocks().facts());
  }
}
