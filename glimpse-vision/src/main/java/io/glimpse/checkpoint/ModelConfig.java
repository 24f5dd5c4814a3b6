package io.glimpse.checkpoint;

import io.glimpse.checkpoint.ClipArchitecture.Text;
import io.glimpse.checkpoint.TextRules.Pieces;
import io.glimpse.image.Preprocessing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the files beside the weights say of a CLIP model, and what no shape tells.
 *
 * @param file where it is said; null if it is assumed
 * @param visionHeads heads of the image tower; null to go by {@code visionHeadWidth}
 * @param visionHeadWidth width of a head of the image tower
 * @param textHeads heads of the text tower; null for OpenAI's 64 wide ones
 * @param blocks of the stages of a ResNet, if said
 * @param claims sizes that the weights must confirm
 * @param pictures how they are prepared
 * @param strings how they become token ids
 */
record ModelConfig(
    @Nullable Path file,
    Activation activation,
    @Nullable Integer visionHeads,
    int visionHeadWidth,
    @Nullable Integer textHeads,
    @Nullable List<Integer> blocks,
    List<Claim> claims,
    Pictures pictures,
    Strings strings) {

  /** The width of a head in OpenAI's models. */
  static final int HEAD_WIDTH = 64;

  /**
   * A size that a configuration gives.
   *
   * @param file where it is said
   * @param key the keys that lead there
   */
  record Claim(Path file, String key, Size size, int value) {}

  /** Says how pictures are prepared, once the weights have told what the model takes. */
  @FunctionalInterface
  interface Pictures {

    /**
     * The preparation.
     *
     * @throws CheckpointException if what is said of it cannot be done, or is for another size
     */
    Preprocessing of(PictureSize model) throws CheckpointException;
  }

  /**
   * How strings become token ids.
   *
   * @param end the mark of a text's end, of MetaCLIP 2; empty where the greatest id is
   * @param cleaning open_clip's, or empty
   */
  record Strings(OptionalInt end, Pieces pieces, String cleaning) {

    /** OpenAI's byte-pair encoder. */
    static final Strings CLIP = new Strings(OptionalInt.empty(), Pieces.CLIP, "");
  }

  /** What is beside the weights, by the names of the tensors; OpenAI's if there is nothing. */
  static ModelConfig of(StoredModel stored) throws IOException {
    ConfigValues config = stored.config();
    if (config == null) {
      return openAi();
    }
    return stored.isTransformers()
        ? TransformersConfig.read(config, PreprocessorJson.find(stored.files()))
        : OpenClipConfig.read(config);
  }

  /** OpenAI's own models, which come without a configuration. */
  static ModelConfig openAi() {
    return new ModelConfig(
        null,
        Activation.QUICK_GELU,
        null,
        HEAD_WIDTH,
        null,
        null,
        List.of(),
        model -> Preprocessing.clip(model.height()),
        Strings.CLIP);
  }

  /** How texts come into a text tower of that size. */
  TextRules texts(Text tower) {
    RowEnd end = tower.end().isEmpty() ? RowEnd.GREATEST : RowEnd.first(tower.end().getAsInt());
    return new TextRules(
        tower.context(),
        tower.context(),
        tower.vocabulary(),
        end,
        strings.pieces(),
        strings.cleaning(),
        TextRules.PHOTO,
        strings.pieces() == Pieces.CLIP);
  }

  /** Refuses stages of a ResNet other than those of the weights. */
  void confirmBlocks(Path weights, @Nullable List<Integer> measured) throws CheckpointException {
    if (file != null && blocks != null && !blocks.equals(measured)) {
      throw new CheckpointException(
          file,
          "the image tower has the layers %s, but the weights in %s are %s"
              .formatted(
                  blocks,
                  weights.getFileName(),
                  measured == null ? "a vision transformer" : "a ResNet of " + measured));
    }
  }

  /**
   * Heads of an image tower.
   *
   * @param weights for messages
   */
  int visionHeads(Path weights, int width) throws CheckpointException {
    return heads(weights, "image", width, visionHeads, visionHeadWidth);
  }

  /** Heads of a text tower. */
  int textHeads(Path weights, int width) throws CheckpointException {
    return heads(weights, "text", width, textHeads, HEAD_WIDTH);
  }

  private int heads(Path weights, String tower, int width, @Nullable Integer heads, int headWidth)
      throws CheckpointException {
    if (heads != null && width % heads == 0) {
      return heads;
    }
    if (heads == null && width % headWidth == 0) {
      return width / headWidth;
    }
    String division = heads == null ? "heads of width " + headWidth : heads + " heads";
    if (file == null) {
      throw new CheckpointException(
          weights,
          "its %s tower is %d wide, which OpenAI's %s do not divide; %s beside it would tell them"
              .formatted(tower, width, division, OpenClipConfig.FILE));
    }
    throw new CheckpointException(
        file,
        "gives the %s tower %s, but its width of %d cannot be divided so"
            .formatted(tower, division, width));
  }
}
