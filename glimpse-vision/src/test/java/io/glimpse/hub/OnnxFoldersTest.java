package io.glimpse.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.NoPlacesException;
import io.glimpse.encoder.NoTextsException;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Methods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports of every layout against what ONNX Runtime gave where they were made. */
class OnnxFoldersTest {

  private static final float NEAR = 1e-4f;

  @TempDir Path home;
  @TempDir Path place;

  @ParameterizedTest
  @CsvSource({
    "onnx-clip, onnx-clip, image_embed.npy",
    "onnx-clip-single, onnx-clip-single, image_embeds.npy",
    "onnx-siglip, onnx-siglip, image_embed.npy",
    "onnx-dinov2, onnx-dinov2, image_embed.npy",
    "onnx-dinov2-external, onnx-dinov2, image_embed.npy"
  })
  void picturesHaveTheReferencesFeatures(String model, String expected, String array)
      throws IOException {
    try (Encoder encoder = HubFixtures.open(HubFixtures.model(model), home)) {
      FeatureBatch all =
          encoder.encodeRawImages(HubFixtures.input(expected), HubFixtures.pictures(expected));

      float[] features = HubFixtures.answer(expected, array);
      assertThat(all.globals().copy().data()).containsExactly(features, offset(NEAR));
      assertThat(encoder.dimension()).isEqualTo(features.length / HubFixtures.pictures(expected));
      assertThat(all.tokensPerImage()).isEqualTo(1 + encoder.gridWidth() * encoder.gridHeight());
      assertThat(
              encoder
                  .encodeRawGlobals(HubFixtures.input(expected), HubFixtures.pictures(expected))
                  .tokens()
                  .data())
          .isEqualTo(all.globals().copy().data());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnx-dinov2", "onnx-dinov2-external"})
  void placesAreTheRowsBehindTheFeature(String model) throws IOException {
    try (Encoder encoder = HubFixtures.open(HubFixtures.model(model), home)) {
      FeatureBatch all =
          encoder.encodeRawImages(
              HubFixtures.input("onnx-dinov2"), HubFixtures.pictures("onnx-dinov2"));

      assertThat(all.tokens().data())
          .containsExactly(HubFixtures.answer("onnx-dinov2", "tokens_last.npy"), offset(NEAR));
      assertThat(List.of(encoder.gridWidth(), encoder.gridHeight())).containsExactly(3, 3);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "onnx-clip, text_embed.npy",
    "onnx-clip-single, text_embeds.npy",
    "onnx-siglip, text_embed.npy"
  })
  void idsAndStringsHaveTheReferencesFeatures(String model, String array) throws IOException {
    float[] expected = HubFixtures.answer(model, array);
    try (Encoder encoder = HubFixtures.open(HubFixtures.model(model), home)) {
      List<String> texts = HubFixtures.texts(model);

      assertThat(encoder.encodeRawIds(HubFixtures.ids(model)).data())
          .containsExactly(expected, offset(NEAR));
      assertThat(encoder.encodeRawTexts(texts).data()).containsExactly(expected, offset(NEAR));
      // Now from the file of texts that were encoded before.
      assertThat(encoder.encodeRawTexts(texts).data()).containsExactly(expected, offset(NEAR));
    }
  }

  @Test
  void rowsOfClipAreFilledToTheContext() throws IOException {
    int[][] whole = HubFixtures.ids("onnx-clip");
    int end = whole[0][whole[0].length - 1];
    int[][] cut =
        Arrays.stream(whole)
            .map(row -> Arrays.copyOf(row, 1 + Arrays.stream(row).boxed().toList().indexOf(end)))
            .toArray(int[][]::new);
    try (Encoder encoder = HubFixtures.open(HubFixtures.model("onnx-clip"), home)) {
      assertThat(encoder.encodeRawIds(cut).data()).isEqualTo(encoder.encodeRawIds(whole).data());
    }
  }

  @Test
  void rowsOfSiglipMustHaveTheWholeContext() throws IOException {
    try (Encoder encoder = HubFixtures.open(HubFixtures.model("onnx-siglip"), home)) {
      assertThatThrownBy(() -> encoder.encodeRawIds(new int[][] {{5, 6, 1}}))
          .hasMessageContaining("row 0 has 3 ids")
          .hasMessageContaining("64");
    }
  }

  @ParameterizedTest
  @CsvSource({"_fp16, 0.9999", "_quantized, 0.99"})
  void aVariantThatIsNamedIsTaken(String suffix, double least) throws IOException {
    Path file = HubFixtures.model("onnx-clip").resolve("onnx/vision_model" + suffix + ".onnx");
    try (Encoder encoder = HubFixtures.open(file, home)) {
      Matrix images =
          encoder
              .encodeRawImages(HubFixtures.input("onnx-clip"), HubFixtures.pictures("onnx-clip"))
              .tokens();
      Matrix texts = encoder.encodeRawIds(HubFixtures.ids("onnx-clip"));

      assertThat(images.data()).isNotEqualTo(HubFixtures.answer("onnx-clip", "image_embed.npy"));
      assertCosines(images, HubFixtures.answer("onnx-clip", "image_embed.npy"), least);
      assertCosines(texts, HubFixtures.answer("onnx-clip", "text_embed.npy"), least);
    }
  }

  private static void assertCosines(Matrix actual, float[] expected, double least) {
    Matrix wanted = Matrix.wrap(expected.clone(), actual.rows(), actual.columns());
    for (int i = 0; i < actual.rows(); i++) {
      assertThat(actual.dot(i, wanted, i) / (actual.norm(i) * wanted.norm(i)))
          .isGreaterThanOrEqualTo(least);
    }
  }

  @Test
  void eightBitsAreAnotherEncoderOfTheSameModel() throws IOException {
    Path folder = HubFixtures.model("onnx-clip");
    try (Encoder exact = HubFixtures.open(folder, home);
        Encoder quick = HubFixtures.open(folder, home, Precision.INT8, 1)) {
      assertThat(quick.fingerprint()).isNotEqualTo(exact.fingerprint());
      assertThat(quick.modelFingerprint()).isEqualTo(exact.modelFingerprint());
      assertThat(exact.modelFingerprint()).isEqualTo(exact.fingerprint());
      assertCosines(
          quick
              .encodeRawImages(HubFixtures.input("onnx-clip"), HubFixtures.pictures("onnx-clip"))
              .tokens(),
          HubFixtures.answer("onnx-clip", "image_embed.npy"),
          0.99);
      // Texts are float32 at any precision.
      assertThat(quick.encodeRawIds(HubFixtures.ids("onnx-clip")).data())
          .isEqualTo(exact.encodeRawIds(HubFixtures.ids("onnx-clip")).data());
    }
  }

  @Test
  void anotherVariantThanWasAskedForIsSaid() throws IOException {
    HubFixtures.copy(
        HubFixtures.model("onnx-clip"),
        place,
        List.of(
            "onnx/vision_model.onnx",
            "onnx/vision_model_quantized.onnx",
            "onnx/text_model_quantized.onnx"));
    try (Encoder encoder = HubFixtures.open(place, home)) {
      assertThat(encoder.notes())
          .anyMatch(note -> note.contains("vision_model_fp16.onnx") && note.contains("is taken"))
          .noneMatch(note -> note.contains("text_model"));
    }
    try (Encoder encoder = HubFixtures.open(place, home, Precision.INT8, 1)) {
      assertThat(encoder.notes())
          .anyMatch(note -> note.contains("there is no vision_model_quantized.onnx"));
    }
  }

  @Test
  void aWholeModelShowsItsScale() throws IOException {
    double scale =
        HubFixtures.json("expected/onnx-clip-single/meta.json")
            .path("scale_from_outputs")
            .asDouble();
    try (Encoder encoder = HubFixtures.open(HubFixtures.model("onnx-clip-single"), home)) {
      assertThat(encoder.logitScale().orElseThrow()).isCloseTo(scale, within(1e-4 * scale));
      assertThat(encoder.logitBias()).isEmpty();
      assertThat(encoder.assumptions()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnx-clip", "onnx-siglip"})
  void networksApartSayNothingOfTheScale(String model) throws IOException {
    try (Encoder encoder = HubFixtures.open(HubFixtures.model(model), home)) {
      assertThat(encoder.logitScale()).isEmpty();
      assertThat(encoder.assumptions()).anyMatch(sentence -> sentence.contains("100"));
      assertThat(encoder.notes()).containsAll(encoder.assumptions());
    }
  }

  @Test
  void scaleAndBiasAreToldByTwoPairs() {
    LogitLine line =
        LogitLine.through(new double[] {0.1, -0.2, 0.05}, new double[] {-0.2, -3.2, -0.7}, true);

    assertThat(line.scale()).isCloseTo(10, within(1e-9));
    assertThat(line.bias()).isCloseTo(-1.2, within(1e-9));
    assertThat(LogitLine.through(new double[] {0.3, 0.3}, new double[] {1, 1}, true))
        .isEqualTo(LogitLine.UNKNOWN);
  }

  @Test
  void anEncoderOfPicturesAloneTakesNoTexts() throws IOException {
    try (Encoder encoder = HubFixtures.open(HubFixtures.model("onnx-dinov2"), home)) {
      assertThat(encoder.readsTexts()).isFalse();
      assertThat(encoder.vocabulary()).isZero();
      assertThat(encoder.whyNoPlaces()).isEmpty();
      assertThatThrownBy(() -> encoder.encodeTexts(List.of("cat")))
          .isInstanceOf(NoTextsException.class)
          .hasMessageContaining("pictures alone");
    }
  }

  @Test
  void withoutATokenizerIdsAreTakenAlone() throws IOException {
    HubFixtures.copy(HubFixtures.model("onnx-clip"), place, List.of("tokenizer.json"));
    try (Encoder encoder = HubFixtures.open(place, home)) {
      assertThat(encoder.encodeRawIds(HubFixtures.ids("onnx-clip")).data())
          .containsExactly(HubFixtures.answer("onnx-clip", "text_embed.npy"), offset(NEAR));
      assertThat(encoder.assumptions()).anyMatch(sentence -> sentence.contains("tokenizer.json"));
      assertThatThrownBy(() -> encoder.encodeTexts(List.of("cat")))
          .hasMessageContaining(place.resolve("tokenizer.json").toString())
          .hasMessageContaining("token ids");
    }
  }

  @Test
  void aTokenizerOfAnotherModelIsRefused() throws IOException {
    HubFixtures.copy(
        HubFixtures.model("onnx-siglip"),
        place,
        List.of("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"));
    Files.copy(
        HubFixtures.model("onnx-clip").resolve("tokenizer.json"), place.resolve("tokenizer.json"));
    try (Encoder encoder = HubFixtures.open(place, home)) {
      assertThatThrownBy(() -> encoder.encodeTexts(List.of("cat")))
          .hasMessageContaining("tokenizer.json")
          .hasMessageContaining("of another model");
    }
  }

  @Test
  void placesThatAreInNoSpaceOfTextsAreRefusedWithTheReason() throws IOException {
    try (Encoder encoder = HubFixtures.open(HubFixtures.model("onnx-siglip"), home)) {
      assertThatThrownBy(() -> NoPlacesException.requirePlaces(encoder, Methods.of("calip")))
          .isInstanceOf(NoPlacesException.class)
          .hasMessageContaining("space of texts");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnx-clip", "onnx-clip-single", "onnx-siglip", "onnx-dinov2"})
  void twoThreadsGiveTheBitsOfOne(String model) throws IOException {
    float[] expected;
    try (Encoder one = HubFixtures.open(HubFixtures.model(model), home)) {
      expected =
          one.encodeRawImages(HubFixtures.input(model), HubFixtures.pictures(model))
              .tokens()
              .data();
    }
    try (Encoder two = HubFixtures.open(HubFixtures.model(model), home, Precision.FP32, 2)) {
      assertThat(
              two.encodeRawImages(HubFixtures.input(model), HubFixtures.pictures(model))
                  .tokens()
                  .data())
          .isEqualTo(expected);
    }
  }

  @Test
  void theFolderOfTheNetworksAndTheirFilesLeadToTheSameModel() throws IOException {
    Path folder = HubFixtures.model("onnx-siglip");
    try (Encoder whole = HubFixtures.open(folder, home);
        Encoder inner = HubFixtures.open(folder.resolve("onnx"), home);
        Encoder text = HubFixtures.open(folder.resolve("onnx/text_model.onnx"), home)) {
      assertThat(inner.fingerprint()).isEqualTo(whole.fingerprint());
      assertThat(text.fingerprint()).isEqualTo(whole.fingerprint());
    }
  }

  @Test
  void weightsInOtherFilesCountInTheFingerprint() throws IOException {
    HubFixtures.copy(HubFixtures.model("onnx-dinov2-external"), place, List.of());
    String before;
    try (Encoder encoder = HubFixtures.open(place, home)) {
      before = encoder.fingerprint();
    }
    Path data = place.resolve("onnx/model.onnx_data");
    byte[] bytes = Files.readAllBytes(data);
    bytes[2] ^= 1;
    Files.write(data, bytes);
    try (Encoder encoder = HubFixtures.open(place, home)) {
      assertThat(encoder.fingerprint()).isNotEqualTo(before);
    }
  }

  @Test
  void theFolderOfACheckpointIsLeftToItsReader() throws IOException {
    HubFixtures.copy(HubFixtures.model("onnx-clip"), place, List.of());
    assertThat(new OnnxFolderProvider().knows(place.toString(), home)).isTrue();
    Files.createFile(place.resolve("model.safetensors"));
    assertThat(new OnnxFolderProvider().knows(place.toString(), home)).isFalse();
    assertThat(
            new OnnxFolderProvider()
                .knows(place.resolve("onnx/vision_model.onnx").toString(), home))
        .isTrue();
  }
}
