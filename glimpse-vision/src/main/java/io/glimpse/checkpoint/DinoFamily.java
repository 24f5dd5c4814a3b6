package io.glimpse.checkpoint;

import io.glimpse.checkpoint.DinoArchitecture.Positions;
import io.glimpse.checkpoint.DinoArchitecture.Rotary;
import io.glimpse.checkpoint.DinoArchitecture.Table;
import io.glimpse.checkpoint.ModelConfig.Claim;
import io.glimpse.image.Filter;
import io.glimpse.image.Fit;
import io.glimpse.image.Preprocessing;
import io.glimpse.image.Preprocessing.Rgb;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DINOv2, with registers and without, and DINOv3, by the names of {@code transformers}. */
final class DinoFamily implements ModelFamily {

  /** A kind of DINO, by what its configuration calls it. */
  private enum Kind {
    SECOND("DINOv2", 12, 1e-6f, ImageProcessor.BIT),
    SECOND_WITH_REGISTERS("DINOv2", 12, 1e-6f, ImageProcessor.BIT),
    THIRD("DINOv3", 6, 1e-5f, ImageProcessor.DINOV3);

    private final String title;
    private final int heads;
    private final float epsilon;
    private final ImageProcessor processor;

    Kind(String title, int heads, float epsilon, ImageProcessor processor) {
      this.title = title;
      this.heads = heads;
      this.epsilon = epsilon;
      this.processor = processor;
    }
  }

  private static final Map<String, Kind> KINDS =
      Map.of(
          "dinov2", Kind.SECOND,
          "dinov2_with_registers", Kind.SECOND_WITH_REGISTERS,
          "dinov3_vit", Kind.THIRD);

  /** How pictures are prepared for DINOv2 where no file says it. */
  private static final Preprocessing SECOND =
      new Preprocessing(
          224,
          224,
          new Fit.Shortest(256, Fit.Offset.FLOOR),
          Filter.BICUBIC,
          true,
          255,
          Rgb.of(0.485, 0.456, 0.406),
          Rgb.of(0.229, 0.224, 0.225));

  private static final double USUAL_BASE = 100;

  @Override
  public boolean recognises(StoredModel stored) throws IOException {
    return stored.has(DinoTensors.CLASS_TOKEN) || KINDS.containsKey(stored.modelType());
  }

  @Override
  public ReadModel read(StoredModel stored) throws IOException {
    ConfigValues config = stored.config();
    if (config == null) {
      throw new CheckpointException(
          stored.file(),
          "is of DINO, whose heads no weight tells; put its "
              + TransformersConfig.FILE
              + " beside it");
    }
    Kind kind = config.oneOf("model_type", "", KINDS);
    List<String> notes = new ArrayList<>();
    Preprocessing preprocessing = preprocessing(stored.files(), kind, notes);
    DinoTensors tensors = DinoTensors.of(kind.title, kind == Kind.THIRD, stored);
    DinoArchitecture architecture = architecture(config, kind, tensors, preprocessing);
    return new ReadModel(
        tensors.all(),
        architecture,
        tensors.required(architecture),
        preprocessing,
        null,
        facts(architecture),
        notes);
  }

  private static Preprocessing preprocessing(CheckpointFiles files, Kind kind, List<String> notes)
      throws IOException {
    @Nullable ConfigValues said = PreprocessorJson.find(files);
    if (said == null) {
      notes.add(
          files.weights()
              + ": no "
              + PreprocessorJson.FILE
              + " is beside it, so pictures of 224 x 224 are assumed, as published for "
              + kind.title);
      if (kind != Kind.THIRD) {
        return SECOND;
      }
    }
    return PreprocessorJson.read(said, kind.processor, null);
  }

