package io.glimpse.checkpoint;

import io.glimpse.checkpoint.ModelConfig.Claim;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sizes that the shapes of the weights tell, to which what a configuration says is held. */
final class MeasuredSizes {

  /** Far beyond any model; products of two sizes and a small factor stay within an int. */
  private static final int LARGEST = 1 << 24;

  /** The limit of {@link io.glimpse.image.Preprocessing}. */
  private static final int MAX_RESOLUTION = 8192;

  private final ModelTensors tensors;
  private final Map<Size, Integer> sizes = new EnumMap<>(Size.class);

  MeasuredSizes(ModelTensors tensors) {
    this.tensors = tensors;
  }

  ModelTensors tensors() {
    return tensors;
  }

  /**
   * Takes a size down.
   *
   * @throws CheckpointException if it is beyond all reason
   */
  void put(Size size, int value) throws CheckpointException {
    if (value > LARGEST) {
      throw new CheckpointException(
          tensors.file(),
          "its shapes give %d for %s, the limit is %d".formatted(value, size.title(), LARGEST));
    }
    sizes.put(size, value);
  }

  /** A size that was taken down. */
  @SuppressWarnings("NullAway") // whoever asks has put it
  int of(Size size) {
    return sizes.get(size);
  }

  /**
   * Measures the blocks of a transformer.
   *
   * @param prefix of their names, in front of the number
   * @param perceptron its first layer, whose rows are its width
   */
  void putTransformer(String prefix, String perceptron, Size layers, Size hidden)
      throws CheckpointException {
    int count = count(prefix);
    if (count == 0) {
      throw new CheckpointException(
          tensors.file(), "has no transformer: no tensor is named '" + prefix + "0...'");
    }
    put(layers, count);
    put(hidden, tensors.shape(prefix + "0." + perceptron, 2).get(0));
  }

  /** How many numbers follow the prefix; a gap among them shows later, as a missing tensor. */
  int count(String prefix) {
    Set<String> numbers = new HashSet<>();
    for (String name : tensors.names()) {
      int dot = name.indexOf('.', prefix.length());
      if (name.startsWith(prefix) && dot > 0) {
        numbers.add(name.substring(prefix.length(), dot));
      }
    }
    return numbers.size();
  }

  /**
   * Pixels a side of the pictures that a table of places is for.
   *
   * @param positions the table
   * @param factor pixels a side of a place
   */
  int resolution(String positions, int factor, int grid) throws CheckpointException {
    long resolution = (long) factor * grid;
    if (resolution > MAX_RESOLUTION) {
      throw tensors.refusal(
          positions, "is for pictures of " + resolution + " pixels a side, which is too large");
    }
    return (int) resolution;
  }

  /**
   * Places a side, from a table with one row for each.
   *
   * @param rows of the table
   * @param first rows in front of them, 0 or 1
   */
  int grid(String positions, int rows, int first) throws CheckpointException {
    int grid = (int) Math.sqrt(rows - first);
    if (grid < 1 || grid * grid + first != rows) {
      throw tensors.refusal(
          positions, "has " + rows + " rows, which is no square" + (first == 0 ? "" : " and one"));
    }
    return grid;
  }

  /**
   * Refuses a configuration that says otherwise.
   *
   * @param claims of sizes, of which those that were not measured are passed over
   */
  void confirm(List<Claim> claims) throws CheckpointException {
    for (Claim claim : claims) {
      Integer size = sizes.get(claim.size());
      if (size != null && size != claim.value()) {
        throw new CheckpointException(
            claim.file(),
            "%s is %d, but the weights in %s say %d"
                .formatted(claim.key(), claim.value(), tensors.file().getFileName(), size));
      }
    }
  }

  /** Refuses a number among the tensors that says otherwise, as OpenAI's archives hold some. */
  void confirmStored(String name, Size size) throws CheckpointException {
    Float value = tensors.number(name);
    if (value != null && value != of(size)) {
      throw tensors.refusal(
          name, "is %s, but the shapes of the others say %d".formatted(value, of(size)));
    }
  }
}
