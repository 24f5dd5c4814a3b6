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
import io.glimpse.fixture.Caltech66;
import io.glimpse.fixture.Case;
import io.glimpse.fixture.MethodCase;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Answers;
import io.glimpse.method.Classifier;
import io.glimpse.method.Parameters;
import io.glimpse.method.Reference;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.probe.ZeroShot;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GdaTest {

  private static final ClassSet PETS = ClassSet.of("cat", "dog");

  private final Gda gda = new Gda();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void fixtureLogits(int number) {
    Case c = Case.of("small/gda_" + number + ".json");
    FeatureBatch queries = FeatureBatch.ofGlobals(c.matrix("inputs.queries"));
    Shots shots =
        Shots.of(
            FeatureBatch.ofGlobals(c.matrix("inputs.shots")),
            Labels.of(c.ints("inputs.shot_labels")));
    Task.Builder withTexts = Task.of(text(c.matrix("inputs.text"))).shots(shots);
    Task.Builder withoutTexts =
        Task.of(ClassSet.numbered(c.doubles("inputs.text").length)).shots(shots);

    assertNear(
        fit(withTexts, c.node("params.alpha").asText()).logits(queries),
        c.doubles("expected.logits"),
        1e-6);
    assertNear(
        fit(withoutTexts, "1").logits(queries), c.doubles("expected.logits_cache_only"), 1e-6);
    PlainGaussians plain =
        new PlainGaussians(
            c.doubles("inputs.shots"),
            c.ints("inputs.shot_labels"),
            c.doubles("inputs.text").length);
    assertNear(plain.weights, c.doubles("expected.w"), c.number("tolerance"));
    assertNear(
        PlainGaussians.sum(
            Reference.zeroShot(c.doubles("inputs.queries"), c.doubles("inputs.text"), 100),
            c.number("params.alpha"),
            plain.logits(c.doubles("inputs.queries"))),
        c.doubles("expected.logits"),
        c.number("tolerance"));
  }

  @ParameterizedTest
  @CsvSource({"1", "4", "16"})
  void answersCaltech101AsTheReference(int shots) {
    MethodCase c = MethodCase.caltech(shots, "gda_val_search");
    LabelledFeatures few = Caltech66.shots(shots);
    Task.Builder task =
        Task.of(text(Caltech66.text())).shots(Shots.of(few.features(), few.labels()));
    LabelledFeatures test = Caltech66.test();
    Classifier chosen =
        gda.fit(task.selection(Selection.VALIDATION).validation(Caltech66.validation()).build());
    assertThat(chosen.parameters().number(Gda.ALPHA)).isEqualTo(c.number("/params/alpha"));
    Matrix logits = chosen.logits((FeatureBatch) test.features());
    assertNear(logits.rows(0, 5), c.table("/test/logits_first5"), 1e-4);
    assertThat(Answers.right(logits, test.labels()))
        .isCloseTo(
            c.wholeNumber("/test/correct"),
            within(1 + c.wholeNumber("/test/rows_with_margin_below_1e-4_of_spread")));
  }

  @Test
  void aCaseThatCanBeDoneByHand() {
    // Means (2, 0) and (-2, 0), scatter diag(0, 4), trace 4 / 3: P = 2 diag(3 / 4, 3 / 16).
    Matrix keys =
        Matrix.of(
            new float[] {2, 1}, new float[] {2, -1}, new float[] {-2, 1}, new float[] {-2, -1});
    Task.Builder task =
        Task.of(PETS).shots(Shots.of(FeatureBatch.ofGlobals(keys), Labels.of(0, 0, 1, 1)));
    Matrix logits = fit(task, "1").logits(FeatureBatch.ofGlobals(Matrix.of(new float[] {1, 7})));
    double b = -Math.log(2) - 3;
    assertNear(logits, new double[][] {{3 + b, -3 + b}}, 1e-6);
  }

  @Test
  void alphaZeroIsZeroShotToTheBit() {
    Task.Builder task = uneven();
    Classifier zero = new ZeroShot().fit(task.build());
    FeatureBatch queries = FeatureBatch.ofGlobals(Matrix.of(new float[] {0.3f, 0.9f}));
    assertThat(fit(task, "0").logits(queries).data()).containsExactly(zero.logits(queries).data());
  }

  @Test
  void oneShotAClassIsZeroShot() {
    Matrix rows = Matrix.of(new float[] {1, 0}, new float[] {0, 1});
    Task.Builder task =
        Task.of(text(rows)).shots(Shots.of(FeatureBatch.ofGlobals(rows), Labels.of(0, 1)));
    FeatureBatch queries = FeatureBatch.ofGlobals(Matrix.of(new float[] {0.6f, 0.8f}));
    Matrix logits = fit(task, "1").logits(queries);
    assertNear(logits, new double[][] {{60 - Math.log(2), 80 - Math.log(2)}}, 1e-6);
  }

  @Test
  void oneClassWithOneShotIsAlwaysTheAnswer() {
    Matrix row = Matrix.of(new float[] {1, 0});
    Task.Builder task =
        Task.of(ClassSet.of("cat")).shots(Shots.of(FeatureBatch.ofGlobals(row), Labels.of(0)));
    assertThat(fit(task, "1").logits(FeatureBatch.ofGlobals(row)).data()).containsExactly(0);
  }

  @Test
  void whatIsRestoredFitsTheSameBits() {
    Task task = uneven().build();
    FeatureBatch queries = FeatureBatch.ofGlobals(Matrix.of(new float[] {0.3f, 0.9f}));
    assertThat(gda.restore(task, Map.of()).logits(queries).data())
        .containsExactly(gda.fit(task).logits(queries).data());
  }

  @Test
  void wrongParametersAndTasksAreRefused() {
    assertThatThrownBy(() -> Parameters.of(gda, Map.of("alpha", "-1")))
        .hasMessage("alpha=-1 is out of range: 0 to 1000000");
    assertThatThrownBy(() -> gda.fit(Task.of(PETS).build())).hasMessage("method 'gda' needs shots");
    Shots cats = Shots.of(FeatureBatch.ofGlobals(Matrix.of(new float[] {1, 0})), Labels.of(0));
    assertThatThrownBy(() -> gda.fit(Task.of(PETS).shots(cats).build()))
        .hasMessage("class 'dog' has no shots; give at least one");
    Shots soft =
        Shots.of(
            FeatureBatch.ofGlobals(Matrix.of(new float[] {1, 0})),
            Labels.soft(Matrix.of(new float[] {0.5f, 0.5f})));
    assertThatThrownBy(() -> gda.fit(Task.of(PETS).shots(soft).build()))
        .hasMessage("method 'gda' takes one class a shot, not shares of several");
    assertThatThrownBy(() -> gda.fit(uneven().selection(Selection.VALIDATION).build()))
        .hasMessage("selection 'val' needs validation data");
  }

  /** Three shots of one class and one of the other. */
  private static Task.Builder uneven() {
    Matrix keys =
        Matrix.of(
            new float[] {1, 0},
            new float[] {0, 1},
            new float[] {0.6f, 0.8f},
            new float[] {0.8f, 0.6f});
    return Task.of(text(keys.rows(0, 2)))
        .shots(Shots.of(FeatureBatch.ofGlobals(keys), Labels.of(0, 1, 0, 0)));
  }

  private Classifier fit(Task.Builder task, String alpha) {
    return gda.fit(task.parameters(Parameters.of(gda, Map.of("alpha", alpha))).build());
  }
}
