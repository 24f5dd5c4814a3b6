package io.glimpse.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.checkpoint.Activation;
import io.glimpse.onnx.Network;
import io.glimpse.onnx.NetworkInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** ONNX Runtime's operators beside the equations. */
class ActivationTest {

  private static final int STEPS = 4001;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void anActivationIsItsEquation(Activation activation) throws IOException {
    FloatBuffer x =
        ByteBuffer.allocateDirect(STEPS * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int i = 0; i < STEPS; i++) {
      x.put(i, (i - STEPS / 2) * 0.005f);
    }

    float[] y;
    try (Network network = Network.open(written(activation), 1)) {
      y = network.run(List.of(NetworkInput.floats("x", x, 1, STEPS)), "y", 1, STEPS);
    }

    for (int i = 0; i < STEPS; i++) {
      assertThat((double) y[i])
          .as("of %s", x.get(i))
          .isCloseTo(exact(activation, x.get(i)), within(2e-6));
    }
  }

  private Path written(Activation activation) throws IOException {
    Path model = folder.resolve("activation.onnx");
    try (WeightsFile none = WeightsFile.create(folder.resolve("activation.weights"))) {
      OnnxGraph graph = new OnnxGraph("activation", none);
      String x = graph.input("x", OnnxGraph.FLOAT, Axis.of("n"), Axis.of(STEPS));
      String y = new Layers(graph, new MapWeights()).activate(activation, x);
      graph.nodeInto("y", "Identity", List.of(y));
      graph.output("y", Axis.of("n"), Axis.of(STEPS));
      Files.write(model, graph.model());
    }
    return model;
  }

  private static double exact(Activation activation, double x) {
    return switch (activation) {
      case QUICK_GELU -> x / (1 + Math.exp(-1.702 * x));
      case SILU -> x / (1 + Math.exp(-x));
      case GELU -> x * normal(x);
      case GELU_TANH ->
          x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
    };
  }

  /** The normal distribution's share below x, by Simpson's rule over its density. */
  private static double normal(double x) {
    int steps = 2000;
    double width = x / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double factor = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
      sum += factor * Math.exp(-0.5 * Math.pow(i * width, 2));
    }
    return 0.5 + sum * width / 3 / Math.sqrt(2 * Math.PI);
  }
}
