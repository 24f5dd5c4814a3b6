package io.glimpse.checkpoint;

import java.util.Locale;

/**
 * What all blocks of a transformer have in common. The width of their perceptrons is that of the
 * weights.
 *
 * @param width of a token; {@code heads} divide it
 * @param layers blocks, at least one
 * @param epsilon of all layer norms of the tower
 */
public record TransformerShape(
    int width, int layers, int heads, Activation activation, float epsilon) {

  /** PyTorch's default, which no CLIP model changes. */
  public static final float CLIP_EPSILON = 1e-5f;

  /** The width of a head. */
  public int headWidth() {
    return width / heads;
  }

  /** What no weight tells of it, in a form that only changes on purpose. */
  String facts() {
    return activation.name().toLowerCase(Locale.ROOT) + " " + epsilon;
  }
}
