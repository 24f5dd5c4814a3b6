package io.glimpse.bank;

import io.glimpse.multiview.Fusion;
import io.glimpse.multiview.ViewWeights;
import org.jspecify.annotations.Nullable;

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
 * @param fusion how a cloud's views become one feature
 * @param weights how much every view counts where views are answered one by one; null where all
 *     count alike
 * @param dropInvalid whether points that were not measured were left out
 */
public record CloudDrawing(
    String preset,
    String presetText,
    String up,
    int points,
    long seed,
    Fusion fusion,
    @Nullable ViewWeights weights,
    boolean dropInvalid) {

  /** Of clouds all of whose points have to be measured. */
  public CloudDrawing(
      String preset,
      String presetText,
      String up,
      int points,
      long seed,
      Fusion fusion,
      @Nullable ViewWeights weights) {
    this(preset, presetText, up, points, seed, fusion, weights, false);
  }

  public CloudDrawing {
    if (preset.isBlank()) {
      throw new IllegalArgumentException("point clouds are drawn by a preset, which has a name");
    }
    if (!up.equals("y") && !up.equals("z")) {
      throw new IllegalArgumentException("up is y or z, not '" + up + "'");
    }
    if (points < 1) {
      throw new IllegalArgumentException("at least 1 point is drawn, not " + points);
    }
  }

  /** Whether clouds that are measured throughout are drawn the same by both. */
  boolean isLike(@Nullable CloudDrawing other) {
    return other != null && withDropInvalid(false).equals(other.withDropInvalid(false));
  }

  private CloudDrawing withDropInvalid(boolean drop) {
    return new CloudDrawing(preset, presetText, up, points, seed, fusion, weights, drop);
  }
}
