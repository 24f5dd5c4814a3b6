package io.glimpse.checkpoint;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tensors of one model under the names of its family. */
final class ModelTensors implements Weights {

  private final Path file;
  private final String family;
  private final Map<String, Tensor> tensors;
  private final Map<String, String> storedNames;
  private volatile boolean closed;

  /**
   * @param file for messages
   * @param family that the model is of, for messages
   * @param storedNames under what name a tensor was stored, where that is another
   */
  ModelTensors(
      Path file, String family, Map<String, Tensor> tensors, Map<String, String> storedNames) {
    this.file = file;
    this.family = family;
    this.tensors = tensors;
    this.storedNames = storedNames;
  }

  Path file() {
    return file;
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(tensors.keySet());
  }

  @Override
  public List<Integer> shape(String name) {
    return require(name).shape();
  }

  @Override
  public void read(String name, long first, FloatBuffer target) {
    if (closed) {
      throw new IllegalStateException(file + " was closed");
    }
    require(name).read(first, target);
  }

  /** The tensor of that name; null if there is none. */
  @Nullable Tensor find(String name) {
    return tensors.get(name);
  }

  /** As {@link #find}, with a refusal if there is none. */
  Tensor get(String name) throws CheckpointException {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new CheckpointException(
          file, "has no tensor '" + name + "', which " + family + " needs");
    }
    return tensor;
  }

  /** The value of a tensor of one element; null if there is none of that name and kind. */
  @Nullable Float number(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null || tensor.elements() != 1) {
      return null;
    }
    FloatBuffer value = FloatBuffer.allocate(1);
    tensor.read(0, value);
    return value.get(0);
  }

  /** The extents of a tensor that must have {@code axes} of them, none zero. */
  List<Integer> shape(String name, int axes) throws CheckpointException {
    List<Integer> shape = get(name).shape();
    if (shape.size() != axes || shape.contains(0)) {
      throw refusal(name, "has the shape " + shape + " instead of " + axes + " axes");
    }
    return shape;
  }

  /** Refuses a tensor by the name that is in the file. */
  CheckpointException refusal(String name, String reason) {
    return new CheckpointException(
        file, "the tensor '" + storedNames.getOrDefault(name, name) + "' " + reason);
  }

  void close() {
    closed = true;
  }

  private Tensor require(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(file + " has no tensor '" + name + "'");
    }
    return tensor;
  }
}
