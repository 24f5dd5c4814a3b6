package io.glimpse.checkpoint;

import io.glimpse.image.Preprocessing;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the files beside the weights say of a model, and what no shape tells.
 *
 * @param file where it is said; null if it is assumed
 * @param visionHeads heads of the image tower; null to go by {@code visionHeadWidth}
 * @param visionHeadWidth width of a head of the image tower
 * @param textHeads heads of the text tower; null for OpenAI's 64 wide ones
 * @param blocks of the stages of a ResNet, if said
 * @param claims sizes that the weights must confirm
 * @param pictures how they are prepared
 */
record ModelConfig(
    @Nullable Path file,
    Activation activation,
    @Nullable Integer visionHeads,
    int visionHeadWidth,
    @Nullable Integer textHeads,
    @Nullable List<Integer> blocks,
    List<Claim> claims,
    Pictures pictures) {

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
        model -> Preprocessing.clip(model.height()));
  }
}
