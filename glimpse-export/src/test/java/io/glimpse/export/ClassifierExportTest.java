package io.glimpse.export;

import static io.glimpse.export.SameAnswers.RELATIVE;
import static io.glimpse.export.SameAnswers.assertSameAnswers;
import static io.glimpse.export.SameAnswers.largest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.bank.Bank;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.file.InputException;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.ImageDecoder;
import io.glimpse.inference.Predictor;
import io.glimpse.matrix.Matrix;
import io.glimpse.multiview.Fusion;
import io.glimpse.shots.LocalMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassifierExportTest {

  private static final String VIT = "openai-vit-tiny.pt";
  private static final String RESNET = "openai-rn-tiny.pt";
  private static final String GELU = "openclip-vit-tiny-gelu";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"auto", "tip", "tip-f", "gda", "proker", "linear-probe", "lpp", "zero-shot"})
  void aBankAnswersAsGlimpseDoes(String method) throws Exception {
    try (Encoder encoder = Classifiers.encoder("lite", Precision.FP32)) {
      Bank bank = Classifiers.bank(encoder, method, LocalMode.OFF, 4);
      assertSameAnswers(Classifiers.ofBank(encoder, bank), folder);
    }
  }

  @ParameterizedTest
  @CsvSource({
    VIT + ",auto,FP32",
    VIT + ",tip,FP32",
    VIT + ",linear-probe,FP32",
    VIT + ",auto,INT8",
    RESNET + ",auto,FP32",
    RESNET + ",tip-f,FP32",
    GELU + ",auto,FP32",
    "lite,auto,INT8",
  })
  void soDoBanksOfOtherEncoders(String name, String method, Precision precision) throws Exception {
    try (Encoder encoder = Classifiers.encoder(name, precision)) {
      Bank bank = Classifiers.bank(encoder, method, LocalMode.OFF, 4);
      assertSameAnswers(Classifiers.ofBank(encoder, bank), folder);
    }
  }

  /** Prints what docs/EXPORT.md states. */
  @ParameterizedTest
  @CsvSource({
    "lite,zero-shot,FP32",
    "lite,auto,FP32",
    "lite,auto,INT8",
    VIT + ",auto,FP32",
    VIT + ",auto,INT8",
    RESNET + ",auto,FP32"
  })
  void photographsOfManySizesAreAnsweredAlike(String name, String method, Precision precision)
      throws Exception {
    List<Picture> photographs = new ArrayList<>();
    for (Path file : Photographs.files()) {
      photographs.add(Picture.of(file));
    }
    try (Encoder encoder = Classifiers.encoder(name, precision)) {
      Predictor predictor =
          method.equals("zero-shot")
              ? Classifiers.ofNames(encoder, method)
              : Classifiers.ofBank(encoder, Classifiers.bank(encoder, method, LocalMode.OFF, 4));
      System.out.printf(
          Locale.ROOT,
          "%d pictures in Java, %s, %s, %s: logits differ by %.1e at most%n",
          photographs.size(),
          name,
          method,
          precision,
          assertSameAnswers(predictor, folder, photographs));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "lite,zero-shot",
    "lite,calip",
    VIT + ",zero-shot",
    VIT + ",calip",
    RESNET + ",calip",
    GELU + ",calip"
  })
  void classesByTheirNamesAreExportedToo(String name, String method) throws Exception {
    try (Encoder encoder = Classifiers.encoder(name, Precision.FP32)) {
      assertSameAnswers(Classifiers.ofNames(encoder, method), folder);
    }
  }

  @ParameterizedTest
  @CsvSource({"mean,0.5", "max,0.5", "mean+max,2"})
  void everyFormOfCalipIsExact(String pooling, String scale) throws Exception {
    try (Encoder encoder = Classifiers.encoder(VIT, Precision.FP32)) {
      assertSameAnswers(
          Classifiers.ofNames(
              encoder,
              "calip",
              Map.of("pooling", pooling, "scale", scale, "beta4", "0.7", "beta3", "2")),
          folder);
    }
  }

  @Test
  void oneClassIsToldByItsNearestShot() throws Exception {
    try (Encoder encoder = Classifiers.encoder("lite", Precision.FP32)) {
      Bank bank = Classifiers.bank(encoder, "auto", LocalMode.OFF, 1);
      Predictor predictor = Classifiers.ofBank(encoder, bank);

      assertThat(predictor.calibration().signs()).containsExactly("nearest");
      assertSameAnswers(predictor, folder);
    }
  }

  @Test
  void pixelsGoInAsBatches() throws Exception {
    try (Encoder encoder = Classifiers.encoder(RESNET, Precision.FP32)) {
      Predictor predictor =
          Classifiers.ofBank(encoder, Classifiers.bank(encoder, "auto", LocalMode.OFF, 4));
      Path file = folder.resolve("m.onnx");
      ClassifierExport.of(predictor, ExportInput.PIXELS, "").write(file);

      int size = encoder.preprocessing().height();
      float[] pixels = new float[3 * encoder.preprocessing().length()];
      FloatBuffer target = FloatBuffer.wrap(pixels);
      float[][] logits = new float[3][];
      for (int i = 0; i < 3; i++) {
        var input = Picture.of(i, 50 + i, 100 + i, 140).input("asked.png");
        logits[i] = predictor.logits(predictor.pipeline(false).run(input)).row(0);
        encoder
            .preprocessing()
            .normalise(
                encoder
                    .preprocessing()
                    .crop(new ImageDecoder(DecodeOptions.defaults()).read(input)),
                target);
      }

      try (Exported exported = Exported.open(file)) {
        float[] made = exported.answer("pixels", pixels, 3, 3, size, size).get("logits");
        for (int i = 0; i < 3; i++) {
          assertThat(Arrays.copyOfRange(made, 4 * i, 4 * i + 4))
              .containsExactly(logits[i], within((float) (RELATIVE * largest(logits[i]))));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"tip,feature", "linear-probe,feature", "calip,tokens"})
  void featuresGoInAlone(String method, String input) throws Exception {
    try (Encoder encoder = Classifiers.encoder(VIT, Precision.FP32)) {
      Predictor predictor =
          method.equals("calip")
              ? Classifiers.ofNames(encoder, method)
              : Classifiers.ofBank(encoder, Classifiers.bank(encoder, method, LocalMode.OFF, 4));
      Path file = folder.resolve("head.onnx");
      ClassifierExport.of(predictor, ExportInput.FEATURE, "").write(file);

      FeatureBatch features =
          predictor.pipeline(false).run(Picture.of(1, 77, 90, 90).input("asked.png")).features();
      float[] logits = predictor.logits(features).row(0);

      Matrix rows = input.equals("tokens") ? features.tokens() : features.globals();
      Matrix packed = rows.copy();
      long[] shape =
          input.equals("tokens")
              ? new long[] {1, packed.rows(), packed.columns()}
              : new long[] {1, packed.columns()};
      try (Exported exported = Exported.open(file)) {
        assertThat(exported.outputs()).doesNotContain("feature");
        assertThat(exported.answer(input, packed.data(), shape).get("logits"))
            .containsExactly(logits, within((float) (RELATIVE * largest(logits))));
      }
      assertThat(Files.size(file)).isLessThan(100_000);
    }
  }

  @Test
  void weightsThatDoNotFitLieBesideTheModel() throws Exception {
    try (Encoder encoder = Classifiers.encoder(VIT, Precision.FP32)) {
      Predictor predictor = Classifiers.ofNames(encoder, "zero-shot");
      ClassifierExport export = ClassifierExport.of(predictor, ExportInput.PICTURE, "");
      Path whole = folder.resolve("whole.onnx");
      Path split = folder.resolve("split.onnx");
      export.write(whole);

      List<Path> files = export.write(split, 100_000);

      assertThat(files)
          .containsExactly(
              split, folder.resolve("split.onnx." + encoder.fingerprint().substring(0, 12)));
      assertThat(Files.size(split)).isLessThan(100_000);
      Picture picture = Picture.of(2, 9, 80, 70);
      try (Exported one = Exported.open(whole);
          Exported two = Exported.open(split)) {
        assertThat(two.answer(picture).get("logits"))
            .containsExactly(one.answer(picture).get("logits"));
      }
    }
  }

  @Test
  void theFileSaysWhatItIs() throws Exception {
    try (Encoder encoder = Classifiers.encoder("lite", Precision.FP32)) {
      Predictor predictor =
          Classifiers.ofBank(encoder, Classifiers.bank(encoder, "tip", LocalMode.OFF, 4));
      Path file = folder.resolve("m.onnx");
      ClassifierExport export = ClassifierExport.of(predictor, ExportInput.PICTURE, "");
      export.write(file);

      try (Exported exported = Exported.open(file)) {
        Map<String, String> metadata = exported.metadata();
        assertThat(metadata).containsExactlyInAnyOrderEntriesOf(export.metadata());
        assertThat(new ObjectMapper().readValue(metadata.get("classes"), String[].class))
            .containsExactlyElementsOf(Classifiers.CLASSES);
        assertThat(metadata)
            .containsEntry("encoder", "lite")
            .containsEntry("method", "tip")
            .containsKeys("parameters", "unknown_threshold", "temperature");
        assertThat(metadata.get("licence")).contains("Apache-2.0");
        assertThat(metadata.get("provenance")).contains("16 examples");
        assertThat(metadata.get("input")).contains("uint8 [height, width, 3]");
      }
    }
  }

  @Test
  void theSameBankGivesTheSameBytes() throws Exception {
    try (Encoder encoder = Classifiers.encoder(VIT, Precision.FP32)) {
      Predictor predictor =
          Classifiers.ofBank(encoder, Classifiers.bank(encoder, "auto", LocalMode.OFF, 4));
      Path first = folder.resolve("first.onnx");
      Path second = folder.resolve("second.onnx");
      ClassifierExport.of(predictor, ExportInput.PICTURE, "").write(first);
      ClassifierExport.of(predictor, ExportInput.PICTURE, "").write(second);

      assertThat(second).hasSameBinaryContentAs(first);
    }
  }

  @Test
  void smallPlacesAreNamedAsWhatCannotBeExported() throws Exception {
    try (Encoder encoder = Classifiers.encoder("lite", Precision.FP32)) {
      Bank bank = Classifiers.bank(encoder, "auto", LocalMode.ON, 4);
      Predictor predictor = Classifiers.ofBank(encoder, bank);

      assertThatThrownBy(() -> ClassifierExport.of(predictor, ExportInput.PICTURE, "drawn.bank"))
          .isInstanceOf(InputException.class)
          .hasMessage(
              "drawn.bank: this bank also looks at small places of the picture, which an exported"
                  + " graph does not; they can be left out on request, which gives other answers");
      assertSameAnswers(Classifiers.ofBank(encoder, bank.withLocal(null)), folder);
    }
  }

  @Test
  void methodsWithoutAFormulaAreNamed() throws Exception {
    try (Encoder encoder = Classifiers.encoder("lite", Precision.FP32)) {
      Bank bank = Classifiers.bank(encoder, "ape", LocalMode.OFF, 4);
      Predictor predictor = Classifiers.ofBank(encoder, bank);

      assertThatThrownBy(() -> ClassifierExport.of(predictor, ExportInput.PICTURE, "drawn.bank"))
          .hasMessage(
              "drawn.bank: what method 'ape' computes is none of the formulas that a graph is made"
                  + " of; choose another one, such as auto");
    }
  }

  @ParameterizedTest
  @EnumSource(Fusion.class)
  void banksOfCloudsTakeTheirViews(Fusion fusion) throws Exception {
    try (Encoder encoder = Classifiers.encoder(VIT, Precision.FP32)) {
      Predictor predictor =
          Classifiers.ofBank(encoder, Classifiers.bankOfClouds(encoder, "auto", fusion));
      Path pixels = folder.resolve("pixels.onnx");
      Path features = folder.resolve("features.onnx");
      ClassifierExport export = ClassifierExport.of(predictor, ExportInput.PIXELS, "");
      export.write(pixels);
      ClassifierExport.of(predictor, ExportInput.FEATURE, "").write(features);

      EncodedImage cloud = predictor.pipeline(false).run(Classifiers.cloud(1, 9));
      float[] logits = predictor.logits(cloud).row(0);
      Matrix views = cloud.features().globals().copy();

      assertThat(export.views()).isEqualTo(views.rows()).isGreaterThan(1);
      assertThat(export.metadata().get("input")).contains(views.rows() + " rendered views");
      try (Exported exported = Exported.open(features)) {
        assertThat(
                exported
                    .answer("feature", views.data(), views.rows(), views.columns())
                    .get("logits"))
            .containsExactly(logits, within((float) (RELATIVE * largest(logits))));
      }
      int size = encoder.preprocessing().height();
      float[] noise = new float[views.rows() * encoder.preprocessing().length()];
      Random random = new Random(4);
      for (int i = 0; i < noise.length; i++) {
        noise[i] = (float) random.nextGaussian();
      }
      FloatBuffer direct =
          ByteBuffer.allocateDirect(noise.length * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer()
              .put(noise)
              .flip();
      FeatureBatch seen = encoder.encodeImages(direct, views.rows());
      float[] ofNoise = predictor.logits(FeatureBatch.ofGlobals(seen.globals().copy())).row(0);
      try (Exported exported = Exported.open(pixels)) {
        assertThat(exported.answer("pixels", noise, views.rows(), 3, size, size).get("logits"))
            .containsExactly(ofNoise, within((float) (RELATIVE * largest(ofNoise))));
      }
    }
  }

  @Test
  void aGraphCannotDrawClouds() throws Exception {
    try (Encoder encoder = Classifiers.encoder(VIT, Precision.FP32)) {
      Bank bank = Classifiers.bankOfClouds(encoder, "auto", Fusion.CONCATENATED);
      Predictor predictor = Classifiers.ofBank(encoder, bank);

      assertThatThrownBy(() -> ClassifierExport.of(predictor, ExportInput.PICTURE, "c.bank"))
          .hasMessage(
              "c.bank: this bank is of point clouds, which an exported graph cannot draw; export"
                  + " it from the pixels or the features of rendered views");
    }
  }

  @Test
  void anEncoderMayKeepItsNetworkToItself() throws Exception {
    try (Encoder encoder = Classifiers.withoutNetwork()) {
      Predictor predictor = Classifiers.ofNames(encoder, "zero-shot");

      assertThatThrownBy(() -> ClassifierExport.of(predictor, ExportInput.PICTURE, ""))
          .hasMessage(
              "encoder 'closed' does not give away its image network; what answers by its features"
                  + " can be exported alone");
      Path head = folder.resolve("head.onnx");
      ClassifierExport.of(predictor, ExportInput.FEATURE, "").write(head);
      assertThat(head).isNotEmptyFile();
    }
  }
}