  private static DinoArchitecture architecture(
      ConfigValues config, Kind kind, DinoTensors tensors, Preprocessing preprocessing)
      throws CheckpointException {
    MeasuredSizes sizes = tensors.sizes();
    boolean gated = gated(config, kind, tensors);
    List<Claim> claims = new ArrayList<>();
    config.claim(claims, "hidden_size", Size.VISION_WIDTH, config.whole("hidden_size"));
    config.claim(claims, "patch_size", Size.PATCH, config.square("patch_size"));
    config.claim(
        claims, "num_hidden_layers", Size.VISION_LAYERS, config.whole("num_hidden_layers"));
    config.claim(claims, "num_register_tokens", Size.REGISTERS, registers(config, kind));
    claimPerceptron(claims, config, kind, gated);
    if (kind != Kind.THIRD) {
      config.claim(claims, "image_size", Size.RESOLUTION, config.square("image_size"));
    }
    sizes.confirm(claims);
    int width = sizes.of(Size.VISION_WIDTH);
    // A gated perceptron of the second kind has that activation, whatever its configuration says.
    Activation activation =
        gated && kind != Kind.THIRD
            ? Activation.SILU
            : TransformersTower.activation(config, "gelu");
    TransformerShape blocks =
        new TransformerShape(
            width,
            sizes.of(Size.VISION_LAYERS),
            TransformersTower.heads(config, kind.heads, width),
            activation,
            TransformersTower.epsilon(config, kind.epsilon));
    PictureSize picture = new PictureSize(preprocessing.height(), preprocessing.width());
    int patch = sizes.of(Size.PATCH);
    if (Math.min(picture.height(), picture.width()) < patch) {
      throw config.refusal("patch_size", "is %d, but pictures are of %s".formatted(patch, picture));
    }
    return new DinoArchitecture(
        picture,
        patch,
        blocks,
        sizes.of(Size.REGISTERS),
        gated,
        positions(config, kind, tensors, blocks));
  }

  private static int registers(ConfigValues config, Kind kind) throws CheckpointException {
    int usual = kind == Kind.SECOND_WITH_REGISTERS ? 4 : 0;
    Double said = config.number("num_register_tokens");
    return said != null && said == 0 ? 0 : config.whole("num_register_tokens", usual);
  }

  private static boolean gated(ConfigValues config, Kind kind, DinoTensors tensors)
      throws CheckpointException {
    String key = kind == Kind.THIRD ? "use_gated_mlp" : "use_swiglu_ffn";
    if (config.flag(key) != tensors.gated()) {
      throw config.refusal(
          key,
          "is %s, but the weights in %s say otherwise"
              .formatted(config.flag(key), tensors.all().file().getFileName()));
    }
    return tensors.gated();
  }

  /** The width of the perceptrons, of which DINOv2 gives the ratio to the tower's. */
  private static void claimPerceptron(
      List<Claim> claims, ConfigValues config, Kind kind, boolean gated)
      throws CheckpointException {
    if (kind == Kind.THIRD) {
      config.claim(
          claims, "intermediate_size", Size.VISION_PERCEPTRON, config.whole("intermediate_size"));
      return;
    }
    Integer width = config.whole("hidden_size");
    Double ratio = config.number("mlp_ratio");
    if (width != null && ratio != null) {
      int plain = (int) (width * ratio);
      int hidden = gated ? (plain * 2 / 3 + 7) / 8 * 8 : plain;
      config.claim(claims, "mlp_ratio", Size.VISION_PERCEPTRON, hidden);
    }
  }

  private static Positions positions(
      ConfigValues config, Kind kind, DinoTensors tensors, TransformerShape blocks)
      throws CheckpointException {
    if (kind != Kind.THIRD) {
      return new Table(tensors.side(), kind == Kind.SECOND_WITH_REGISTERS);
    }
    if (blocks.headWidth() % 4 != 0) {
      throw config.refusal(
          "num_attention_heads",
          "is %d, which makes heads of width %d, but 4 has to divide them"
              .formatted(blocks.heads(), blocks.headWidth()));
    }
    Double base = config.number("rope_theta");
    if (base != null && !(base > 0 && Double.isFinite(base))) {
      throw config.refusal("rope_theta", "is " + base + ", which is not above 0");
    }
    return new Rotary(base == null ? USUAL_BASE : base);
  }

  private static String facts(DinoArchitecture model) {
    String positions =
        model.positions() instanceof Table table
            ? "table " + table.side() + (table.antialiased() ? " antialiased" : "")
            : "rotary " + ((Rotary) model.positions()).base();
    return "dino 1; heads %d; %s; registers %d; gated %s; %s"
        .formatted(
            model.blocks().heads(),
            model.blocks().facts(),
            model.registers(),
            model.gated(),
            positions);
  }
}
