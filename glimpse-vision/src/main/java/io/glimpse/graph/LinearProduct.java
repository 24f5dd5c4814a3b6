package io.glimpse.graph;

import io.glimpse.graph.WeightsFile.Values;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the product of a linear layer is computed. */
interface LinearProduct {

  /**
   * Appends {@code x Wᵀ + b}.
   *
   * @param x [rows, in]
   * @param name of the weight
   * @param shape of the weight, [out, in]
   * @param bias the value that holds it, [out]; null for none
   */
  String append(String x, String name, List<Integer> shape, Values weight, @Nullable String bias)
      throws IOException;

  /**
   * Whether x is rounded, to steps that are large beside the last bit of float32: such a bit, where
   * it decides, is a whole step.
   */
  boolean rounds();
}
