package io.glimpse.hub;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How large a value may be that an operator makes out of a few numbers in the file: the way for a
 * small file to ask for more memory than there is. Sizes that are worked out as the network runs
 * are not seen here.
 */
final class SizeRules {

  /** 256 MB as float32; the largest that encoders make in this way are masks of texts. */
  private static final double MOST_ELEMENTS = 1 << 26;

  private static final int SIZES_OF_RESIZE = 3;
  private static final int SCALES_OF_RESIZE = 2;

  private final Map<String, double[]> known = new HashMap<>();

  /** Tells the values of a tensor; none if they are not known. */
  void add(String name, double[] values) {
    if (values.length > 0) {
      known.put(name, values);
    }
  }

  /** Refuses what an operator would make; one that only says numbers is remembered. */
  void require(OperatorNode node) throws IOException {
    List<String> inputs = node.inputs();
    switch (node.type()) {
      case "Constant" ->
          node.constants().values().stream()
              .findFirst()
              .ifPresent(values -> node.outputs().forEach(name -> known.put(name, values)));
      case "Identity", "Cast" -> pass(inputs, node.outputs());
      case "ConstantOfShape" -> requireProduct(node, values(inputs, 0));
      case "Expand", "Tile", "OneHot" -> requireProduct(node, values(inputs, 1));
      case "Pad" -> requirePads(node, values(inputs, 1));
      case "Range" -> requireRange(node);
      case "Resize", "Upsample" -> {
        requireProduct(node, values(inputs, SIZES_OF_RESIZE));
        requireProduct(node, values(inputs, SCALES_OF_RESIZE));
      }
      default -> {}
    }
  }

  private void pass(List<String> inputs, List<String> outputs) {
    double[] values = values(inputs, 0);
    if (values != null) {
      outputs.forEach(name -> known.put(name, values));
    }
  }

  private double @Nullable [] values(List<String> inputs, int index) {
    return index < inputs.size() ? known.get(inputs.get(index)) : null;
  }

  private static void requireProduct(OperatorNode node, double @Nullable [] factors)
      throws IOException {
    if (factors != null) {
      requireElements(node, Arrays.stream(factors).reduce(1, (a, b) -> a * b));
    }
  }

  private static void requirePads(OperatorNode node, double @Nullable [] pads) throws IOException {
    if (pads != null) {
      int rank = pads.length / 2;
      double elements = 1;
      for (int i = 0; i < rank; i++) {
        elements *= 1 + Math.max(0, pads[i]) + Math.max(0, pads[i + rank]);
      }
      requireElements(node, elements);
    }
  }

  private void requireRange(OperatorNode node) throws IOException {
    double[] start = values(node.inputs(), 0);
    double[] limit = values(node.inputs(), 1);
    double[] step = values(node.inputs(), 2);
    if (start != null && limit != null && step != null) {
      if (start.length != 1 || limit.length != 1 || step.length != 1 || step[0] == 0) {
        throw new IOException("has an operator Range without a start, a limit and a step");
      }
      requireElements(node, (limit[0] - start[0]) / step[0]);
    }
  }

  private static void requireElements(OperatorNode node, double elements) throws IOException {
    if (!(elements <= MOST_ELEMENTS)) {
      throw new IOException(
          "its operator %s would make %.3g numbers out of a few, and no encoder needs more than %.0f"
              .formatted(node.type(), elements, MOST_ELEMENTS));
    }
  }
}
