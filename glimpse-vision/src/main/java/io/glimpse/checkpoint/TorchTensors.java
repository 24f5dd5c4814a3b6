package io.glimpse.checkpoint;

import io.glimpse.tensor.StoredArray;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The tensors of a file that {@code torch.save} wrote, whatever they are: one tensor, or lists and
 * dictionaries of tensors. Nothing of the file is run: its pickle is read as a description.
 */
public final class TorchTensors {

  private final Path path;
  private final Map<String, Tensor> tensors;

  private TorchTensors(Path path, Map<String, Tensor> tensors) {
    this.path = path;
    this.tensors = tensors;
  }

  /**
   * Opens a file.
   *
   * @throws CheckpointException if it is no zip archive of PyTorch, is damaged, or holds what is
   *     not read here
   */
  public static TorchTensors open(Path path) throws IOException {
    return new TorchTensors(path, TorchArchive.read(CheckpointFiles.map(path), NamedTensors::of));
  }

  /**
   * What they are called, in order: keys of dictionaries and places in lists, with dots between
   * those within each other; a single tensor has an empty name.
   */
  public List<String> names() {
    return new ArrayList<>(tensors.keySet());
  }

  /**
   * A tensor as an array.
   *
   * @throws CheckpointException if there is none of that name
   */
  @SuppressWarnings("exports") // Only modules of Glimpse read files so.
  public StoredArray array(String name) throws CheckpointException {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new CheckpointException(
          path, "has no tensor '" + name + "'; it has " + String.join(", ", names()));
    }
    return new TensorArray(name.isEmpty() ? path : path + "[" + name + "]", tensor);
  }

  private record TensorArray(Object name, Tensor tensor) implements StoredArray {

    @Override
    public long[] shape() {
      return tensor.shape().stream().mapToLong(Integer::longValue).toArray();
    }

    @Override
    public boolean isBoolean() {
      return tensor.type() == NumberType.BOOL;
    }

    @Override
    public void readFloats(long first, float[] target, int offset, int count) {
      Objects.checkFromIndexSize(first, count, tensor.elements());
      tensor.read(first, FloatBuffer.wrap(target, offset, count));
    }
  }
}
