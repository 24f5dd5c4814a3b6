package io.glimpse.lite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.Encoders;
import io.glimpse.feature.FeatureBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LiteImagesTest {

  private static final int SIZE = 224;

  private static Encoder encoder;

  @BeforeAll
  static void open() throws IOException {
    encoder = Encoders.open("lite", EncoderOptions.defaults());
  }

  @AfterAll
  static void close() {
    encoder.close();
  }

  /** {@code pixels[n][c][i][j] = ((7 i + 3 j + 50 c + 11 n) mod 256 - 127) / 128}. */
  private static FloatBuffer ramps(int first, int images) {
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(images * 3 * SIZE * SIZE * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int n = first; n < first + images; n++) {
      for (int c = 0; c < 3; c++) {
        for (int i = 0; i < SIZE; i++) {
          for (int j = 0; j < SIZE; j++) {
            pixels.put(((7 * i + 3 * j + 50 * c + 11 * n) % 256 - 127) / 128f);
          }
        }
      }
    }
    return pixels.flip();
  }

  @Test
  void theRampHasTheTokensThatTheRecipeMeasured() {
    FeatureBatch ramp = encoder.encodeImages(ramps(0, 1), 1);

    assertThat(ramp.tokensPerImage()).isEqualTo(1 + encoder.gridWidth() * encoder.gridHeight());
    assertRow(
        ramp.tokens().row(0),
        -0.02754,
        0.00981,
        -0.02875,
        -0.00602,
        -0.03689,
        -0.00789,
        0.0138,
        -0.0942);
    assertRow(
        ramp.tokens().row(25),
        -0.03977,
        0.02088,
        -0.03849,
        0.00028,
        -0.05375,
        -0.03184,
        0.01207,
        -0.09125);
  }

  private static void assertRow(float[] row, double... expected) {
    for (int j = 0; j < expected.length; j++) {
      assertThat((double) row[j]).as("value %d", j).isCloseTo(expected[j], within(1.5e-5));
    }
  }

  @Test
  void everyTokenIsAUnitRow() {
    FeatureBatch batch = encoder.encodeImages(ramps(0, 2), 2);

    assertThat(batch.size()).isEqualTo(2);
    for (int i = 0; i < batch.tokens().rows(); i++) {
      assertThat(batch.tokens().norm(i)).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void picturesAreReadFromTheBuffersPositionOn() {
    FloatBuffer two = ramps(0, 2).position(3 * SIZE * SIZE);

    float[] second = encoder.encodeImages(two, 1).globals().row(0);

    assertThat(second).isEqualTo(encoder.encodeImages(ramps(1, 1), 1).globals().row(0));
    assertThat(two.position()).isEqualTo(3 * SIZE * SIZE);
  }

  @Test
  void threadsThatShareTheEncoderGetTheBitsOfOne() {
    List<float[]> alone = IntStream.range(0, 6).mapToObj(LiteImagesTest::global).toList();

    List<CompletableFuture<float[]>> together =
        IntStream.range(0, 6)
            .mapToObj(n -> CompletableFuture.supplyAsync(() -> global(n)))
            .toList();

    for (int n = 0; n < alone.size(); n++) {
      assertThat(together.get(n).join()).isEqualTo(alone.get(n));
    }
  }

  private static float[] global(int n) {
    return encoder.encodeImages(ramps(n, 1), 1).globals().row(0);
  }

  @Test
  void aBufferOfTheWrongKindOrLengthIsRefused() {
    assertThatThrownBy(() -> encoder.encodeImages(FloatBuffer.allocate(3 * SIZE * SIZE), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("direct");
    assertThatThrownBy(() -> encoder.encodeImages(ramps(0, 1), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pixels has 150528 values, its shape needs 301056");
    assertThatThrownBy(() -> encoder.encodeImages(ramps(0, 1), 0)).hasMessageContaining("0");
  }

  @Test
  void aClosedEncoderSaysSo() throws IOException {
    Encoder closed = Encoders.open("lite", EncoderOptions.defaults());
    closed.close();
    closed.close();

    assertThatThrownBy(() -> closed.encodeImages(ramps(0, 1), 1)).hasMessageContaining("closed");
    assertThatThrownBy(() -> closed.encodeTexts(List.of("cat"))).hasMessageContaining("closed");
  }

  @Test
  void storedFingerprintsAreThoseOfTheResources() throws IOException {
    for (Precision precision : Precision.values()) {
      assertThat(LiteFingerprint.of(precision)).isEqualTo(LiteFingerprint.compute(precision));
    }
  }
}
