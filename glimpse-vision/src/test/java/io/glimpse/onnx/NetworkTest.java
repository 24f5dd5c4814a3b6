package io.glimpse.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.graph.GemmGraph;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkTest {

  private static FloatBuffer direct(float... values) {
    return NativeBuffers.allocate(values.length).put(values).flip();
  }

  private static float[] product(Network network) {
    return network.run(
        List.of(
            NetworkInput.floats("a", direct(1, 2), 1, 2),
            NetworkInput.floats("b", direct(3, 4, 5, 6), 2, 2)),
        "c",
        1,
        2);
  }

  @Test
  void aNetworkRunsFromMemoryAFileAndTheClassPath(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("gemm.onnx"), GemmGraph.transposed());

    try (Network memory = Network.open(GemmGraph.transposed(), 1);
        Network path = Network.open(file, 2);
        Network url = Network.open(file.toUri().toURL(), 1)) {
      assertThat(product(memory)).containsExactly(11, 17);
      assertThat(product(path)).containsExactly(11, 17);
      assertThat(product(url)).containsExactly(11, 17);
    }
  }

  @Test
  void aFileThatIsNoNetworkIsRefusedByName(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("broken.onnx"), "no network");

    assertThatThrownBy(() -> Network.open(file, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("broken.onnx");
  }

  @Test
  void inputsThatDoNotFitTheNetworkAreRefused() throws IOException {
    try (Network network = Network.open(GemmGraph.transposed(), 1)) {
      List<NetworkInput> one = List.of(NetworkInput.floats("a", direct(1, 2), 1, 2));

      assertThatThrownBy(() -> network.run(one, "c", 1, 2))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> network.run(one, "d", 1, 2))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aClosedNetworkSaysSo() throws IOException {
    Network network = Network.open(GemmGraph.transposed(), 1);
    network.close();
    network.close();

    assertThatThrownBy(() -> product(network))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}
