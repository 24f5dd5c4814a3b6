package io.glimpse.graph;

import org.jspecify.annotations.Nullable;

/**
 * A linear layer as a checkpoint holds it, or one of several of the same height that lie in one
 * tensor behind each other.
 *
 * @param weight name of the tensor [parts · out, in]
 * @param bias name of the tensor [parts · out], which may be missing
 * @param part which one, from 0
 * @param parts how many lie there
 * @param scale name of the tensor [out] that the result is multiplied by; null for none
 */
record Linear(String weight, String bias, int part, int parts, @Nullable String scale) {

  /** A layer of its own. */
  static Linear of(String name) {
    return new Linear(name + ".weight", name + ".bias", 0, 1, null);
  }

  /**
   * One of several.
   *
   * @param prefix to which {@code weight} and {@code bias} are added
   */
  static Linear part(String prefix, int part, int parts) {
    return new Linear(prefix + "weight", prefix + "bias", part, parts, null);
  }

  /** The same with a result that is multiplied by a tensor. */
  Linear scaledBy(String factors) {
    return new Linear(weight, bias, part, parts, factors);
  }

  /** The same with names that begin so. */
  Linear within(String start) {
    return new Linear(
        start + weight, start + bias, part, parts, scale == null ? null : start + scale);
  }

  /** A name for its weight in a graph. */
  String title() {
    return parts == 1 ? weight : weight + "." + part;
  }
}
