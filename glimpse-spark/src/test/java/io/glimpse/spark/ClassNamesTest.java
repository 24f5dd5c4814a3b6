package io.glimpse.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.Glimpse;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.fixture.Shared;
import io.glimpse.inference.ClassifierSpec;
import io.glimpse.method.Prediction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Classes without examples: what is said of them counts in Spark as it does in the library. */
class ClassNamesTest {

  private static final String PICTURES = "../glimpse-cli/src/main/resources/io/glimpse/demo/test";

  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static Dataset<Row> pictures() {
    return spark
        .read()
        .format("binaryFile")
        .option("recursiveFileLookup", "true")
        .load(PICTURES)
        .select("path", "content");
  }

  @Test
  void typedClassesHaveWordsOfTheirOwn() throws IOException {
    ClassifierSpec.OfNames spec =
        new ClassifierSpec.OfNames(List.of("spots", "bird, large", "okapi"))
            .withDescriptions(
                ClassDescriptions.ofPhrases(
                    Map.of("spots", "dalmatian", "bird, large", "a bird that runs")));

    ImageClassifier stage =
        ImageClassifier.ofTyped("spots=dalmatian,\"bird, large\"=a bird that runs,okapi");

    try (Glimpse glimpse = Glimpse.open()) {
      assertSame(stage, glimpse.classifier(spec));
    }
  }

  /** Spark numbers what it sends anew. */
  @Test
  void aSecondSessionDoesNotAnswerAsTheFirstDid() throws IOException {
    try (Glimpse glimpse = Glimpse.open()) {
      assertSame(ImageClassifier.ofClasses("cat", "emu"), glimpse.zeroShot("cat", "emu"));
      stop();
      start();
      assertSame(ImageClassifier.ofClasses("okapi", "emu"), glimpse.zeroShot("okapi", "emu"));
    }
  }

  @Test
  void encodersThatTellWhetherPictureAndTextMatchSayNoneOfThese() throws IOException {
    Path siglip = Shared.path("fixtures/models/models/siglip-hf");
    try (Glimpse glimpse = Glimpse.open(siglip.toString())) {
      boolean told =
          assertSame(
              ImageClassifier.ofClasses("cat", "dog").setEncoder(siglip.toString()),
              glimpse.zeroShot("cat", "dog"));

      assertThat(told).isTrue();
    }
  }

  /** Returns whether anything is said of no class. */
  private static boolean assertSame(ImageClassifier stage, io.glimpse.ImageClassifier library)
      throws IOException {
    boolean told = false;
    for (Row answer : stage.transform(pictures()).select("path", "prediction.*").collectAsList()) {
      Path file = Path.of(answer.<String>getAs("path").replaceFirst("^file:/+", "/"));
      Prediction expected = library.classify(file);
      assertThat(answer.<String>getAs("error")).isNull();
      assertThat(answer.<String>getAs("class")).isEqualTo(expected.best().name());
      assertThat(answer.<Double>getAs("probability")).isEqualTo(expected.best().probability());
      Prediction.Unknown unknown = Objects.requireNonNull(expected.unknown());
      Boolean said = answer.getAs("unknown");
      assertThat(said).isEqualTo(unknown.threshold() == null ? null : unknown.is());
      told |= said != null;
    }
    return told;
  }

  @Test
  void aDescriptionNamesItsClass() {
    ImageClassifier classes = ImageClassifier.ofClasses("cat", "dog");

    assertThatThrownBy(() -> classes.setDescriptions("a cat").transform(pictures()))
        .hasMessageContaining("'a cat'");
    assertThatThrownBy(() -> classes.setDescriptions("bird=a crow").transform(pictures()))
        .hasMessageContaining("'bird'");
  }
}
