package io.glimpse.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.file.Input;
import io.glimpse.fixture.Shared;
import io.glimpse.image.DecodeOptions;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.NpyFile;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every layout of checkpoint against what the reference implementations compute from it. */
class CheckpointEncoderFixturesTest {

  @TempDir Path home;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "hf-vit-tiny, hf-vit-tiny, 1e-4",
    "openai-rn-tiny.pt, openai-rn-tiny, 1e-4",
    "openai-vit-tiny.pt, openai-vit-tiny, 1e-4",
    "openclip-vit-tiny-gelu, openclip-vit-tiny-gelu, 1e-4",
    "openclip-vit-tiny-quickgelu, openclip-vit-tiny-quickgelu, 1e-4",
    "state-dict.pt, openai-vit-tiny, 1e-4",
    "state-dict-views.pt, openai-vit-tiny, 5e-3"
  })
  void featuresAreTheReferences(String checkpoint, String expected, float tolerance)
      throws IOException {
    Path answers = Shared.path("fixtures/encoders/expected/" + expected);
    double cosine = tolerance <= 1e-4f ? 0.99999 : 0.999;
    try (CheckpointEncoder encoder = Fixtures.open(checkpoint, home)) {
      FloatBuffer pixels = Fixtures.direct(Fixtures.values(answers.resolve("input.npy")));

      FeatureBatch raw = encoder.encodeRawImages(pixels, 3);
      FeatureBatch unit = encoder.encodeImages(pixels, 3);
      FeatureBatch globals = encoder.encodeRawGlobals(pixels, 3);
      Matrix texts = encoder.encodeRawIds(Fixtures.ids(answers.resolve("text_ids.npy")));

      assertNear(raw.tokens(), answers.resolve("tokens_raw.npy"), tolerance);
      assertNear(unit.tokens(), answers.resolve("tokens.npy"), tolerance);
      assertNear(raw.globals().copy(), answers.resolve("image_features.npy"), tolerance);
      assertNear(globals.tokens(), answers.resolve("image_features.npy"), tolerance);
      assertThat(globals.tokens().data()).isEqualTo(raw.globals().copy().data());
      assertNear(texts, answers.resolve("text_features.npy"), tolerance);
      assertSameDirections(raw.tokens(), answers.resolve("tokens_raw.npy"), cosine);
      assertSameDirections(texts, answers.resolve("text_features.npy"), cosine);
      assertLogits(unit.globals(), texts.copy().normalizeRows(), answers, tolerance);
    }
  }

  @Test
  void squashedPicturesGiveTheReferencesFeatures() throws IOException {
    Path answers = Shared.path("fixtures/models/expected/dfn-openclip");
    Path images = Shared.path("fixtures/models/images");
    try (CheckpointEncoder encoder =
        Fixtures.open(Shared.path("fixtures/models/models/dfn-openclip"), home)) {
      FloatBuffer pixels = Fixtures.direct(Fixtures.values(answers.resolve("input.npy")));
      FeatureBatch raw = encoder.encodeRawImages(pixels, 3);

      assertNear(raw.tokens(), answers.resolve("tokens_embed.npy"), 1e-4f);
      assertNear(raw.globals().copy(), answers.resolve("image_embed.npy"), 1e-4f);
      assertNear(
          encoder.encodeRawIds(Fixtures.ids(answers.resolve("text_ids.npy"))),
          answers.resolve("text_embed.npy"),
          1e-4f);
      List<EncodedImage> encoded = new ArrayList<>();
      new ImagePipeline(encoder, DecodeOptions.defaults(), 1)
          .raw()
          .run(
              Input.ofFiles(List.of(images.resolve("rgb.png"), images.resolve("tall.png"))),
              encoded::add);
      Matrix all = rows(answers.resolve("image_embed.npy"), encoder.dimension());
      for (int i = 0; i < 2; i++) {
        assertThat(encoded.get(i).features().globals().row(0))
            .containsExactly(all.row(i), offset(1e-4f));
      }
    }
  }

  @Test
  void aBfloat16CheckpointWithinATrainingStateGivesNearlyTheSame() throws IOException {
    Path answers = Shared.path("fixtures/encoders/expected/openai-vit-tiny");
    try (CheckpointEncoder encoder = Fixtures.open("wrapped-bf16.pt", home)) {
      FloatBuffer pixels = Fixtures.direct(Fixtures.values(answers.resolve("input.npy")));

      assertSameDirections(
          encoder.encodeRawImages(pixels, 3).tokens(), answers.resolve("tokens_raw.npy"), 0.999);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "openai-rn-tiny.pt, openai-rn-tiny",
    "openclip-vit-tiny-gelu, openclip-vit-tiny-gelu"
  })
  void imageFilesGiveWhatTheirPixelsGive(String checkpoint, String expected) throws IOException {
    Path answers = Shared.path("fixtures/encoders/expected/" + expected);
    Path images = Shared.path("fixtures/encoders/images");
    try (CheckpointEncoder encoder = Fixtures.open(checkpoint, home)) {
      List<EncodedImage> encoded = new ArrayList<>();
      new ImagePipeline(encoder, DecodeOptions.defaults(), 2)
          .raw()
          .run(
              Input.ofFiles(List.of(images.resolve("rgb.png"), images.resolve("rgb_444.jpg"))),
              encoded::add);

      Matrix all = rows(answers.resolve("tokens_raw.npy"), encoder.dimension());
      int tokens = all.rows() / 3;
      Matrix png = encoded.get(0).features().tokens();
      Matrix jpeg = encoded.get(1).features().tokens();
      for (int t = 0; t < tokens; t++) {
        assertThat(png.row(t)).containsExactly(all.row(t), offset(1e-4f));
        assertThat(cosine(jpeg, t, all, tokens + t)).isGreaterThan(0.999);
      }
    }
  }

  @Test
  void stringsGiveTheReferencesFeatures() throws IOException {
    Path answers = Shared.path("fixtures/encoders/expected/hf-vit-tiny");
    JsonNode meta = new ObjectMapper().readTree(answers.resolve("meta.json").toFile());
    List<String> texts = new ArrayList<>();
    meta.path("texts").forEach(text -> texts.add(text.asText()));

    try (CheckpointEncoder encoder = Fixtures.open("hf-vit-tiny", home)) {
      assertNear(encoder.encodeRawTexts(texts), answers.resolve("text_features.npy"), 1e-4f);
      // Now from the file of texts that were encoded before.
      assertNear(encoder.encodeRawTexts(texts), answers.resolve("text_features.npy"), 1e-4f);
    }
  }

  private static void assertLogits(Matrix images, Matrix texts, Path answers, float tolerance)
      throws IOException {
    double scale = Math.exp(Fixtures.values(answers.resolve("logit_scale.npy"))[0]);
    float[] expected = Fixtures.values(answers.resolve("logits_per_image.npy"));
    for (int i = 0; i < images.rows(); i++) {
      for (int j = 0; j < texts.rows(); j++) {
        assertThat(scale * images.dot(i, texts, j))
            .isCloseTo(
                expected[i * texts.rows() + j],
                offset(tolerance <= 1e-4f ? 2e-2 : 200 * tolerance));
      }
    }
  }

  private static void assertNear(Matrix actual, Path expected, float tolerance) throws IOException {
    assertThat(actual.copy().data()).containsExactly(Fixtures.values(expected), offset(tolerance));
  }

  private static void assertSameDirections(Matrix actual, Path expected, double cosine)
      throws IOException {
    Matrix rows = rows(expected, actual.columns());
    for (int i = 0; i < actual.rows(); i++) {
      assertThat(cosine(actual, i, rows, i)).as("row %s", i).isGreaterThanOrEqualTo(cosine);
    }
  }

  private static double cosine(Matrix a, int i, Matrix b, int j) {
    return a.dot(i, b, j) / a.norm(i) / b.norm(j);
  }

  private static Matrix rows(Path file, int columns) throws IOException {
    try (NpyFile npy = NpyFile.open(file)) {
      float[] values = npy.readAll();
      return Matrix.wrap(values, values.length / columns, columns);
    }
  }
}
