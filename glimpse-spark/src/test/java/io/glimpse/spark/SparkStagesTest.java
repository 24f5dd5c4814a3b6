package io.glimpse.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.Glimpse;
import io.glimpse.method.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stages in a Spark of this JVM, with the pictures of the demonstration. */
class SparkStagesTest {

  private static final Path DEMO = Path.of("../glimpse-cli/src/main/resources/io/glimpse/demo");
  private static final String[] CLASSES = {"dalmatian", "emu", "okapi"};

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

  private static Dataset<Row> pictures(String set) {
    return spark
        .read()
        .format("binaryFile")
        .option("recursiveFileLookup", "true")
        .load(DEMO.resolve(set).toString())
        .select("path", "content");
  }

  private static List<Row> sorted(Dataset<Row> rows) {
    return rows.orderBy("path").collectAsList();
  }

  private static Path file(Row row) {
    return Path.of(row.<String>getAs("path").replaceFirst("^file:/+", "/"));
  }

  /** The name of the folder that a picture is in. */
  private static String className(Row row) {
    Path file = file(row);
    return file.getName(file.getNameCount() - 2).toString();
  }

  @Test
  void answersAreThoseOfTheLibraryToTheBit() throws IOException {
    List<Row> answers =
        sorted(
            ImageClassifier.ofClasses(CLASSES)
                .setLogits(true)
                .transform(pictures("test"))
                .select("path", "prediction.*"));

    assertThat(answers).hasSize(32);
    try (Glimpse glimpse = Glimpse.open()) {
      var library = glimpse.zeroShot(CLASSES);
      for (Row answer : answers) {
        Prediction expected = library.classify(file(answer));
        assertThat(answer.<String>getAs("class")).isEqualTo(expected.best().name());
        assertThat(answer.<Double>getAs("probability")).isEqualTo(expected.best().probability());
        assertThat(answer.<String>getAs("error")).isNull();
        assertThat(answer.<List<?>>getList(answer.fieldIndex("logits"))).hasSize(3);
      }
    }
  }

  @Test
  void partitionsDoNotChangeABit() {
    ImageClassifier classifier = ImageClassifier.ofClasses(CLASSES).setLogits(true);
    List<String> one = texts(classifier, 1);

    assertThat(texts(classifier, 2)).isEqualTo(one);
    assertThat(texts(classifier, 7)).isEqualTo(one);
  }

  private static List<String> texts(ImageClassifier classifier, int partitions) {
    return sorted(
            classifier
                .transform(pictures("test").repartition(partitions))
                .select("path", "prediction"))
        .stream()
        .map(Row::toString)
        .toList();
  }

  @Test
  void examplesMakeABankThatIsSavedWithItsPipeline() throws IOException {
    Dataset<Row> examples =
        pictures("shots")
            .withColumn(
                "label", functions.element_at(functions.split(functions.col("path"), "/"), -2));
    PipelineModel model =
        new Pipeline().setStages(new PipelineStage[] {new FewShotClassifier()}).fit(examples);
    Dataset<Row> asked = pictures("test");
    List<Row> answers = sorted(model.transform(asked).select("path", "prediction"));
    String saved = folder.resolve("model").toString();
    model.write().save(saved);

    List<Row> again =
        sorted(PipelineModel.load(saved).transform(asked).select("path", "prediction"));

    assertThat(again).isEqualTo(answers);
    assertThat(answers)
        .allSatisfy(
            row -> assertThat(row.getStruct(1).<String>getAs("class")).isEqualTo(className(row)));
  }

  @Test
  void brokenPicturesHaveErrorsInTheirOwnRows() throws IOException {
    List<Row> rows = new ArrayList<>();
    List<Path> files = files("test");
    for (int i = 0; i < files.size(); i++) {
      byte[] bytes = Files.readAllBytes(files.get(i));
      boolean broken = i % 4 == 1;
      rows.add(
          RowFactory.create(
              files.get(i).toString(), broken ? java.util.Arrays.copyOf(bytes, 200) : bytes));
    }
    rows.add(RowFactory.create("nothing.jpg", null));

    List<Row> answers =
        ImageClassifier.ofClasses(CLASSES)
            .transform(spark.createDataFrame(rows, binaries()).repartition(3))
            .select("path", "prediction.class", "prediction.error")
            .collectAsList();

    assertThat(answers).hasSize(33);
    for (Row answer : answers) {
      int place = files.indexOf(Path.of(answer.getString(0)));
      boolean broken = place < 0 || place % 4 == 1;
      assertThat(answer.isNullAt(1)).isEqualTo(broken);
      assertThat(answer.isNullAt(2)).isEqualTo(!broken);
    }
  }

