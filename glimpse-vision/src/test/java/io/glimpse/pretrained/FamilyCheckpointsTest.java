package io.glimpse.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.encoder.NoTextsException;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.file.Input;
import io.glimpse.fixture.Shared;
import io.glimpse.fixture.TinyModel;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.ImageDecoder;
import io.glimpse.matrix.Matrix;
import io.glimpse.onnx.Device;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every family and layout of checkpoints against what its own libraries compute from it. */
class FamilyCheckpointsTest {

  private static final Path MODELS = Path.of("fixtures", "models");

  /** 5e-4 is what the wrong kind of GELU makes. */
  private static final float NEAR = 1e-4f;

  private static final float NEAR_LOGIT = 2e-3f;

  @TempDir Path home;

  @ParameterizedTest
  @MethodSource("io.glimpse.fixture.TinyModel#checkpoints")
  void picturesHaveTheReferencesFeatures(TinyModel model) throws IOException {
    Path answers = answers(model);
    try (Encoder encoder = open(model, 1)) {
      float[] input = Fixtures.values(answers.resolve("input.npy"));
      int pictures = meta(model).path("rows").size();
      FloatBuffer pixels = Fixtures.direct(input);

      FeatureBatch all = encoder.encodeRawImages(pixels, pictures);
      FeatureBatch globals = encoder.encodeRawGlobals(pixels, pictures);

      float[] pooled = Fixtures.values(answers.resolve("image_embed.npy"));
      assertThat(all.globals().copy().data()).containsExactly(pooled, offset(NEAR));
      assertThat(globals.tokens().data()).isEqualTo(all.globals().copy().data());
      assertThat(all.tokensPerImage()).isEqualTo(1 + encoder.gridWidth() * encoder.gridHeight());
      assertThat(all.tokens().copy().data())
          .containsExactly(tokens(model, pooled, encoder.dimension()), offset(NEAR));
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {"CHINESE_CLIP_HF", "DINOV2_REGISTERS_HF", "DINOV3_GATED_HF", "SIGLIP_OPEN_CLIP"})
  void twoThreadsGiveTheBitsOfOne(TinyModel model) throws IOException {
    int pictures = meta(model).path("rows").size();
    float[] input = Fixtures.values(answers(model).resolve("input.npy"));
    float[] expected;
    try (Encoder one = open(model, 1)) {
      expected = one.encodeRawImages(Fixtures.direct(input), pictures).tokens().data();
    }
    try (Encoder two = open(model, 2)) {
      assertThat(two.encodeRawImages(Fixtures.direct(input), pictures).tokens().data())
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("io.glimpse.fixture.TinyModel#checkpoints")
  void filesOfPicturesBecomeTheReferencesInput(TinyModel model) throws IOException {
    float[] input = Fixtures.values(answers(model).resolve("input.npy"));
    try (Encoder encoder = open(model, 1)) {
      int length = encoder.preprocessing().length();
      // The last row is noise.
      for (int i = 0; i < meta(model).path("rows").size() - 1; i++) {
        Path file =
            Shared.path(MODELS.resolve("images").toString())
                .resolve(meta(model).path("rows").get(i).asText());
        FloatBuffer made = FloatBuffer.allocate(length);

        encoder
            .preprocessing()
            .normalise(encoder.preprocessing().crop(new ImageDecoder().read(file)), made);

        assertThat(made.array())
            .containsExactly(
                Arrays.copyOfRange(input, i * length, (i + 1) * length), offset(2e-6f));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.glimpse.fixture.TinyModel#checkpointsOfTexts")
  void idsHaveTheReferencesFeaturesAndLogits(TinyModel model) throws IOException {
    Path answers = answers(model);
    try (Encoder encoder = open(model, 1)) {
      int[][] ids = Fixtures.ids(answers.resolve("text_ids.npy"));

      Matrix texts = encoder.encodeRawIds(ids);

      assertThat(texts.data())
          .containsExactly(Fixtures.values(answers.resolve("text_embed.npy")), offset(NEAR));
      FloatBuffer pixels = Fixtures.direct(Fixtures.values(answers.resolve("input.npy")));
      int pictures = meta(model).path("rows").size();
      Matrix images = encoder.encodeRawGlobals(pixels, pictures).tokens().normalizeRows();
      assertLogits(encoder, images, texts.normalizeRows(), answers);
    }
  }

  private static void assertLogits(Encoder encoder, Matrix images, Matrix texts, Path answers)
      throws IOException {
    float[] logits = Fixtures.values(answers.resolve("logits.npy"));
    Path probabilities = answers.resolve("probabilities.npy");
    assertThat(encoder.logitBias().isPresent()).isEqualTo(Files.exists(probabilities));
    for (int i = 0; i < images.rows(); i++) {
      for (int j = 0; j < texts.rows(); j++) {
        double logit =
            encoder.logitScale().orElseThrow() * images.dot(i, texts, j)
                + encoder.logitBias().orElse(0);
        assertThat(logit).isCloseTo(logits[i * texts.rows() + j], offset((double) NEAR_LOGIT));
        if (Files.exists(probabilities)) {
          assertThat(1 / (1 + Math.exp(-logit)))
              .isCloseTo(
                  Fixtures.values(probabilities)[i * texts.rows() + j],
                  offset((double) NEAR_LOGIT));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.glimpse.fixture.TinyModel#checkpointsOfStrings")
  void stringsHaveTheReferencesFeatures(TinyModel model) throws IOException {
    List<String> texts = new ArrayList<>();
    meta(model).path("texts").forEach(text -> texts.add(text.asText()));
    float[] expected = Fixtures.values(answers(model).resolve("text_embed.npy"));
    try (Encoder encoder = open(model, 1)) {
      assertThat(encoder.encodeRawTexts(texts).data()).containsExactly(expected, offset(NEAR));
      // Now from the file of texts that were encoded before.
      assertThat(encoder.encodeRawTexts(texts).data()).containsExactly(expected, offset(NEAR));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DINOV2_HF", "DINOV3_HF"})
  void anEncoderOfPicturesAloneSaysWhatItCannotDo(TinyModel model) throws IOException {
    try (Encoder encoder = open(model, 1)) {
      assertThat(encoder.readsTexts()).isFalse();
      assertThat(encoder.vocabulary()).isZero();
      assertThatThrownBy(() -> encoder.encodeTexts(List.of("cat")))
          .isInstanceOf(NoTextsException.class)
          .hasMessageContaining("pictures alone")
          .hasMessageContaining("give examples");
      assertThat(encoder.local()).isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CHINESE_CLIP_HF", "DINOV3_GATED_HF", "SIGLIP_HF"})
  void aModelIsNotReadAgain(TinyModel model) throws IOException {
    int pictures = meta(model).path("rows").size();
    float[] input = Fixtures.values(answers(model).resolve("input.npy"));
    float[] first;
    String fingerprint;
    try (Encoder encoder = open(model, 1)) {
      first = encoder.encodeRawImages(Fixtures.direct(input), pictures).tokens().data();
      fingerprint = encoder.fingerprint();
    }
    try (Encoder again = open(model, 1)) {
      assertThat(again.fingerprint()).isEqualTo(fingerprint);
      assertThat(again.encodeRawImages(Fixtures.direct(input), pictures).tokens().data())
          .isEqualTo(first);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CHINESE_CLIP_HF", "DINOV2_REGISTERS_HF", "DINOV3_HF", "SIGLIP_HF"})
  void smallPlacesOfPicturesCanBeLookedAt(TinyModel model) throws IOException {
    Path pictures = Shared.path(MODELS.resolve("images").toString());
    try (Encoder encoder = open(model, 1)) {
      List<EncodedImage> encoded = new ArrayList<>();
      new ImagePipeline(encoder, DecodeOptions.defaults(), 1)
          .withLocal(true)
          .run(Input.ofFiles(List.of(pictures.resolve("rgb.png"))), encoded::add);

      assertThat(encoded.get(0).local()).isPresent();
      assertThat(encoder.local().orElseThrow().places()).isPositive();
    }
  }

  /** Of each picture the feature, and the places behind it. */
  private static float[] tokens(TinyModel model, float[] pooled, int width) throws IOException {
    float[] tokens = Fixtures.values(answers(model).resolve("tokens_embed.npy"));
    if (!model.saysMatches()) {
      return tokens;
    }
    int pictures = pooled.length / width;
    int places = tokens.length / pictures;
    float[] all = new float[pooled.length + tokens.length];
    for (int i = 0; i < pictures; i++) {
      System.arraycopy(pooled, i * width, all, i * (width + places), width);
      System.arraycopy(tokens, i * places, all, i * (width + places) + width, places);
    }
    return all;
  }

  private Encoder open(TinyModel model, int threads) throws IOException {
    return Encoders.open(
        model.path().toString(),
        new EncoderOptions(Precision.FP32, threads, List.of(), Device.CPU, home));
  }

  private static Path answers(TinyModel model) {
    return Shared.path(MODELS.resolve("expected").resolve(model.label()).toString());
  }

  private static JsonNode meta(TinyModel model) throws IOException {
    return new ObjectMapper().readTree(answers(model).resolve("meta.json").toFile());
  }
}
