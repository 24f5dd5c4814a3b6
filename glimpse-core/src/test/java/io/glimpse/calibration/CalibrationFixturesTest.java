package io.glimpse.calibration;

import static io.glimpse.fixture.Near.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.fixture.Case;
import io.glimpse.fixture.Shared;
import io.glimpse.matrix.Elementwise;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.method.Classifier;
import io.glimpse.method.Methods;
import io.glimpse.method.Prediction;
import io.glimpse.method.Task;
import io.glimpse.method.UnseenAnswers;
import io.glimpse.tensor.NpyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets, scores of unknown pictures and temperatures of the oracle. */
class CalibrationFixturesTest {

  private static final double FLOAT = 1e-5;

  private static final String CASES =
      "balanced_4, class_without_shots, many_shots, no_text, no_text_one_shot, no_text_unbalanced,"
          + " one_shot, two_classes, two_classes_one_shot, unbalanced, useless_text,"
          + " useless_text_one_shot, wide";

  private record Inputs(
      Matrix shots, Labels labels, Matrix queries, @Nullable Matrix text, Case expected) {

    static Inputs of(String name) throws IOException {
      Path folder = Shared.path("fixtures/auto").resolve(name);
      Path text = folder.resolve("W.npy");
      return new Inputs(
          NpyFile.readMatrix(folder.resolve("F.npy")),
          Labels.of(NpyFile.readLabels(folder.resolve("y.npy"))),
          NpyFile.readMatrix(folder.resolve("X.npy")),
          Files.exists(text) ? NpyFile.readMatrix(text) : null,
          Case.ofShared("fixtures/auto/" + name + "/expected.json"));
    }

    ClassSet classes() {
      return ClassSet.numbered(expected.node("classes").asInt());
    }

    @Nullable TextFeatures texts() {
      return text == null ? null : TextFeatures.ofWeights(classes(), text);
    }

    Classifier auto() {
      TextFeatures texts = texts();
      Task.Builder task = texts == null ? Task.of(classes()) : Task.of(texts);
      return Methods.of("auto")
          .fit(task.shots(new Shots(List.of(FeatureBatch.ofGlobals(shots)), labels)).build());
    }

    Calibration calibration(Classifier classifier) {
      return CalibrationFit.of(classifier, Cache.of(shots, labels), texts(), null);
    }

    List<Prediction> answers(AnswerRules rules) {
      Classifier classifier = auto();
      FeatureBatch asked = FeatureBatch.ofGlobals(queries);
      return new CalibratedAnswers(classes(), calibration(classifier), text, rules)
          .of(classifier.logits(asked), asked);
    }
  }

  static List<String> cases() {
    return List.of(CASES.split(", "));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void scoresOfUnknownPicturesEqualTheOracle(String name) throws IOException {
    Inputs in = Inputs.of(name);
    UnknownScore known = Objects.requireNonNull(in.calibration(in.auto()).known());

    double[] scores =
        in.answers(new AnswerRules(null, null, -100.0)).stream()
            .mapToDouble(answer -> Objects.requireNonNull(answer.unknown()).score())
            .toArray();

    // Shots of one a class and no text deviate by next to nothing, which is the unit there.
    double tolerance = name.equals("no_text_one_shot") ? 10 * FLOAT : FLOAT;
    assertNear(scores, in.expected().vector("unknown.score"), tolerance);
    if (known.hasThreshold()) {
      assertThat(known.threshold(0.05))
          .isEqualTo(in.expected().number("unknown.threshold_5_percent"), within(FLOAT));
    } else {
      assertThat(name).isEqualTo("no_text_one_shot");
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void setsEqualTheOracle(String name) throws IOException {
    Inputs in = Inputs.of(name);
    for (double alpha : new double[] {0.1, 0.3}) {
      JsonNode expected = in.expected().node("conformal").get(String.valueOf(alpha));
      AnswerRules rules = AnswerRules.usual().withCoverage(1 - alpha);
      if (expected.get("threshold").isTextual()) {
        // It is infinite, and the oracle's sets are all classes then.
        assertThatThrownBy(() -> in.answers(rules)).isInstanceOf(IllegalArgumentException.class);
        continue;
      }
      JsonNode sets = expected.get("sets");
      List<Prediction> answers = in.answers(rules);
      for (int i = 0; i < sets.size(); i++) {
        int[] found = new int[sets.get(i).size()];
        answers.get(i).set().forEach(one -> found[one.index()] = 1);
        int row = i;
        int[] set =
            IntStream.range(0, found.length).map(c -> sets.get(row).get(c).asInt()).toArray();
        assertThat(found).isEqualTo(set);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"balanced_4", "unbalanced", "useless_text", "wide", "many_shots"})
  void temperaturesEqualTheOracle(String name) throws IOException {
    Inputs in = Inputs.of(name);
    Matrix logits =
        Elementwise.scale(
            Products.timesTransposed(in.shots(), Objects.requireNonNull(in.text())), 100);

    double found = Temperature.of(UnseenAnswers.ofPictures(logits, in.labels()), 0);

    double expected = in.expected().number("temperature_of_zero_shot");
    assertThat(found).isEqualTo(expected, within(FLOAT * Math.max(1, expected)));
  }
}
