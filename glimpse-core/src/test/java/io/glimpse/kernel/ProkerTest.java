package io.glimpse.kernel;

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
import io.glimpse.matrix.PlainSolve;
import io.glimpse.method.Answers;
import io.glimpse.method.Classifier;
import io.glimpse.method.EpochLog;
import io.glimpse.method.Parameters;
import io.glimpse.method.Reference;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProkerTest {

  private static final ClassSet PETS = ClassSet.of("cat", "dog");

  private final Proker proker = new Proker();

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void fixtureLogitsByThePublishedDefaults(int number) {
    Case c = Case.of("small/proker_" + number + ".json");
    Task.Builder task =
        Task.of(text(c.matrix("inputs.text")))
            .shots(
                Shots.of(
                    FeatureBatch.ofGlobals(c.matrix("inputs.shots")),
                    Labels.of(c.ints("inputs.shot_labels"))));

    Classifier fitted = fit(task, Map.of());

    assertThat(fitted.parameters().number(Proker.BETA)).isEqualTo(c.number("params.beta"));
    assertThat(fitted.parameters().number(Proker.LAMBDA)).isEqualTo(c.number("params.lambda"));
    assertNear(
        fitted.logits(FeatureBatch.ofGlobals(c.matrix("inputs.queries"))),
        c.doubles("expected.logits"),
        1e-6);
    double[][] votes =
        votes(
            c.doubles("inputs.shots"),
            c.ints("inputs.shot_labels"),
            c.doubles("inputs.text"),
            c.number("params.beta"),
            c.number("params.lambda"));
    assertNear(votes, c.doubles("expected.a"), c.number("tolerance"));
    assertNear(
        logits(
            c.doubles("inputs.queries"),
            c.doubles("inputs.shots"),
            c.doubles("inputs.text"),
            votes,
            c.number("params.beta")),
        c.doubles("expected.logits"),
        c.number("tolerance"));
  }

  /** The equations in double precision, slow and obvious. */
  private static double[][] votes(
      double[][] keys, int[] labels, double[][] texts, double beta, double lambda) {
    double[][] system = new double[keys.length][keys.length];
    double[][] residual = new double[keys.length][texts.length];
    for (int i = 0; i < keys.length; i++) {
      for (int j = 0; j < keys.length; j++) {
        system[i][j] = kernel(keys[i], keys[j], beta) / lambda + (i == j ? 1 : 0);
      }
      for (int c = 0; c < texts.length; c++) {
        residual[i][c] = (labels[i] == c ? 1 : 0) - Reference.dot(keys[i], texts[c]);
      }
    }
    return PlainSolve.of(system, residual);
  }

  private static double[][] logits(
      double[][] f, double[][] keys, double[][] texts, double[][] votes, double beta) {
    double[][] logits = Reference.zeroShot(f, texts, 1);
    for (int i = 0; i < f.length; i++) {
      for (int c = 0; c < texts.length; c++) {
        for (int shot = 0; shot < keys.length; shot++) {
          logits[i][c] += kernel(f[i], keys[shot], beta) * votes[shot][c];
        }
      }
    }
    return logits;
  }

  private static double kernel(double[] a, double[] b, double beta) {
    return Math.exp(-beta * (1 - Reference.dot(a, b)));
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "8", "16"})
  void answersCaltech101AsTheReference(int shots) {
    MethodCase c = MethodCase.caltech(shots, "proker_default");
    LabelledFeatures few = Caltech66.shots(shots);
    Task.Builder task =
        Task.of(text(Caltech66.text())).shots(Shots.of(few.features(), few.labels()));
    LabelledFeatures test = Caltech66.test();
    Matrix logits = fit(task, Map.of()).logits((FeatureBatch) test.features());
    assertNear(logits.rows(0, 5), c.table("/test/logits_first5"), 1e-5);
    assertThat(Answers.right(logits, test.labels()))
        .isCloseTo(
            c.wholeNumber("/test/correct"),
            within(1 + c.wholeNumber("/test/rows_with_margin_below_1e-4_of_spread")));
  }

  @Test
  void aCaseThatCanBeDoneByHand() {
    // One shot, K = 1: (1 / 0.25 + 1) a = L - F W'; the query is at right angles to the shot.
    Matrix texts = Matrix.of(new float[] {1, 0}, new float[] {0, 1});
    Matrix shot = Matrix.of(new float[] {1, 0});
    Task.Builder task =
        Task.of(ClassSet.of("cat")).shots(Shots.of(FeatureBatch.ofGlobals(shot), Labels.of(0)));
    Classifier fitted = fit(task, Map.of("beta", "2", "lambda", "0.25", "scale", "10"));
    Matrix logits = fitted.logits(FeatureBatch.ofGlobals(texts));
    assertNear(logits, new double[][] {{2}, {2 * Math.exp(-2)}}, 1e-6);
  }

  @Test
  void aSmallLambdaIsZeroShot() {
    Task.Builder task = uneven();
    FeatureBatch queries = FeatureBatch.ofGlobals(Matrix.of(new float[] {0.6f, 0.8f}));
    Matrix logits = fit(task, Map.of("lambda", "0.000001", "scale", "100")).logits(queries);
    assertNear(logits, new double[][] {{60, 80}}, 1e-5);
  }

  @Test
  void aLargeLambdaAddsWhatTheTextsLeaveOpenWhole() {
    // They leave (0.2, -0.6) open of the third shot, whose kernel at the first one is 1 / e.
    Matrix logits =
        fit(uneven(), Map.of("lambda", "1000000", "beta", "5"))
            .logits(FeatureBatch.ofGlobals(keys().rows(0, 1)));
    assertNear(logits, new double[][] {{1 + 0.2 / Math.E, -0.6 / Math.E}}, 1e-5);
  }

  @Test
  void theFewestPublishedShotsThatAreEnoughDecide() {
    Matrix rows = new Matrix(7, 2);
    for (int i = 0; i < 7; i++) {
      rows.set(i, i == 0 ? 1 : 0, 1);
    }
    Shots sixAndOne = Shots.of(FeatureBatch.ofGlobals(rows), Labels.of(0, 1, 1, 1, 1, 1, 1));
    Parameters used = fit(Task.of(PETS).shots(sixAndOne), Map.of("lambda", "0.5")).parameters();
    // Three a class on average: the values for two.
    assertThat(used.number(Proker.BETA)).isEqualTo(2.6);
    assertThat(used.number(Proker.LAMBDA)).isEqualTo(0.5);
  }

  @Test
  void nothingIsChosenAndThatIsSaid() {
    EpochLog log = new EpochLog();
    proker.fit(uneven().selection(Selection.LEAVE_ONE_OUT).monitor(log).build());
    assertThat(log.warnings).singleElement().asString().contains("chooses nothing");
  }

  @Test
  void whatIsRestoredFitsTheSameBits() {
    Task.Builder task = uneven();
    Classifier fitted = proker.fit(task.build());
    FeatureBatch queries = FeatureBatch.ofGlobals(keys());
    Task again = task.parameters(fitted.parameters()).build();
    assertThat(proker.restore(again, Map.of()).logits(queries).data())
        .containsExactly(fitted.logits(queries).data());
  }

  @Test
  void manyQueriesAreAnsweredAsOneByOne() {
    Classifier fitted = proker.fit(uneven().build());
    Matrix many = new Matrix(1025, 2);
    for (int i = 0; i < many.rows(); i++) {
      many.set(i, 0, (float) Math.cos(i));
      many.set(i, 1, (float) Math.sin(i));
    }
    Matrix logits = fitted.logits(FeatureBatch.ofGlobals(many));
    for (int i : new int[] {0, 1023, 1024}) {
      Matrix one = fitted.logits(FeatureBatch.ofGlobals(many.rows(i, i + 1)));
      assertThat(logits.get(i, 0)).isCloseTo(one.get(0, 0), within(1e-6f));
    }
  }

  @Test
  void wrongParametersAndTasksAreRefused() {
    assertThatThrownBy(() -> Parameters.of(proker, Map.of("lamda", "1")))
        .hasMessage("method 'proker' has no parameter 'lamda'; did you mean 'lambda'?");
    assertThatThrownBy(() -> Parameters.of(proker, Map.of("beta", "wide")))
        .hasMessage("beta=wide is not a number");
    assertThatThrownBy(() -> proker.fit(Task.of(PETS).build()))
        .hasMessage("method 'proker' needs shots");
    Shots cats = Shots.of(FeatureBatch.ofGlobals(keys().rows(0, 1)), Labels.of(0));
    assertThatThrownBy(() -> proker.fit(Task.of(PETS).shots(cats).build()))
        .hasMessage("class 'dog' has no shots; give at least one");
  }

  private static Matrix keys() {
    return Matrix.of(new float[] {1, 0}, new float[] {0, 1}, new float[] {0.8f, 0.6f});
  }

  /** Two shots of the first class, one of the second. */
  private static Task.Builder uneven() {
    return Task.of(text(keys().rows(0, 2)))
        .shots(Shots.of(FeatureBatch.ofGlobals(keys()), Labels.of(0, 1, 0)));
  }

  private Classifier fit(Task.Builder task, Map<String, String> values) {
    return proker.fit(task.parameters(Parameters.of(proker, values)).build());
  }
}
