package io.glimpse.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.glimpse.fixture.Shared;
import io.glimpse.graph.GraphCache;
import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointEncoderTest {

  private static final String VIT = "openai-vit-tiny.pt";
  private static final int LENGTH = 3 * 64 * 64;

  @TempDir Path home;

  @Test
  void aBatchGivesWhatItsPicturesGiveAlone() throws IOException {
    try (CheckpointEncoder encoder = Fixtures.open(VIT, home)) {
      float[] both = pixels(2);
      float[] second = Arrays.copyOfRange(both, LENGTH, 2 * LENGTH);

      Matrix together = encoder.encodeRawImages(Fixtures.direct(both), 2).tokens();
      Matrix alone = encoder.encodeRawImages(Fixtures.direct(second), 1).tokens();

      assertThat(together.rows(17, 34).copy().data())
          .containsExactly(alone.copy().data(), offset(1e-5f));
    }
  }

  @Test
  void manyThreadsGetWhatOneGets() throws IOException {
    try (CheckpointEncoder encoder = Fixtures.open(VIT, home)) {
      float[] picture = pixels(1);
      float[] expected = encoder.encodeRawImages(Fixtures.direct(picture), 1).tokens().data();
      float[] text = encoder.encodeRawIds(new int[][] {{638, 5, 639}}).data();

      IntStream.range(0, 32)
          .parallel()
          .forEach(
              i -> {
                FloatBuffer pixels = Fixtures.direct(picture);
                assertThat(encoder.encodeRawImages(pixels, 1).tokens().data()).isEqualTo(expected);
                assertThat(encoder.encodeRawIds(new int[][] {{638, 5, 639}}).data())
                    .isEqualTo(text);
              });
    }
  }

  @Test
  void idsBehindTheGreatestChangeNothingAndTextsMayDifferInLength() throws IOException {
    try (CheckpointEncoder encoder = Fixtures.open(VIT, home)) {
      int[] padded = new int[77];
      System.arraycopy(new int[] {638, 5, 9, 639}, 0, padded, 0, 4);
      int[] other = new int[77];
      Arrays.fill(other, 7);
      other[0] = 638;
      other[60] = 639;

      Matrix rows =
          encoder.encodeRawIds(new int[][] {padded, other, {638, 5, 9, 639}, {638, 5, 9, 639, 3}});

      for (int i = 2; i < 4; i++) {
        assertThat(rows.row(i)).containsExactly(rows.row(0), offset(1e-5f));
      }
      assertThat(rows.row(1)).isNotEqualTo(rows.row(0));
    }
  }

  @Test
  void idsOutsideTheVocabularyAreRefusedByPlace() throws IOException {
    try (CheckpointEncoder encoder = Fixtures.open(VIT, home)) {
      assertThatThrownBy(() -> encoder.encodeRawIds(new int[][] {{1, 2}, {3, 640}}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("row 1, column 1: id 640 is not within the vocabulary, 0 to 639");
      assertThatThrownBy(() -> encoder.encodeRawIds(new int[][] {{-1}}))
          .hasMessageContaining("row 0, column 0: id -1");
      assertThatThrownBy(() -> encoder.encodeRawIds(new int[][] {{1}, new int[78]}))
          .hasMessageContaining("row 1 has 78 ids");
      assertThatThrownBy(() -> encoder.encodeRawIds(new int[][] {{}}))
          .hasMessageContaining("row 0 has 0 ids");
      assertThat(encoder.encodeRawIds(new int[0][]).rows()).isZero();
    }
  }

  @Test
  void stringsNeedClipsVocabulary() throws IOException {
    try (CheckpointEncoder encoder = Fixtures.open(VIT, home)) {
      assertThatThrownBy(() -> encoder.encodeTexts(List.of("cat")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("vocabulary of 640 ids");
    }
  }

  @Test
  void aTextThatWasEncodedOnceNeedsNoNetwork() throws IOException {
    float[] first;
    Path network;
    try (CheckpointEncoder encoder = Fixtures.open("hf-vit-tiny", home)) {
      first = encoder.encodeRawTexts(List.of("cat", "dog", "cat")).data();
      network = home.resolve("graphs").resolve(encoder.fingerprint()).resolve("text.onnx");
    }
    try (CheckpointEncoder encoder = Fixtures.open("hf-vit-tiny", home)) {
      Files.delete(network);

      assertThat(encoder.encodeRawTexts(List.of("cat", "dog", "cat")).data()).isEqualTo(first);
    }
  }

  @Test
  void anUnchangedCheckpointIsNotReadAgainAndAChangedOneIs() throws IOException {
    Path original = Shared.path("fixtures/encoders/checkpoints/" + VIT);
    Path copy = Files.copy(original, home.resolve("model.pt"));
    String fingerprint;
    try (CheckpointEncoder encoder = Fixtures.open(copy, home)) {
      fingerprint = encoder.fingerprint();
    }
    byte[] bytes = Files.readAllBytes(copy);
    try (CheckpointModel again =
        CheckpointModel.open(
            copy, new GraphCache(home, Long.MAX_VALUE), new KnownCheckpoints(home))) {
      assertThat(again.isNew()).isFalse();
    }

    Files.write(copy, new byte[bytes.length]);
    assertThatThrownBy(() -> Fixtures.open(copy, home).close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("model.pt");

    Files.write(copy, bytes);
    try (CheckpointEncoder encoder = Fixtures.open(copy, home)) {
      assertThat(encoder.fingerprint()).isEqualTo(fingerprint);
    }
  }

  @Test
  void aRefusedCheckpointLeavesNothingBehind() {
    assertThatThrownBy(() -> Fixtures.open("bad/micro-nan", home).close())
        .isInstanceOf(IOException.class);

    assertThat(home).isEmptyDirectory();
  }

  @Test
  void builtNetworksAreKeptByFingerprint() throws IOException {
    try (CheckpointEncoder one = Fixtures.open(VIT, home);
        CheckpointEncoder same = Fixtures.open("state-dict.pt", home);
        CheckpointEncoder other = Fixtures.open("openclip-vit-tiny-gelu", home)) {
      assertThat(same.fingerprint()).isEqualTo(one.fingerprint());
      try (Stream<Path> folders = Files.list(home.resolve("graphs"))) {
        assertThat(folders.map(f -> f.getFileName().toString()).filter(f -> !f.equals(".locks")))
            .containsExactlyInAnyOrder(one.fingerprint(), other.fingerprint());
      }
    }
  }

  @Test
  void whatACheckpointLeftOpenIsNotedOnceAndKept() throws IOException {
    Path original = Shared.path("fixtures/encoders/checkpoints/openclip-vit-tiny-gelu");
    Path alone =
        Files.copy(
            original.resolve("open_clip_model.safetensors"), home.resolve("alone.safetensors"));
    List<String> assumptions;
    try (CheckpointEncoder encoder = Fixtures.open(alone, home)) {
      assumptions = encoder.assumptions();
      assertThat(assumptions).singleElement().asString().contains("QuickGELU");
      assertThat(encoder.notes()).isEqualTo(assumptions);
    }

    try (CheckpointEncoder encoder = Fixtures.open(alone, home)) {
      assertThat(encoder.notes()).isEmpty();
      assertThat(encoder.assumptions()).isEqualTo(assumptions);
    }
  }

  @Test
  void aClosedEncoderSaysSo() throws IOException {
    CheckpointEncoder encoder = Fixtures.open(VIT, home);
    encoder.close();
    encoder.close();

    assertThatThrownBy(() -> encoder.encodeRawImages(Fixtures.direct(pixels(1)), 1))
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> encoder.encodeRawIds(new int[][] {{1}}))
        .hasMessageContaining("closed");
  }

  private static float[] pixels(int pictures) {
    float[] pixels = new float[pictures * LENGTH];
    for (int i = 0; i < pixels.length; i++) {
      int picture = i / LENGTH;
      pixels[i] = (float) Math.sin(i * 0.01 + picture);
    }
    return pixels;
  }
}
