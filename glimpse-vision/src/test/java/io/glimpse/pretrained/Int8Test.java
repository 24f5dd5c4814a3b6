package io.glimpse.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.glimpse.encoder.Int8Verdict;
import io.glimpse.encoder.Int8Verdicts;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.fixture.Shared;
import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Int8Test {

  private static final String VIT = "openai-vit-tiny.pt";

  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({
    "openai-vit-tiny.pt, openai-vit-tiny",
    "hf-vit-tiny, hf-vit-tiny",
    "openclip-vit-tiny-quickgelu, openclip-vit-tiny-quickgelu"
  })
  void everyTokenStaysCloseToTheReference(String checkpoint, String expected) throws IOException {
    Path answers = Shared.path("fixtures/encoders/expected/" + expected);
    float[] pixels = Fixtures.values(answers.resolve("input.npy"));

    try (CheckpointEncoder encoder = Fixtures.openInt8(checkpoint, home)) {
      int images = pixels.length / encoder.preprocessing().length();
      Matrix rows = encoder.encodeImages(Fixtures.direct(pixels), images).tokens();
      Matrix reference =
          Matrix.wrap(Fixtures.values(answers.resolve("tokens.npy")), rows.rows(), rows.columns());

      assertThat(encoder.notes()).isEmpty();
      for (int i = 0; i < rows.rows(); i++) {
        assertThat(rows.dot(i, reference, i)).as("token %d", i).isGreaterThan(0.998);
      }
    }
  }

  @Test
  void aPictureGivesTheSameInAnyBatch() throws IOException {
    try (CheckpointEncoder encoder = Fixtures.openInt8(VIT, home)) {
      int length = encoder.preprocessing().length();
      float[] both = new float[2 * length];
      for (int i = 0; i < both.length; i++) {
        both[i] = (float) Math.sin(i * 0.01) * (i < length ? 1 : 3);
      }
      float[] second = Arrays.copyOfRange(both, length, 2 * length);

      Matrix together = encoder.encodeRawImages(Fixtures.direct(both), 2).tokens();
      Matrix alone = encoder.encodeRawImages(Fixtures.direct(second), 1).tokens();

      for (int i = 0; i < alone.rows(); i++) {
        assertThat(together.row(alone.rows() + i)).containsExactly(alone.row(i), offset(1e-5f));
      }
    }
  }

  @Test
  void globalFeaturesAreTheSameWithoutTheTokens() throws IOException {
    float[] pixels =
        Fixtures.values(
            Shared.path("fixtures/encoders/expected/openai-vit-tiny").resolve("input.npy"));

    try (CheckpointEncoder encoder = Fixtures.openInt8(VIT, home)) {
      FeatureBatch all = encoder.encodeRawImages(Fixtures.direct(pixels), 3);
      FeatureBatch globals = encoder.encodeRawGlobals(Fixtures.direct(pixels), 3);

      assertThat(globals.tokensPerImage()).isEqualTo(1);
      assertThat(globals.tokens().data()).isEqualTo(all.globals().copy().data());
    }
  }

  @Test
  void featuresHaveAFingerprintOfTheirOwnAndTextsAreThoseOfFloat32() throws IOException {
    int[][] ids = {{638, 5, 639}};
    try (CheckpointEncoder exact = Fixtures.open(VIT, home);
        CheckpointEncoder quick = Fixtures.openInt8(VIT, home)) {
      assertThat(quick.fingerprint()).hasSize(64).isNotEqualTo(exact.fingerprint());
      assertThat(quick.modelFingerprint()).isEqualTo(exact.fingerprint());
      assertThat(quick.encodeRawIds(ids).data()).isEqualTo(exact.encodeRawIds(ids).data());
    }
  }

  @Test
  void theNetworkAndItsVerdictAreKept() throws IOException {
    String fingerprint;
    try (CheckpointEncoder encoder = Fixtures.openInt8(VIT, home)) {
      fingerprint = encoder.fingerprint();
    }
    Path weights = home.resolve("graphs").resolve(fingerprint).resolve("image.weights");
    Object built = Files.getLastModifiedTime(weights);
    Int8Verdict verdict = new Int8Verdicts(home).find(fingerprint).orElseThrow();
    assertThat(verdict.cosine()).isBetween(ImageTower.NEEDED, 1.0);

    Fixtures.openInt8(VIT, home).close();

    assertThat(Files.getLastModifiedTime(weights)).isEqualTo(built);
  }

  @Test
  void aNetworkThatStraysKeepsFloat32AndSaysSo() throws IOException {
    String fingerprint;
    try (CheckpointEncoder encoder = Fixtures.openInt8(VIT, home)) {
      fingerprint = encoder.fingerprint();
    }
    Path other = home.resolve("other");
    new Int8Verdicts(other).get(fingerprint, () -> new Int8Verdict(0.98765));

    try (CheckpointEncoder exact = Fixtures.open(VIT, other);
        CheckpointEncoder quick = Fixtures.openInt8(VIT, other)) {
      assertThat(quick.fingerprint()).isEqualTo(exact.fingerprint());
      assertThat(quick.notes())
          .singleElement()
          .asString()
          .contains(VIT, "0.9877", "0.995", "float32");
      assertThat(other.resolve("graphs").resolve(fingerprint)).doesNotExist();
    }
  }

  @Test
  void convolutionsKeepFloat32AndSaySo() throws IOException {
    try (CheckpointEncoder exact = Fixtures.open("openai-rn-tiny.pt", home);
        CheckpointEncoder quick = Fixtures.openInt8("openai-rn-tiny.pt", home)) {
      assertThat(quick.fingerprint()).isEqualTo(exact.fingerprint());
      assertThat(quick.notes()).singleElement().asString().contains("convolutions", "float32");
    }
  }
}
