package io.glimpse.graph;

import io.glimpse.graph.WeightsFile.Values;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One {@code Gemm} that takes the weight as the checkpoint stores it and adds the bias as it goes.
 */
record FloatProduct(OnnxGraph graph) implements LinearProduct {

  @Override
  public String append(
      String x, String name, List<Integer> shape, Values weight, @Nullable String bias)
      throws IOException {
    String stored = graph.weight(name, shape, weight);
    return graph.node(
        "Gemm",
        bias == null ? List.of(x, stored) : List.of(x, stored, bias),
        Attribute.of("transB", 1));
  }

  @Override
  public boolean rounds() {
    return false;
  }
}
