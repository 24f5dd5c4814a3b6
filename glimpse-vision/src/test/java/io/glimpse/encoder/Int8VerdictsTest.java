package io.glimpse.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.encoder.Int8Verdict.ImageFeatures;
import io.glimpse.image.Preprocessing;
import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Int8VerdictsTest {

  private static final Preprocessing SMALL = Preprocessing.clip(32);

  @TempDir Path home;

  @Test
  void calibrationPicturesAreAlwaysTheSameAndDiffer() {
    for (int i = 0; i < CalibrationImages.COUNT; i++) {
      assertThat(CalibrationImages.input(i, SMALL))
          .isEqualTo(CalibrationImages.input(i, SMALL))
          .isNotEqualTo(CalibrationImages.input(i + 1, SMALL));
    }
  }

  @Test
  void theLowestCosineOfAllPicturesCounts() {
    int[] picture = {0};
    ImageFeatures east = pixels -> Matrix.wrap(new float[] {2, 0}, 1, 2);
    ImageFeatures straying =
        pixels -> Matrix.wrap(new float[] {4, picture[0]++ == 5 ? 3 : 0}, 1, 2);

    assertThat(Int8Verdict.of(SMALL, east, straying).cosine()).isCloseTo(0.8, within(1e-6));
    assertThat(Int8Verdict.of(SMALL, east, east)).isEqualTo(new Int8Verdict(1));
  }

  @Test
  void whatIsNoNumberNeverPasses() {
    ImageFeatures east = pixels -> Matrix.wrap(new float[] {2, 0}, 1, 2);
    ImageFeatures broken = pixels -> Matrix.wrap(new float[] {Float.NaN, 1}, 1, 2);

    assertThat(Int8Verdict.of(SMALL, east, broken).passes(-0.999)).isFalse();
    assertThatThrownBy(() -> new Int8Verdict(Double.NaN)).hasMessageContaining("NaN");
  }

  @Test
  void aRefusalSaysHowFarItStraysAndWhatIsNeeded() {
    Int8Verdict verdict = new Int8Verdict(0.98765);

    assertThat(verdict.passes(0.995)).isFalse();
    assertThat(verdict.passes(0.9876)).isTrue();
    assertThat(verdict.refusal("ViT-B/32", 0.995))
        .contains("ViT-B/32", "0.9877", "0.995", "float32");
  }

  @Test
  void aNetworkIsComparedOnceOnAMachine() throws IOException {
    List<String> compared = new ArrayList<>();
    for (String fingerprint : List.of("a", "b", "a")) {
      Int8Verdict verdict =
          new Int8Verdicts(home, "here")
              .get(
                  fingerprint,
                  () -> {
                    compared.add(fingerprint);
                    return new Int8Verdict(0.25);
                  });
      assertThat(verdict).isEqualTo(new Int8Verdict(0.25));
    }
    assertThat(compared).containsExactly("a", "b");
  }

  @Test
  void anotherMachineJudgesAnew() throws IOException {
    new Int8Verdicts(home, "with VNNI").get("a", () -> new Int8Verdict(1));

    Int8Verdicts other = new Int8Verdicts(home, "without");

    assertThat(other.find("a")).isEmpty();
    assertThat(other.get("a", () -> new Int8Verdict(0.5))).isEqualTo(new Int8Verdict(0.5));
    assertThat(new Int8Verdicts(home, "with VNNI").find("a")).contains(new Int8Verdict(1));
  }

  @Test
  void aDamagedVerdictIsMadeAnew() throws IOException {
    for (String damage : List.of("", "{}", "{\"cosine\":7}", "{\"cosine\":\"NaN\"}")) {
      Int8Verdicts verdicts = new Int8Verdicts(home, "here");
      verdicts.get("a", () -> new Int8Verdict(1));
      Files.writeString(only(), damage);

      assertThat(verdicts.find("a")).as(damage).isEmpty();
      assertThat(verdicts.get("a", () -> new Int8Verdict(0.5)).cosine()).isEqualTo(0.5);
      assertThat(verdicts.find("a")).as(damage).contains(new Int8Verdict(0.5));
    }
  }

  /** The file of the only verdict. */
  private Path only() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("int8"))) {
      return files.findFirst().orElseThrow();
    }
  }

  @Test
  void aFolderThatCannotBeWrittenCostsTheComparisonOnly() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "no folder");

    assertThat(new Int8Verdicts(file, "here").get("a", () -> new Int8Verdict(0.5)).cosine())
        .isEqualTo(0.5);
  }
}
