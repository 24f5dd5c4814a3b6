package io.glimpse.calip;

import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.train.Linear;
import io.glimpse.train.Relu;
import java.util.ArrayList;
import java.util.List;

/** One pass through linear layers with a ReLU behind each; without layers, the input itself. */
final class HiddenLayers {

  private final List<Linear> layers;

  /** What each layer was given, and the result of the last. */
  private final List<Matrix> activations = new ArrayList<>();

  /**
   * Applies the layers.
   *
   * @param input n x d
   */
  HiddenLayers(List<Linear> layers, Matrix input) {
    this.layers = layers;
    activations.add(input);
    for (Linear layer : layers) {
      Matrix next = layer.apply(activations.get(activations.size() - 1));
      activations.add(Relu.apply(next));
    }
  }

  /** What comes out, n x h. */
  Matrix output() {
    return activations.get(layers.size());
  }

  /**
   * Adds this pass to the gradient.
   *
   * @param slopes by the output; overwritten
   * @param gradient a layer of slopes for each layer
   */
  void addGradient(Matrix slopes, List<Linear> gradient) {
    Matrix current = slopes;
    for (int l = layers.size() - 1; l >= 0; l--) {
      Relu.gradient(current, activations.get(l + 1));
      gradient.get(l).addGradient(current, activations.get(l));
      if (l > 0) {
        current = Products.times(current, layers.get(l).weight());
      }
    }
  }
}
