package io.glimpse.hub;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * What an operator makes of a few numbers that the file says: the arithmetic by which exporters put
 * sizes together.
 */
final class ConstantFolding {

  private ConstantFolding() {}

  /**
   * Works out what an operator gives.
   *
   * @param inputs their values, in order; null for what is not known
   * @return null if it is not known, or more than a list of sizes has
   */
  static double @Nullable [] fold(OperatorNode node, List<double @Nullable []> inputs) {
    return switch (node.type()) {
      case "Constant" -> node.constants().values().stream().findFirst().orElse(null);
      case "Identity", "Cast", "CastLike", "Reshape", "Squeeze", "Unsqueeze", "Flatten" ->
          inputs.isEmpty() ? null : inputs.get(0);
      case "Neg" -> each(inputs, value -> -value);
      case "Abs" -> each(inputs, Math::abs);
      case "Floor" -> each(inputs, Math::floor);
      case "Ceil" -> each(inputs, Math::ceil);
      case "Sqrt" -> each(inputs, Math::sqrt);
      case "Exp" -> each(inputs, Math::exp);
      case "Add", "Sum" -> all(inputs, Double::sum);
      case "Sub" -> all(inputs, (a, b) -> a - b);
      case "Mul" -> all(inputs, (a, b) -> a * b);
      // Of whole numbers a little more than they give, which cannot hide a size.
      case "Div" -> all(inputs, (a, b) -> a / b);
      case "Pow" -> all(inputs, Math::pow);
      case "Max" -> all(inputs, Math::max);
      case "Min" -> all(inputs, Math::min);
      case "ReduceProd" -> reduced(inputs, 1, (a, b) -> a * b);
      case "ReduceSum" -> reduced(inputs, 0, Double::sum);
      case "Concat" -> joined(inputs);
      case "Gather" -> gathered(inputs);
      default -> null;
    };
  }

  private static double @Nullable [] each(
      List<double @Nullable []> inputs, DoubleUnaryOperator operator) {
    double[] values = inputs.isEmpty() ? null : inputs.get(0);
    return values == null ? null : Arrays.stream(values).map(operator).toArray();
  }

  private static double @Nullable [] all(
      List<double @Nullable []> inputs, DoubleBinaryOperator operator) {
    double[] result = null;
    for (double[] values : inputs) {
      if (values == null || values.length == 0) {
        return null;
      }
      result = result == null ? values : both(result, values, operator);
      if (result == null) {
        return null;
      }
    }
    return result;
  }

  /** One number goes with every one of a list. */
  private static double @Nullable [] both(double[] a, double[] b, DoubleBinaryOperator operator) {
    if (a.length != b.length && a.length != 1 && b.length != 1) {
      return null;
    }
    double[] result = new double[Math.max(a.length, b.length)];
    for (int i = 0; i < result.length; i++) {
      result[i] = operator.applyAsDouble(a[i % a.length], b[i % b.length]);
    }
    return result;
  }

  /** Over all: which axis it is told does not matter for a list. */
  private static double @Nullable [] reduced(
      List<double @Nullable []> inputs, double start, DoubleBinaryOperator operator) {
    double[] values = inputs.isEmpty() ? null : inputs.get(0);
    return values == null ? null : new double[] {Arrays.stream(values).reduce(start, operator)};
  }

  private static double @Nullable [] joined(List<double @Nullable []> inputs) {
    List<DoubleStream> parts = new ArrayList<>();
    int length = 0;
    for (double[] values : inputs) {
      if (values == null || (length += values.length) > TensorValues.FEW) {
        return null;
      }
      parts.add(Arrays.stream(values));
    }
    return parts.stream().flatMapToDouble(part -> part).toArray();
  }

  private static double @Nullable [] gathered(List<double @Nullable []> inputs) {
    double[] values = inputs.isEmpty() ? null : inputs.get(0);
    double[] places = inputs.size() < 2 ? null : inputs.get(1);
    if (values == null || places == null) {
      return null;
    }
    double[] gathered = new double[places.length];
    for (int i = 0; i < places.length; i++) {
      int place = (int) (places[i] < 0 ? places[i] + values.length : places[i]);
      if (place < 0 || place >= values.length) {
        return null;
      }
      gathered[i] = values[place];
    }
    return gathered;
  }
}
