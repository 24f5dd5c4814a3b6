package io.glimpse.graph;

import io.glimpse.checkpoint.Weights;
import io.glimpse.tensor.Safetensors;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/** Tensors in memory, which can be renamed, stacked and transposed. */
final class MapWeights implements Weights {

  private record Values(List<Integer> shape, FloatBuffer values) {}

  private final Map<String, Values> tensors = new LinkedHashMap<>();

  /** All tensors of a safetensors file. */
  static MapWeights read(Path file) throws IOException {
    MapWeights weights = new MapWeights();
    try (Safetensors stored = Safetensors.open(file)) {
      for (String name : stored.names()) {
        List<Integer> shape = LongStream.of(stored.shape(name)).mapToObj(Math::toIntExact).toList();
        float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
        stored.readFloats(name, 0, values, 0, values.length);
        weights.put(name, shape, values);
      }
    }
    return weights;
  }

  void put(String name, List<Integer> shape, float... values) {
    tensors.put(name, new Values(shape, FloatBuffer.wrap(values)));
  }

  /** The tensors under other names. */
  MapWeights renamed(UnaryOperator<String> names) {
    MapWeights renamed = new MapWeights();
    tensors.forEach((name, tensor) -> renamed.tensors.put(names.apply(name), tensor));
    return renamed;
  }

  /** Makes one tensor of several. */
  void stack(String to, String... from) {
    int length = 0;
    for (String name : from) {
      length += values(name).length;
    }
    FloatBuffer all = FloatBuffer.allocate(length);
    List<Integer> shape = new ArrayList<>(shape(from[0]));
    shape.set(0, shape.get(0) * from.length);
    for (String name : from) {
      all.put(values(name));
      tensors.remove(name);
    }
    put(to, shape, all.array());
  }

  /** Makes a matrix of its transpose. */
  void transpose(String name) {
    List<Integer> shape = shape(name);
    int rows = shape.get(0);
    int columns = shape.get(1);
    float[] values = values(name);
    float[] turned = new float[values.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        turned[j * rows + i] = values[i * columns + j];
      }
    }
    put(name, List.of(columns, rows), turned);
  }

  float[] values(String name) {
    return Objects.requireNonNull(tensors.get(name), name).values().array();
  }

  @Override
  public Set<String> names() {
    return tensors.keySet();
  }

  @Override
  public List<Integer> shape(String name) {
    return Objects.requireNonNull(tensors.get(name), name).shape();
  }

  @Override
  public void read(String name, long first, FloatBuffer target) {
    target.put(values(name), (int) first, target.remaining());
  }
}
