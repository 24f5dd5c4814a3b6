package io.glimpse.bank;

import java.util.List;

/**
 * How the shots of a bank of point clouds became features. Whatever is compared with them must be
 * drawn alike, so that the bank remembers it.
 *
 * @param preset name of the preset of views, or the path of its file
 * @param presetText what the file of a user's own preset held when the bank was built, so that the
 *     bank needs it no longer; empty for a preset that comes with Glimpse, and in banks that were
 *     made before they remembered it
 * @param up the axis of the clouds that points up, {@code y} or {@code z}
 * @param points at most drawn from a cloud or a mesh, at least 1
 * @param seed of that drawing
 * @param fusion how a cloud's views become one feature: {@code averaged} or {@code concatenated}
 * @param weights how much every view counts where views are answered one by one, at least 0 each
 *     and one above 0; empty where all count alike
 */
public record CloudDrawing(
    String preset,
    String presetText,
    String up,
    int points,
    long seed,
    String fusion,
    List<Float> weights) {

  public CloudDrawing {
    weights = List.copyOf(weights);
    if (preset.isBlank()) {
      throw new IllegalArgumentException("point clouds are drawn by a preset, which has a name");
    }
    requireOneOf("up", up, "y", "z");
    if (points < 1) {
      throw new IllegalArgumentException("at least 1 point is drawn, not " + points);
    }
    requireOneOf("fusion", fusion, "averaged", "concatenated");
    boolean positive = weights.isEmpty();
    for (float weight : weights) {
      if (!(weight >= 0) || Float.isInfinite(weight)) {
        throw new IllegalArgumentException("a view cannot have the weight " + weight);
      }
      positive |= weight > 0;
    }
    if (!positive) {
      throw new IllegalArgumentException("some view must have a weight above 0");
    }
  }

  private static void requireOneOf(String what, String value, String one, String other) {
    if (!value.equals(one) && !value.equals(other)) {
      throw new IllegalArgumentException(
          what + " is " + one + " or " + other + ", not '" + value + "'");
    }
  }
}
