package io.glimpse.probe;

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
import io.glimpse.method.EpochLog;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextBlendedProbeTest {

  private final TextBlendedProbe lpp = new TextBlendedProbe();

  @ParameterizedTest
  @CsvSource({"1, summed", "2, fresh"})
  void fixtureTraining(int number, String gradient) {
    Case c = Case.of("small/lpp_" + number + ".json");
    EpochLog log = new EpochLog();
    Task.Builder task =
        Task.of(text(c.matrix("inputs.text")))
            .shots(
                Shots.of(
                    FeatureBatch.ofGlobals(c.matrix("inputs.shots")),
                    Labels.of(c.ints("inputs.shot_labels"))))
            .monitor(log);

    Classifier fitted = fit(task, Map.of("alpha_gradient", gradient));

    Map<String, Matrix> weights = fitted.weights();
    assertNear(Objects.requireNonNull(weights.get("weight")), c.doubles("expected.w"), 1e-4);
    double[] alphas = new double[c.node("expected.alpha").size()];
    for (int k = 0; k < alphas.length; k++) {
      alphas[k] = c.node("expected.alpha").get(k).asDouble();
    }
    assertNear(Objects.requireNonNull(weights.get("alpha")), new double[][] {alphas}, 1e-5);
    assertNear(
        fitted.logits(FeatureBatch.ofGlobals(c.matrix("inputs.queries"))),
        c.doubles("expected.logits"),
        1e-4);
    assertThat(log.losses).hasSize(300);
    assertThat(log.losses.get(1))
        .isCloseTo(c.node("expected.losses_first3").get(1).asDouble(), within(1e-5));
    PlainLpp plain =
        new PlainLpp(
            c.doubles("inputs.text"),
            c.doubles("inputs.shots"),
            c.ints("inputs.shot_labels"),
            300,
            number == 1);
    assertNear(plain.w, c.doubles("expected.w"), c.number("tolerance"));
    assertNear(plain.alpha, alphas, c.number("tolerance"));
  }

  @ParameterizedTest
  @CsvSource({"1, lpp", "4, lpp", "16, lpp_fresh_alpha_grad"})
  void answersCaltech101AsTheReference(int shots, String name) {
    MethodCase c = MethodCase.caltech(shots, name);
    LabelledFeatures few = Caltech66.shots(shots);
    Task.Builder task =
        Task.of(text(Caltech66.text())).shots(Shots.of(few.features(), few.labels()));
    LabelledFeatures test = Caltech66.test();
    Matrix logits =
        fit(task, Map.of("alpha_gradient", name.equals("lpp") ? "summed" : "fresh"))
            .logits((FeatureBatch) test.features());
    assertNear(logits.rows(0, 5), c.table("/test/logits_first5"), 1e-4);
    assertThat(Answers.right(logits, test.labels()))
        .isCloseTo(
            c.wholeNumber("/test/correct"),
            within(1 + c.wholeNumber("/test/rows_with_margin_below_1e-4_of_spread")));
  }

  @Test
  void untrainedItIsTheSumOfTheShotsAndTheTexts() {
    // Cosines with the own text are 1, 1 and 0.8: the mean of the classes' means is 0.95.
    Matrix logits =
        fit(uneven(), Map.of("iterations", "0"))
            .logits(FeatureBatch.ofGlobals(Matrix.of(new float[] {1, 0}, new float[] {0, 1})));
    double alpha = 250 * 0.95;
    assertNear(logits, new double[][] {{1.8 + alpha, 0}, {0.6, 1 + alpha}}, 1e-6);
  }

  @Test
  void theTextsWaitForTheirTurn() {
    // Short texts, so that the first answers are unsure and leave something to learn.
    Matrix texts = Matrix.of(new float[] {0.01f, 0}, new float[] {0, 0.01f});
    Shots shots =
        Shots.of(
            FeatureBatch.ofGlobals(Matrix.of(new float[] {1, 0}, new float[] {0, 1})),
            Labels.of(0, 1));
    Task.Builder task = Task.of(text(texts)).shots(shots);
    assertThat(alphas(task, 2)).containsExactly(2.5f, 2.5f);
    assertThat(alphas(task, 3)[0]).isGreaterThan(2.6f);
  }

  private float[] alphas(Task.Builder task, int iterations) {
    Map<String, String> values =
        Map.of("iterations", Integer.toString(iterations), "alpha_every", "3");
    return Objects.requireNonNull(fit(task, values).weights().get("alpha")).data();
  }

  @Test
  void oneClassWithOneShotIsAlwaysTheAnswer() {
    Matrix row = Matrix.of(new float[] {1, 0});
    Task task =
        Task.of(text(row)).shots(Shots.of(FeatureBatch.ofGlobals(row), Labels.of(0))).build();
    assertThat(lpp.fit(task).logits(FeatureBatch.ofGlobals(row)).data()).containsExactly(251);
  }

  @Test
  void textsAndShotsOfZeroLearnNothing() {
    Matrix zero = new Matrix(2, 3);
    Task task =
        Task.of(text(zero)).shots(Shots.of(FeatureBatch.ofGlobals(zero), Labels.of(0, 1))).build();
    assertThat(lpp.fit(task).logits(FeatureBatch.ofGlobals(zero)).data()).containsOnly(0);
  }

  @Test
  void nothingIsChosenAndThatIsSaid() {
    EpochLog log = new EpochLog();
    lpp.fit(uneven().selection(Selection.LEAVE_ONE_OUT).monitor(log).build());
    assertThat(log.warnings).singleElement().asString().contains("chooses nothing");
  }

  @Test
  void restoredClassifierAnswersAlike() {
    Task task = uneven().build();
    Classifier trained = lpp.fit(task);
    FeatureBatch queries = FeatureBatch.ofGlobals(Matrix.of(new float[] {0.3f, 0.7f}));
    assertThat(lpp.restore(task, trained.weights()).logits(queries).data())
        .containsExactly(trained.logits(queries).data());
    assertThatThrownBy(() -> lpp.restore(task, Map.of()))
        .hasMessage("method 'lpp' must be trained: build the bank by this method");
  }

  @Test
  void wrongParametersAndTasksAreRefused() {
    assertThatThrownBy(() -> Parameters.of(lpp, Map.of("alpha_every", "0")))
        .hasMessage("alpha_every=0 is out of range: 1 to 1000000");
    assertThatThrownBy(() -> Parameters.of(lpp, Map.of("alpha_gradient", "old")))
        .hasMessage("alpha_gradient=old is none of summed, fresh");
    assertThatThrownBy(() -> lpp.fit(Task.of(ClassSet.of("cat")).build()))
        .hasMessage("method 'lpp' needs texts");
  }

  @Test
  void theLargestEigenvalueIsFoundWhateverTheRows() {
    assertThat(LargestEigenvalue.of(new Matrix(2, 3))).isZero();
    assertThat(LargestEigenvalue.of(Matrix.of(new float[] {3, 0}, new float[] {0, 2})))
        .isCloseTo(9, within(1e-12));
    assertThat(LargestEigenvalue.of(Matrix.of(new float[] {1, 0}, new float[] {0, 1})))
        .isCloseTo(1, within(1e-12));
  }

  /** Two shots of the first class, one of the second. */
  private static Task.Builder uneven() {
    Matrix keys = Matrix.of(new float[] {1, 0}, new float[] {0, 1}, new float[] {0.8f, 0.6f});
    return Task.of(text(keys.rows(0, 2)))
        .shots(Shots.of(FeatureBatch.ofGlobals(keys), Labels.of(0, 1, 0)));
  }

  private Classifier fit(Task.Builder task, Map<String, String> values) {
    return lpp.fit(task.parameters(Parameters.of(lpp, values)).build());
  }
}
