package io.glimpse.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.Glimpse;
import io.glimpse.fixture.TinyModel;
import io.glimpse.input.LabelledSource;
import io.glimpse.method.Prediction;
import io.glimpse.progress.Notes;
import io.glimpse.shots.BankRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Encoders beyond CLIP answer in Spark as they do in the library, to the bit. */
class AllFamiliesSparkTest {

  private static final Path DEMO = Path.of("../glimpse-cli/src/main/resources/io/glimpse/demo");
  private static final List<String> CLASSES = List.of("emu", "okapi");

  private static final double ROUNDED = 1e-6;

  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"SIGLIP2_HF", "CHINESE_CLIP_HF", "DINOV2_REGISTERS_HF", "ONNX_CLIP", "ONNX_DINOV2"})
  void banksAndExamplesAnswerAsInTheLibrary(TinyModel model) throws IOException {
    Path shots = copied("shots", 2);
    Dataset<Row> asked = rows(copied("test", 2));
    Path bank = folder.resolve("my.bank");
    try (Glimpse glimpse = open(model)) {
      var library =
          glimpse.fewShot(BankRecipe.usual(), LabelledSource.read(shots, null, Notes.SILENT));
      library.save(bank);

      // The bank says by which encoder.
      assertSame(
          ImageClassifier.ofBank(bank.toString()).setLogits(true).transform(asked), library, 0);
      ImageClassifier taught =
          new FewShotClassifier().setEncoder(model.path().toString()).fit(rows(shots));
      // It encodes examples one by one, which ONNX Runtime rounds otherwise than several at once.
      assertSame(taught.setLogits(true).transform(asked), library, model.isOnnx() ? ROUNDED : 0);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SIGLIP2_HF", "CHINESE_CLIP_HF", "DINOV2_HF", "ONNX_CLIP"})
  void namesAnswerAsInTheLibraryOrAreRefused(TinyModel model) throws IOException {
    Dataset<Row> asked = rows(copied("test", 2));
    ImageClassifier names =
        ImageClassifier.ofClasses("emu", "okapi")
            .setLogits(true)
            .setEncoder(model.path().toString());
    if (model == TinyModel.DINOV2_HF) {
      assertThatThrownBy(() -> names.transform(asked))
          .hasMessageContaining("encoder '" + model.path() + "' takes pictures alone and no text");
      return;
    }
    try (Glimpse glimpse = open(model)) {
      assertSame(names.transform(asked), glimpse.zeroShot(CLASSES), 0);
    }
    if (model.isOnnx()) {
      assertThatThrownBy(
              () -> names.copy(names.extractParamMap()).setMethod("calip").transform(asked))
          .hasMessageContaining("no tokens of places in the space of texts");
    }
  }

  @Test
  void aBankOfAnotherEncoderIsToldBeforeTheJob() throws IOException {
    TinyModel model = TinyModel.DINOV2_HF;
    Path bank = folder.resolve("my.bank");
    try (Glimpse glimpse = open(model)) {
      glimpse
          .fewShot(BankRecipe.usual(), LabelledSource.read(copied("shots", 1), null, Notes.SILENT))
          .save(bank);
    }
    Dataset<Row> asked = rows(copied("test", 1));
    String other = TinyModel.DINOV3_HF.path().toString();
    ImageClassifier classifier = ImageClassifier.ofBank(bank.toString()).setEncoder(other);

    assertThatThrownBy(() -> classifier.transform(asked))
        .hasMessageContaining("was made with encoder '" + model.path() + "' (")
        .hasMessageContaining("not with '" + other + "' (")
        .hasMessageContaining("migrate the bank to the other encoder");
  }

  private static Glimpse open(TinyModel model) throws IOException {
    return Glimpse.builder().encoder(model.path().toString()).notes(Notes.SILENT).open();
  }

  private static void assertSame(
      Dataset<Row> answers, io.glimpse.ImageClassifier library, double rounded) throws IOException {
    List<Row> rows = answers.select("path", "prediction.*").collectAsList();
    assertThat(rows).hasSize(4);
    for (Row row : rows) {
      Prediction expected = library.classify(Path.of(row.<String>getAs("path")));
      assertThat(row.<String>getAs("error")).isNull();
      assertThat(row.<String>getAs("class")).isEqualTo(expected.best().name());
      assertThat(row.<Double>getAs("probability"))
          .isCloseTo(expected.best().probability(), within(rounded));
      Prediction.Unknown unknown = Objects.requireNonNull(expected.unknown());
      Boolean isUnknown = unknown.threshold() == null ? null : unknown.is();
      assertThat(row.<Boolean>getAs("unknown")).isEqualTo(isUnknown);
      List<Double> logits = row.getList(row.fieldIndex("logits"));
      for (Prediction.Ranked one : expected.ranked()) {
        assertThat(logits.get(one.index()))
            .isCloseTo(one.logit(), within(rounded * Math.max(1, Math.abs(one.logit()))));
      }
    }
  }

  /** The first pictures of the demonstration of each class. */
  private Path copied(String set, int each) throws IOException {
    Path to = folder.resolve(set);
    for (String name : CLASSES) {
      Files.createDirectories(to.resolve(name));
      for (Path file : files(DEMO.resolve(set).resolve(name)).subList(0, each)) {
        Files.copy(file, to.resolve(name).resolve(file.getFileName()));
      }
    }
    return to;
  }

  /** Rows as Spark reads files, each with the name of its folder. */
  private static Dataset<Row> rows(Path root) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Path file : files(root)) {
      rows.add(
          RowFactory.create(
              file.toString(),
              Files.readAllBytes(file),
              file.getName(file.getNameCount() - 2).toString()));
    }
    StructType type =
        new StructType()
            .add("path", DataTypes.StringType)
            .add("content", DataTypes.BinaryType)
            .add("label", DataTypes.StringType);
    return spark.createDataFrame(rows, type).repartition(2);
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
