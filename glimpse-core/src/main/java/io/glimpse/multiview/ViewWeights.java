package io.glimpse.multiview;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How much every view counts: a number of at least 0 each, and one above 0. Immutable. */
public final class ViewWeights {

  private final float[] weights;

  private ViewWeights(float[] weights) {
    this.weights = weights;
  }

  /**
   * Weights in the order of the views.
   *
   * @throws IllegalArgumentException if one is negative or not finite, or all are 0
   */
  public static ViewWeights of(float... weights) {
    boolean positive = false;
    for (float weight : weights) {
      if (!(weight >= 0) || Float.isInfinite(weight)) {
        throw new IllegalArgumentException("a view cannot have the weight " + weight);
      }
      positive |= weight > 0;
    }
    if (!positive) {
      throw new IllegalArgumentException("some view must have a weight above 0");
    }
    return new ViewWeights(weights.clone());
  }

  /** All views alike, 1 each. */
  public static ViewWeights equal(int views) {
    float[] ones = new float[views];
    Arrays.fill(ones, 1);
    return of(ones);
  }

  /** The number of views V. */
  public int size() {
    return weights.length;
  }

  public float weight(int view) {
    return weights[view];
  }

  /** The weights in the order of the views. */
  public List<Float> asList() {
    List<Float> all = new ArrayList<>();
    for (float weight : weights) {
      all.add(weight);
    }
    return List.copyOf(all);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ViewWeights that && Arrays.equals(weights, that.weights);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(weights);
  }

  @Override
  public String toString() {
    return Arrays.toString(weights);
  }
}
