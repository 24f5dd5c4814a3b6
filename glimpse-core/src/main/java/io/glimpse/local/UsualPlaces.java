package io.glimpse.local;

import io.glimpse.feature.LocalTokens;
import io.glimpse.matrix.Matrix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How odd the oddest place of a picture is where all shots are of one class: on each level the
 * logarithm of the largest squared Mahalanobis distance of a place to the Gaussian of the shots'
 * places,
 *
 * <pre>log max_t (t - mean)ᵀ S⁻¹ (t - mean)</pre>
 *
 * <p>The largest alone, because a defect is small: the mean of the 8 largest is already worse at
 * finding one, and that of 64 hardly better than the whole picture.
 */
public final class UsualPlaces {

  private static final String MEAN = "mean.";
  private static final String TURN = "turn.";

  private final List<Whitener> levels;

  private UsualPlaces(List<Whitener> levels) {
    this.levels = List.copyOf(levels);
  }

  /**
   * A fit, with what it says of its own shots.
   *
   * @param leftOut of every shot, by the Gaussians of the others, one value a level
   */
  @SuppressWarnings("ArrayRecordComponent") // Not modified.
  public record Fit(UsualPlaces usual, double[][] leftOut) {}

  /** Of the Gaussians of a class, a level each. */
  static UsualPlaces of(List<Whitener> gaussians) {
    return new UsualPlaces(gaussians.stream().map(Whitener::rounded).toList());
  }

  /**
   * Of a picture.
   *
   * @return one value a level, the larger the odder
   * @throws IllegalArgumentException if its places are of another encoder
   */
  public double[] of(LocalTokens picture) {
    if (!picture.widths().equals(widths())) {
      throw new IllegalArgumentException(
          "local tokens are " + picture.widths() + " wide, but those of the shots " + widths());
    }
    double[] oddest = new double[levels.size()];
    for (int level = 0; level < oddest.length; level++) {
      oddest[level] = PlaceSigns.ofOddest(levels.get(level).distances(picture.levels().get(level)));
    }
    return oddest;
  }

  /** How many values a place has on each level. */
  public List<Integer> widths() {
    return levels.stream().map(Whitener::width).toList();
  }

  /** Number of levels. */
  public int levels() {
    return levels.size();
  }

  /** All that {@link #restore} needs, by name. */
  public Map<String, Matrix> tensors() {
    Map<String, Matrix> tensors = new HashMap<>();
    for (int level = 0; level < levels.size(); level++) {
      tensors.put(MEAN + level, levels.get(level).mean());
      tensors.put(TURN + level, levels.get(level).turn());
    }
    return tensors;
  }

  /**
   * Those that were kept.
   *
   * @param tensors see {@link #tensors}
   * @throws IllegalArgumentException if one is missing or has a shape that does not fit
   */
  public static UsualPlaces restore(Map<String, Matrix> tensors) {
    List<Whitener> levels = new ArrayList<>();
    for (int level = 0; tensors.containsKey(MEAN + level); level++) {
      Matrix mean = tensors.get(MEAN + level);
      Matrix turn = tensors.get(TURN + level);
      if (mean == null || turn == null || mean.rows() != 1) {
        throw new IllegalArgumentException(
            "what is usual on level " + level + " lacks its mean or '" + TURN + level + "'");
      }
      if (turn.rows() != mean.columns() || turn.columns() != mean.columns()) {
        throw new IllegalArgumentException(
            "tensor '%s%d' is %d x %d, not %d x %d"
                .formatted(
                    TURN, level, turn.rows(), turn.columns(), mean.columns(), mean.columns()));
      }
      levels.add(Whitener.kept(mean, turn));
    }
    if (levels.isEmpty()) {
      throw new IllegalArgumentException("tensor '" + MEAN + "0' is missing");
    }
    return new UsualPlaces(levels);
  }
}
