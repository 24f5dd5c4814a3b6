package io.glimpse.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.encoder.LocalView;
import io.glimpse.feature.LocalTokens;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointPlacesTest {

  private static final String VIT = "openai-vit-tiny.pt";

  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({"openai-vit-tiny.pt, 1", "hf-vit-tiny, 1", "openai-rn-tiny.pt, 2"})
  void aModelSeesSmallPlaces(String checkpoint, int firstLevel) throws IOException {
    try (CheckpointEncoder encoder = Fixtures.open(checkpoint, home)) {
      LocalView view = encoder.local().orElseThrow();

      LocalTokens tokens = encoder.encodeLocal(pixels(view), 1).get(0);

      assertThat(view.side()).isGreaterThanOrEqualTo(448);
      assertThat(view.preprocessing().mean()).isEqualTo(encoder.preprocessing().mean());
      assertThat(view.levels().get(0).name()).endsWith(String.valueOf(firstLevel));
      assertThat(tokens.places()).isEqualTo(view.places());
      assertThat(tokens.widths())
          .isEqualTo(view.levels().stream().map(LocalView.Level::width).toList());
      assertThat(tokens.levels().get(0).row(5))
          .doesNotContain(Float.NaN)
          .isNotEqualTo(tokens.levels().get(0).row(6));
    }
  }

  @Test
  void itsNetworkIsBuiltOnceAndOnlyWhereSomebodyAsks() throws IOException {
    try (CheckpointEncoder encoder = Fixtures.open(VIT, home)) {
      assertThat(encoder.dimension()).isPositive();
      assertThat(graphs()).hasSize(1);
      assertThat(encoder.local()).isPresent();
      assertThat(graphs()).hasSize(2);
    }
    List<Path> before = graphs();
    try (CheckpointEncoder encoder = Fixtures.open(VIT, home)) {
      LocalView view = encoder.local().orElseThrow();
      assertThat(encoder.encodeLocal(pixels(view), 1)).hasSize(1);
    }
    assertThat(graphs()).isEqualTo(before);
  }

  private List<Path> graphs() throws IOException {
    try (Stream<Path> all = Files.list(home.resolve("graphs"))) {
      return all.filter(file -> !file.endsWith(".locks")).sorted().toList();
    }
  }

  @Test
  void anInt8EncoderSeesThemInFloat32() throws IOException {
    try (CheckpointEncoder exact = Fixtures.open(VIT, home);
        CheckpointEncoder int8 = Fixtures.openInt8(VIT, home)) {
      LocalView view = exact.local().orElseThrow();

      assertThat(int8.fingerprint()).isNotEqualTo(exact.fingerprint());
      assertThat(int8.local()).contains(view);
      assertThat(int8.encodeLocal(pixels(view), 1).get(0).levels().get(1).row(3))
          .isEqualTo(exact.encodeLocal(pixels(view), 1).get(0).levels().get(1).row(3));
    }
  }

  @Test
  void aClosedEncoderSaysSo() throws IOException {
    CheckpointEncoder encoder = Fixtures.open(VIT, home);
    LocalView view = encoder.local().orElseThrow();
    encoder.close();

    assertThatThrownBy(() -> encoder.encodeLocal(pixels(view), 1)).hasMessageContaining("closed");
  }

  private static FloatBuffer pixels(LocalView view) {
    float[] values = new float[view.preprocessing().length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i * 0.37);
    }
    return Fixtures.direct(values);
  }
}
