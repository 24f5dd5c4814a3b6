package io.glimpse.hub;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How large a value may be that an operator makes out of a few numbers in the file: the way for a
 * small file to ask for more memory than there is.
 *
 * <p>Sizes are known where they follow from numbers in the file by simple arithmetic ({@link
 * ConstantFolding}); then it is also known how many numbers a value has at least, which finds what
 * doubles again and again. Sizes that depend on the input, and products of matrices, are not seen.
 */
final class SizeRules {

  /** 256 MB as float32; the largest that encoders make in this way are masks of texts. */
  private static final double MOST_ELEMENTS = 1 << 26;

  private static final int SIZES_OF_RESIZE = 3;
  private static final int SCALES_OF_RESIZE = 2;

  /** What has as many numbers as the largest of its inputs, or more. */
  private static final Set<String> KEEPING =
      Set.of(
          ("Identity Cast Reshape Transpose Squeeze Unsqueeze Flatten Add Sub Mul Div Pow Max Min Sum"
                  + " Where Neg Abs Sqrt Exp Log Erf Relu Sigmoid Tanh Softmax Gelu Not And Or Equal")
              .split(" "));

  private static final double[] NONE = {};

  private final @Nullable SizeRules outer;

  /** Values of few numbers. */
  private final Map<String, double[]> known = new HashMap<>();

  /** How many numbers a value has at least. */
  private final Map<String, Double> least = new HashMap<>();

  private final Map<String, double[]> shapes = new HashMap<>();
  private double stored;

  /**
   * Rules for a network.
   *
   * @param outer those of the network that it is within, whose values it sees; null for the whole
   */
  SizeRules(@Nullable SizeRules outer) {
    this.outer = outer;
    this.stored = outer == null ? 0 : outer.stored;
  }

  /** Tells of a tensor in the file. */
  void add(StoredTensor tensor) {
    double[] shape = tensor.extents().stream().mapToDouble(Long::doubleValue).toArray();
    double elements = product(shape);
    stored += elements;
    least.put(tensor.name(), elements);
    shapes.put(tensor.name(), shape);
    known.put(tensor.name(), tensor.few());
  }

  /** Refuses what an operator would make; few numbers that it gives are remembered. */
  void require(OperatorNode node) throws IOException {
    double elements = elements(node);
    // A value may have as many numbers as the file, as where weights are put together.
    if (!(elements <= MOST_ELEMENTS + stored)) {
      throw new IOException(refusal(node, elements));
    }
    if (!node.outputs().isEmpty()) {
      String output = node.outputs().get(0);
      least.put(output, Math.max(1, elements));
      double[] values = folded(node);
      known.put(output, values == null || values.length > TensorValues.FEW ? NONE : values);
    }
  }

  private static String refusal(OperatorNode node, double elements) {
    return Double.isFinite(elements)
        ? "its operator %s would make %.3g numbers out of a few, and no encoder needs more than %.0f"
            .formatted(node.type(), elements, MOST_ELEMENTS)
        : "its operator %s takes a size that no number in this file says; export it with its small tensors within"
            .formatted(node.type());
  }

  /** What an operator makes at least, as far as it is known. */
  private double elements(OperatorNode node) throws IOException {
    Map<String, double[]> said = node.constants();
    return switch (node.type()) {
      case "ConstantOfShape", "HannWindow", "HammingWindow", "BlackmanWindow" -> product(node, 0);
      case "Expand" -> Math.max(least(node, 0), product(node, 1));
      case "OneHot", "CenterCropPad", "Col2Im" -> product(node, 1);
      case "Tile" -> least(node, 0) * product(node, 1);
      case "Pad" -> Math.max(pads(values(node, 1)), pads(said.get("pads")));
      case "Conv", "MaxPool", "AveragePool", "LpPool" -> pads(said.get("pads"));
      case "ConvTranspose" ->
          Math.max(
              Math.max(product(said.get("output_shape")), product(said.get("strides"))),
              Math.max(product(said.get("output_padding")), pads(said.get("pads"))));
      case "MelWeightMatrix" -> product(node, 0) * product(node, 1);
      case "Range" -> range(node);
      case "RoiAlign" -> product(said.get("output_height")) * product(said.get("output_width"));
      case "Resize", "Upsample" -> resized(node);
      case "Concat" -> {
        double sum = 0;
        for (int i = 0; i < node.inputs().size(); i++) {
          sum += least(node, i);
        }
        yield sum;
      }
      default -> KEEPING.contains(node.type()) ? largest(node) : 1;
    };
  }

  /** By its scales, which are the second of two inputs in files of older operators. */
  private double resized(OperatorNode node) {
    int scales = node.inputs().size() == 2 ? 1 : SCALES_OF_RESIZE;
    return Math.max(
        Math.max(product(node, SIZES_OF_RESIZE), least(node, 0) * product(node, scales)),
        product(node.constants().get("scales")));
  }

  private double range(OperatorNode node) throws IOException {
    double[] start = values(node, 0);
    double[] limit = values(node, 1);
    double[] step = values(node, 2);
    if (start == null || limit == null || step == null) {
      return 1;
    }
    if (start.length != 1 || limit.length != 1 || step.length != 1 || step[0] == 0) {
      throw new IOException("has an operator Range without a start, a limit and a step");
    }
    return (limit[0] - start[0]) / step[0];
  }

  private double largest(OperatorNode node) {
    double largest = 1;
    for (int i = 0; i < node.inputs().size(); i++) {
      largest = Math.max(largest, least(node, i));
    }
    return largest;
  }

  private double product(OperatorNode node, int input) {
    return product(values(node, input));
  }

  private static double product(double @Nullable [] factors) {
    return factors == null ? 1 : Arrays.stream(factors).reduce(1, (a, b) -> a * Math.abs(b));
  }

  private static double pads(double @Nullable [] pads) {
    double elements = 1;
    int rank = pads == null ? 0 : pads.length / 2;
    for (int i = 0; pads != null && i < rank; i++) {
      elements *= 1 + Math.max(0, pads[i]) + Math.max(0, pads[i + rank]);
    }
    return elements;
  }

  private double @Nullable [] folded(OperatorNode node) {
    if (node.type().equals("Shape") && !node.inputs().isEmpty()) {
      return shape(node.inputs().get(0));
    }
    List<double @Nullable []> inputs = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      inputs.add(values(node, i));
    }
    return ConstantFolding.fold(node, inputs);
  }

  private double least(OperatorNode node, int input) {
    String name = input < node.inputs().size() ? node.inputs().get(input) : "";
    for (SizeRules rules = this; rules != null; rules = rules.outer) {
      Double elements = rules.least.get(name);
      if (elements != null) {
        return elements;
      }
    }
    return 1;
  }

  private double @Nullable [] values(OperatorNode node, int input) {
    String name = input < node.inputs().size() ? node.inputs().get(input) : "";
    for (SizeRules rules = this; rules != null; rules = rules.outer) {
      double[] values = rules.known.get(name);
      if (values != null) {
        return values.length == 0 ? null : values;
      }
    }
    return null;
  }

  private double @Nullable [] shape(String name) {
    for (SizeRules rules = this; rules != null; rules = rules.outer) {
      double[] shape = rules.shapes.get(name);
      if (shape != null) {
        return shape;
      }
    }
    return null;
  }
}
