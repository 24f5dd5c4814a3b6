package io.glimpse.gaussian;

import static io.glimpse.fixture.Near.assertNear;
import static io.glimpse.probe.ZeroShotTest.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.fixture.Caltech66;
import io.glimpse.fixture.Case;
import io.glimpse.fixture.MethodCase;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Answers;
import io.glimpse.method.Classifier;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.probe.ZeroShot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimoTest {

  private final Timo timo = new Timo();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void fixtureLogits(int number) {
    Case c = Case.of("small/timo_" + number + ".json");
    Map<String, String> values =
        Map.of(
            "alpha", c.node("params.alpha").asText(),
            "gamma", c.node("params.gamma").asText(),
            "text_samples", c.node("params.text_samples_per_class").asText());
    Task.Builder task = Task.of(prompts(c.matrices("inputs.prompts"))).shots(shots(c));

    assertNear(
        fit(task, values).logits(FeatureBatch.ofGlobals(c.matrix("inputs.queries"))),
        c.doubles("expected.logits"),
        1e-6);
    PlainTimo plain =
        new PlainTimo(
            prompts(c),
            c.doubles("inputs.shots"),
            c.ints("inputs.shot_labels"),
            c.number("params.gamma"),
            c.node("params.text_samples_per_class").asInt());
    assertNear(plain.texts, c.doubles("expected.w_igt"), c.number("tolerance"));
    assertNear(plain.match, c.doubles("expected.match"), c.number("tolerance"));
    assertNear(plain.gaussians.weights, c.doubles("expected.w"), c.number("tolerance"));
    assertNear(
        plain.logits(c.doubles("inputs.queries"), c.number("params.alpha")),
        c.doubles("expected.logits"),
        c.number("tolerance"));
  }

  @ParameterizedTest
  @CsvSource({"alpha, timo", "all, timo_s"})
  void selectionOnValidationFindsThePublishedWinner(String search, String winner) {
    Case c = Case.of("small/timo_search.json");
    Task.Builder task =
        Task.of(prompts(c.matrices("inputs.prompts")))
            .shots(shots(c))
            .selection(Selection.VALIDATION)
            .validation(labelled(c, "val"));

    Classifier chosen = fit(task, Map.of("search", search));

    Parameters used = chosen.parameters();
    assertThat(used.number(Timo.GAMMA)).isEqualTo(c.number("expected." + winner + ".gamma"));
    assertThat(used.number(Timo.ALPHA)).isEqualTo(c.number("expected." + winner + ".alpha"));
    int samples = used.wholeNumber(Timo.TEXT_SAMPLES);
    assertThat(samples == 0 ? 4 : samples).isEqualTo((int) c.number("expected." + winner + ".nb"));
    assertThat(right(chosen, labelled(c, "val")))
        .isEqualTo((int) c.number("expected." + winner + ".best"));
    assertThat(right(chosen, labelled(c, "test")))
        .isEqualTo((int) c.number("expected." + winner + "_test_correct"));
  }

  @ParameterizedTest
  @CsvSource({"1, all, timo_s", "4, alpha, timo", "16, all, timo_s"})
  void answersCaltech101AsTheReference(int shots, String search, String name) {
    MethodCase c = MethodCase.caltech(shots, name);
    LabelledFeatures few = Caltech66.shots(shots);
    Task.Builder task =
        Task.of(caltechPrompts())
            .shots(Shots.of(few.features(), few.labels()))
            .selection(Selection.VALIDATION)
            .validation(Caltech66.validation());
    LabelledFeatures test = Caltech66.test();
    Classifier chosen = fit(task, Map.of("search", search));
    assertThat(chosen.parameters().number(Timo.GAMMA)).isEqualTo(c.number("/params/winner/gamma"));
    assertThat(chosen.parameters().number(Timo.ALPHA)).isEqualTo(c.number("/params/winner/alpha"));
    Matrix logits = chosen.logits((FeatureBatch) test.features());
    assertNear(logits.rows(0, 5), c.table("/test/logits_first5"), 1e-4);
    assertThat(Answers.right(logits, test.labels()))
        .isCloseTo(
            c.wholeNumber("/test/correct"),
            within(1 + c.wholeNumber("/test/rows_with_margin_below_1e-4_of_spread")));
  }

  @Test
  void textsAloneWithoutSharpnessAreThoseOfZeroShot() {
    // One prompt a class, so that T is the text; alpha so large that Gaussians change nothing.
    Task.Builder task = uneven();
    FeatureBatch queries = FeatureBatch.ofGlobals(Matrix.of(new float[] {0.36f, 0.48f, 0.8f}));
    Matrix zero = new ZeroShot().fit(task.build()).logits(queries);
    Matrix logits = fit(task, Map.of("alpha", "1000000")).logits(queries);
    for (int c = 0; c < 2; c++) {
      assertThat(logits.get(0, c) / 1e4f).isCloseTo(zero.get(0, c), within(0.01f));
    }
  }

  @Test
  void alphaZeroLeavesTheGaussiansAlone() {
    Task.Builder task = uneven();
    Matrix keys = keys();
    double[][] samples = {{1, 0, 0}, {0, 0.6, 0}, {1, 0, 0}, {0, 0.6, 0.8}, {1, 0, 0}};
    PlainGaussians plain = new PlainGaussians(samples, new int[] {0, 1, 0, 1, 0}, 2);
    FeatureBatch queries = FeatureBatch.ofGlobals(keys.rows(1, 2));
    assertNear(
        fit(task, Map.of("alpha", "0")).logits(queries),
        plain.logits(new double[][] {{0, 0.6f, 0.8f}}),
        1e-5);
  }

  @Test
  void classesMayHaveOtherNumbersOfPrompts() {
    Matrix rows = keys();
    TextFeatures texts =
        TextFeatures.ofPrompts(
            ClassSet.of("cat", "dog"), List.of(rows.rows(0, 1), rows.rows(0, 2)));
    Task task = Task.of(texts).shots(pets()).build();
    assertThat(timo.fit(task).logits(FeatureBatch.ofGlobals(rows)).argmax(1)).isEqualTo(1);
  }

  @Test
  void oneClassIsAlwaysTheAnswer() {
    Matrix row = Matrix.of(new float[] {1, 0});
    Task task =
        Task.of(prompts(List.of(row)))
            .shots(Shots.of(FeatureBatch.ofGlobals(row), Labels.of(0)))
            .build();
    assertThat(timo.fit(task).logits(FeatureBatch.ofGlobals(row)).argmax(0)).isZero();
  }

  @Test
  void whatIsRestoredFitsTheSameBits() {
    Task task = uneven().build();
    FeatureBatch queries = FeatureBatch.ofGlobals(keys());
    assertThat(timo.restore(task, Map.of()).logits(queries).data())
        .containsExactly(timo.fit(task).logits(queries).data());
  }

  @Test
  void wrongParametersAndTasksAreRefused() {
    assertThatThrownBy(() -> Parameters.of(timo, Map.of("text_samples", "1.5")))
        .hasMessage("text_samples=1.5 is not a whole number");
    assertThatThrownBy(() -> Parameters.of(timo, Map.of("search", "gamma")))
        .hasMessage("search=gamma is none of all, alpha");
    Task.Builder oneRowAClass = Task.of(text(keys().rows(0, 2))).shots(pets());
    assertThatThrownBy(() -> timo.fit(oneRowAClass.build()))
        .hasMessage("method 'timo' needs the rows of all prompts, not a text row a class");
    Matrix opposite = Matrix.of(new float[] {1, 0, 0}, new float[] {-1, 0, 0});
    Task.Builder cancelling =
        Task.of(prompts(List.of(keys().rows(0, 1))))
            .shots(Shots.of(FeatureBatch.ofGlobals(opposite), Labels.of(0, 0)));
    assertThatThrownBy(() -> timo.fit(cancelling.build()))
        .hasMessage("the shots of class '0' cancel each other out");
    TextFeatures zero =
        new TextFeatures(ClassSet.of("cat"), keys().rows(0, 1), List.of(new Matrix(1, 3)));
    Task.Builder noDirection =
        Task.of(zero).shots(Shots.of(FeatureBatch.ofGlobals(keys().rows(0, 1)), Labels.of(0)));
    assertThatThrownBy(() -> timo.fit(noDirection.build()))
        .hasMessage("prompt 0 of class 'cat' has no direction");
  }

  private static Matrix keys() {
    return Matrix.of(new float[] {1, 0, 0}, new float[] {0, 0.6f, 0.8f}, new float[] {1, 0, 0});
  }

  /** Two shots of the first class, one of the second. */
  private static Shots pets() {
    return Shots.of(FeatureBatch.ofGlobals(keys()), Labels.of(0, 1, 0));
  }

  /** One prompt a class: the match of the first is 1, that of the second 0.6. */
  private static Task.Builder uneven() {
    return Task.of(
            prompts(List.of(Matrix.of(new float[] {1, 0, 0}), Matrix.of(new float[] {0, 1, 0}))))
        .shots(pets());
  }

  private Classifier fit(Task.Builder task, Map<String, String> values) {
    return timo.fit(task.parameters(Parameters.of(timo, values)).build());
  }

  private static TextFeatures prompts(List<Matrix> rows) {
    TextFeatures unit = TextFeatures.ofPrompts(ClassSet.numbered(rows.size()), rows);
    return new TextFeatures(unit.classes(), unit.weights(), rows);
  }

  private static TextFeatures caltechPrompts() {
    List<Matrix> rows = new ArrayList<>();
    List<Matrix> tables = List.of(Caltech66.prompts(0), Caltech66.prompts(1), Caltech66.prompts(2));
    for (int c = 0; c < Caltech66.CLASSES; c++) {
      Matrix some = new Matrix(tables.size(), tables.get(0).columns());
      for (int p = 0; p < tables.size(); p++) {
        some.setRow(p, tables.get(p), c);
      }
      rows.add(some);
    }
    return prompts(rows);
  }

  private static double[][][] prompts(Case c) {
    double[][][] all = new double[c.node("inputs.prompts").size()][][];
    for (int i = 0; i < all.length; i++) {
      all[i] = c.doubles("inputs.prompts", i);
    }
    return all;
  }

  private static Shots shots(Case c) {
    return Shots.of(
        FeatureBatch.ofGlobals(c.matrix("inputs.shots")), Labels.of(c.ints("inputs.shot_labels")));
  }

  private static LabelledFeatures labelled(Case c, String name) {
    return new LabelledFeatures(
        FeatureBatch.ofGlobals(c.matrix("inputs." + name)),
        Labels.of(c.ints("inputs." + name + "_labels")));
  }

  private static int right(Classifier classifier, LabelledFeatures data) {
    return Answers.right(classifier.logits((FeatureBatch) data.features()), data.labels());
  }
}
