package io.glimpse.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.glimpse.checkpoint.Activation;
import io.glimpse.checkpoint.ClipArchitecture;
import io.glimpse.checkpoint.ClipArchitecture.Text;
import io.glimpse.checkpoint.ClipArchitecture.VisionTransformer;
import io.glimpse.checkpoint.Weights;
import io.glimpse.fixture.Shared;
import io.glimpse.onnx.Network;
import io.glimpse.onnx.NetworkInput;
import io.glimpse.tensor.NpyFile;
import io.glimpse.tensor.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderGraphsTest {

  @TempDir Path folder;

  @Test
  void aStoredModelGivesTheReferencesTokens() throws IOException {
    ClipArchitecture tiny =
        new ClipArchitecture(
            new VisionTransformer(64, 16, 64, 2, 2),
            new Text(77, 512, 64, 2, 2),
            32,
            Activation.GELU);
    Path expected = Shared.path("fixtures/encoders/expected/openclip-vit-tiny-gelu");
    try (Safetensors file =
        Safetensors.open(
            Shared.path(
                "fixtures/encoders/checkpoints/openclip-vit-tiny-gelu/open_clip_model.safetensors"))) {
      EncoderGraphs.write(new FileWeights(file), tiny, folder);
    }
    try (Network images = Network.open(folder.resolve(EncoderGraphs.IMAGE), 1);
        Network texts = Network.open(folder.resolve(EncoderGraphs.TEXT), 1);
        NpyFile ids = NpyFile.open(expected.resolve("text_ids.npy"))) {
      assertThat(
              images.run(
                  List.of(
                      NetworkInput.floats(
                          "pixels", direct(values(expected.resolve("input.npy"))), 3, 3, 64, 64),
                      NetworkInput.longs("wanted", new long[] {17}, 1)),
                  "tokens",
                  3,
                  17,
                  32))
          .containsExactly(values(expected.resolve("tokens_raw.npy")), offset(1e-4f));
      float[] all = ids.readAll();
      long[] rows = LongStream.range(0, all.length).map(i -> (long) all[(int) i]).toArray();
      assertThat(texts.run(List.of(NetworkInput.longs("ids", rows, 5, 77)), "features", 5, 32))
          .containsExactly(values(expected.resolve("text_features.npy")), offset(1e-4f));
    }
  }

  private static float[] values(Path file) throws IOException {
    try (NpyFile npy = NpyFile.open(file)) {
      return npy.readAll();
    }
  }

  private static FloatBuffer direct(float[] values) {
    return ByteBuffer.allocateDirect(values.length * 4)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer()
        .put(values)
        .flip();
  }

  private record FileWeights(Safetensors file) implements Weights {
    @Override
    public Set<String> names() {
      return Set.copyOf(file.names());
    }

    @Override
    public List<Integer> shape(String name) {
      try {
        return LongStream.of(file.shape(name)).mapToObj(Math::toIntExact).toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void read(String name, long first, FloatBuffer target) {
      try {
        float[] some = new float[target.remaining()];
        file.readFloats(name, first, some, 0, some.length);
        target.put(some);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
