package io.glimpse.checkpoint;

import io.glimpse.image.Preprocessing;
import io.glimpse.image.Preprocessing.Rgb;
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
 */
record ModelConfig(
    @Nullable Path file,
    Activation activation,
    @Nullable Integer visionHeads,
    int visionHeadWidth,
    @Nullable Integer textHeads,
    @Nullable List<Integer> blocks,
    List<Claim> claims,
    Rgb mean,
    Rgb std) {

  /** The width of a head in OpenAI's models. */
  static final int HEAD_WIDTH = 64;

  /**
   * A size that a configuration gives.
   *
   * @param file where it is said
   * @param key the keys that lead there
   */
  record Claim(Path file, String key, Size size, int value) {}

  /** OpenAI's own models, which come without a configuration. */
  static ModelConfig openAi() {
    Preprocessing clip = Preprocessing.clip(1);
    return new ModelConfig(
        null,
        Activation.QUICK_GELU,
        null,
        HEAD_WIDTH,
        null,
        null,
        List.of(),
        clip.mean(),
        clip.std());
  }
}
