package io.glimpse.checkpoint;

import java.util.ArrayList;
import java.util.List;

/** Checks that every tensor that a model of given sizes uses is there, and of the right shape. */
final class ExpectedTensors {

  private final ModelTensors tensors;
  private final List<String> names = new ArrayList<>();

  ExpectedTensors(ModelTensors tensors) {
    this.tensors = tensors;
  }

  /** The names of all tensors that were asked for so far. */
  List<String> names() {
    return List.copyOf(names);
  }

  /** A scale and a shift. */
  void affine(String name, int width) throws CheckpointException {
    require(name + ".weight", width);
    require(name + ".bias", width);
  }

  /** A linear layer. */
  void linear(String name, int out, int in) throws CheckpointException {
    require(name + ".weight", out, in);
    require(name + ".bias", out);
  }

  /** A linear layer that may come without a bias. */
  void linearWithOrWithoutBias(String name, int out, int in) throws CheckpointException {
    require(name + ".weight", out, in);
    if (tensors.find(name + ".bias") != null) {
      require(name + ".bias", out);
    }
  }

  /** The width of a perceptron, by the rows of its first layer. */
  int rows(String name) throws CheckpointException {
    return tensors.shape(name + ".weight", 2).get(0);
  }

  /**
   * A tensor.
   *
   * @throws CheckpointException if it is missing, of another shape, or no tensor of floats
   */
  void require(String name, Integer... shape) throws CheckpointException {
    Tensor tensor = tensors.get(name);
    if (!tensor.shape().equals(List.of(shape))) {
      throw tensors.refusal(
          name,
          "has the shape %s, but the sizes of the others ask for %s"
              .formatted(tensor.shape(), List.of(shape)));
    }
    if (!tensor.type().isFloat()) {
      throw tensors.refusal(
          name, "has elements of the type " + tensor.type() + ", where a float is needed");
    }
    names.add(name);
  }
}
