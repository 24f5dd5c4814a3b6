package io.glimpse.checkpoint;

import io.glimpse.checkpoint.ClipArchitecture.ResNet;
import io.glimpse.checkpoint.ClipArchitecture.Text;
import io.glimpse.checkpoint.ClipArchitecture.Vision;
import io.glimpse.checkpoint.ClipArchitecture.VisionTransformer;
import io.glimpse.image.Preprocessing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * CLIP and MetaCLIP 2, whose towers are CLIP's: by OpenAI's names, those of open_clip and of {@code
 * transformers}. What no other family claims is taken for one of them.
 */
final class ClipFamily implements ModelFamily {

  /** A number that only the archives of OpenAI hold, which need no configuration. */
  private static final String OPENAI_ARCHIVE = "input_resolution";

  private static final Map<String, Size> STORED_SIZES =
      Map.of(
          OPENAI_ARCHIVE,
          Size.RESOLUTION,
          "context_length",
          Size.CONTEXT,
          "vocab_size",
          Size.VOCABULARY);

  @Override
  public boolean recognises(StoredModel stored) {
    return true;
  }

  @Override
  public ReadModel read(StoredModel stored) throws IOException {
    ModelTensors tensors =
        TensorNames.openAi("CLIP", stored.file(), stored.tensors(), stored.prefix());
    ModelConfig config = ModelConfig.of(stored);
    List<String> notes = new ArrayList<>();
    if (config.file() == null && tensors.find(OPENAI_ARCHIVE) == null) {
      notes.add(
          stored.file()
              + ": no configuration is beside it, so QuickGELU and heads of width 64 are assumed,"
              + " as in OpenAI's models");
    }
    ClipArchitecture architecture = architecture(tensors, config);
    ExpectedTensors expected = new ExpectedTensors(tensors);
    ClipTensors.requireVision(expected, architecture.vision(), architecture.embedding());
    ClipTensors.requireText(expected, architecture.text(), architecture.embedding());
    expected.require("logit_scale");
    Preprocessing preprocessing = config.pictures().of(architecture.picture());
    return new ReadModel(
        tensors,
        architecture,
        expected.names(),
        preprocessing,
        config.texts(architecture.text()),
        facts(architecture),
        notes);
  }

  private static ClipArchitecture architecture(ModelTensors tensors, ModelConfig config)
      throws CheckpointException {
    MeasuredSizes sizes = new MeasuredSizes(tensors);
    ClipVisionReader vision = ClipVisionReader.measure(sizes);
    sizes.put(Size.EMBEDDING, tensors.shape("text_projection", 2).get(1));
    sizes.put(Size.CONTEXT, tensors.shape("positional_embedding", 2).get(0));
    sizes.put(Size.VOCABULARY, tensors.shape("token_embedding.weight", 2).get(0));
    sizes.put(Size.TEXT_WIDTH, tensors.shape("ln_final.weight", 1).get(0));
    sizes.putTransformer(
        "transformer.resblocks.", "mlp.c_fc.weight", Size.TEXT_LAYERS, Size.TEXT_PERCEPTRON);
    for (var stored : STORED_SIZES.entrySet()) {
      sizes.confirmStored(stored.getKey(), stored.getValue());
    }
    sizes.confirm(config.claims());
    config.confirmBlocks(tensors.file(), vision.blocks());
    int width = sizes.of(Size.TEXT_WIDTH);
    Text text =
        new Text(
            sizes.of(Size.CONTEXT),
            sizes.of(Size.VOCABULARY),
            width,
            sizes.of(Size.TEXT_LAYERS),
            config.textHeads(tensors.file(), width),
            config.strings().end());
    return new ClipArchitecture(
        vision.tower(config), text, sizes.of(Size.EMBEDDING), config.activation());
  }

  private static String facts(ClipArchitecture model) {
    String end = model.text().end().isEmpty() ? "" : "; end " + model.text().end().getAsInt();
    return "clip 1; %s; heads %d, %d"
            .formatted(activation(model.activation()), heads(model.vision()), model.text().heads())
        + end;
  }

  /** How CLIP's activations are called in fingerprints. */
  static String activation(Activation activation) {
    return activation == Activation.GELU ? "gelu" : "quick gelu";
  }

  /** Heads of an image tower. */
  static int heads(Vision vision) {
    return vision instanceof VisionTransformer transformer
        ? transformer.heads()
        : ((ResNet) vision).heads();
  }
}
