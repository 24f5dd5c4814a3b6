package io.glimpse.calip;

import io.glimpse.matrix.Matrix;
import io.glimpse.train.Linear;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What CALIP-FS trains: the layers in front of the attention, shared by pictures and texts, the
 * layer behind it, and the weights of the three terms.
 *
 * @param hidden layers with a ReLU behind each; none where the projections act on the features
 *     themselves
 * @param query gives Q, as key and value give K and V; each d wide
 * @param post behind the attention, d x d
 * @param betas beta1, beta2 and beta3, 1 x 3
 */
record CalipFsWeights(
    List<Linear> hidden, Linear query, Linear key, Linear value, Linear post, Matrix betas) {

  /** Width of the hidden layers, as the one public re-implementation has it. */
  private static final int HIDDEN = 128;

  private static final int HIDDEN_LAYERS = 2;

  CalipFsWeights {
    hidden = List.copyOf(hidden);
  }

  /** Everything passes through unchanged, but queries are multiplied by {@code gain}. */
  static CalipFsWeights identity(int d, double gain, Matrix betas) {
    return new CalipFsWeights(
        List.of(),
        Linear.identity(d, gain),
        Linear.identity(d, 1),
        Linear.identity(d, 1),
        Linear.identity(d, 1),
        betas);
  }

  /**
   * Layers as PyTorch starts them.
   *
   * @param mlp whether hidden layers come first
   */
  static CalipFsWeights random(int d, boolean mlp, Matrix betas, Random random) {
    List<Linear> hidden = new ArrayList<>();
    int width = d;
    for (int i = 0; mlp && i < HIDDEN_LAYERS; i++) {
      hidden.add(Linear.random(width, HIDDEN, random));
      width = HIDDEN;
    }
    return new CalipFsWeights(
        hidden,
        Linear.random(width, d, random),
        Linear.random(width, d, random),
        Linear.random(width, d, random),
        Linear.random(d, d, random),
        betas);
  }

  /** Weights of the same shapes, all zeros: room for a gradient. */
  CalipFsWeights zeros() {
    return new CalipFsWeights(
        hidden.stream().map(Linear::zeros).toList(),
        query.zeros(),
        key.zeros(),
        value.zeros(),
        post.zeros(),
        new Matrix(1, betas.columns()));
  }

  /** All tensors but the betas, by name; not copies. */
  Map<String, Matrix> tensors() {
    Map<String, Matrix> tensors = new LinkedHashMap<>();
    for (int i = 0; i < hidden.size(); i++) {
      put(tensors, "hidden" + (i + 1), hidden.get(i));
    }
    put(tensors, "query", query);
    put(tensors, "key", key);
    put(tensors, "value", value);
    put(tensors, "post", post);
    return tensors;
  }

  private static void put(Map<String, Matrix> tensors, String name, Linear layer) {
    tensors.put(name + ".weight", layer.weight());
    tensors.put(name + ".bias", layer.bias());
  }
}