  private static List<Path> files(String set) throws IOException {
    try (Stream<Path> files = Files.walk(DEMO.resolve(set))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static StructType binaries() {
    return new StructType().add("path", DataTypes.StringType).add("content", DataTypes.BinaryType);
  }

  @Test
  void anEncoderGivesFeaturesFromPathsToo() throws IOException {
    List<Row> rows =
        files("test").stream().map(file -> RowFactory.create(file.toString())).toList();
    Dataset<Row> paths =
        spark.createDataFrame(rows, new StructType().add("file", DataTypes.StringType));

    List<Row> encoded =
        new ImageEncoder()
            .setInputCol("file")
            .setTokensCol("tokens")
            .transform(paths.limit(2))
            .collectAsList();

    try (Glimpse glimpse = Glimpse.open()) {
      for (Row row : encoded) {
        float[] expected = glimpse.encode(Path.of(row.getString(0))).globals().row(0);
        double[] features = row.<org.apache.spark.ml.linalg.Vector>getAs("features").toArray();
        for (int i = 0; i < features.length; i++) {
          assertThat(features[i]).isEqualTo(expected[i]);
        }
        assertThat(row.<String>getAs("error")).isNull();
        assertThat(row.getList(row.fieldIndex("tokens")).size()).isGreaterThan(1);
      }
    }
  }

  @Test
  void anEncoderIsOpenedOnceHoweverManyTasksThereAre() {
    int before = SharedEncoders.opened();

    // This JVM is driver and executor, and both share it.
    ImageClassifier.ofClasses(CLASSES)
        .transform(pictures("test").repartition(64))
        .select("prediction")
        .collectAsList();

    assertThat(SharedEncoders.opened()).isBetween(1, before + 1);
  }

  @Test
  void whatCannotWorkIsToldBeforeTheJob() {
    Dataset<Row> pictures = pictures("test");

    assertThatThrownBy(() -> ImageClassifier.ofClasses("emu", "emu")).hasMessageContaining("'emu'");
    assertThatThrownBy(() -> new ImageClassifier().transform(pictures))
        .hasMessageContaining("set classes");
    assertThatThrownBy(
            () -> ImageClassifier.ofClasses(CLASSES).setInputCol("image").transform(pictures))
        .hasMessageContaining("there is no column 'image'");
    assertThatThrownBy(
            () ->
                ImageClassifier.ofClasses(CLASSES)
                    .setInputCol("length")
                    .transform(pictures.withColumn("length", functions.lit(7))))
        .hasMessageContaining("column 'length' is int");
    assertThatThrownBy(() -> ImageClassifier.ofBank(folder.resolve("none.bank").toString()))
        .hasMessageContaining("none.bank");
    assertThatThrownBy(
            () -> ImageClassifier.ofClasses(CLASSES).setEncoder("no such").transform(pictures))
        .hasMessageContaining("no such");
    assertThatThrownBy(
            () ->
                new FewShotClassifier()
                    .fit(pictures.withColumn("label", functions.lit(null).cast("string"))))
        .hasMessageContaining("example 1 has no class: column 'label' is null");
  }

  @Test
  void stagesOfOnePipelineShareTheirEncoder() {
    Pipeline mixed =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new ImageEncoder(), ImageClassifier.ofClasses(CLASSES).setPrecision("int8")
                });
    Dataset<Row> encoded = new ImageEncoder().transform(pictures("test"));

    assertThatThrownBy(() -> mixed.fit(pictures("test")))
        .hasMessageContaining("column 'features' was made by encoder 'lite'")
        .hasMessageContaining("this stage has 'lite' in int8");
    assertThatThrownBy(
            () -> ImageClassifier.ofClasses(CLASSES).setEncoder("ViT-B/32").transform(encoded))
        .hasMessageContaining("this stage has 'ViT-B/32'");
    assertThat(ImageClassifier.ofClasses(CLASSES).transform(encoded).columns())
        .contains("features", "prediction");
  }

  @Test
  void pathsThatNoMachineCouldOpenAreToldInTheirRows() {
    List<Row> rows =
        List.of(RowFactory.create("hdfs://names/a picture.jpg"), RowFactory.create("a\0b.jpg"));
    Dataset<Row> paths =
        spark.createDataFrame(rows, new StructType().add("file", DataTypes.StringType));

    List<Row> answers =
        ImageClassifier.ofClasses(CLASSES)
            .setInputCol("file")
            .transform(paths)
            .select("prediction.error")
            .collectAsList();

    assertThat(answers.get(0).getString(0)).contains("hdfs://", "binaryFile");
    assertThat(answers.get(1).getString(0)).contains("is not a path");
  }
}
