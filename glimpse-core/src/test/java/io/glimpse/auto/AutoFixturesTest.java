package io.glimpse.auto;

import static io.glimpse.fixture.Near.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.feature.Labels;
import io.glimpse.fixture.Case;
import io.glimpse.fixture.Shared;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.UnseenAnswers;
import io.glimpse.tensor.NpyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The cases of the oracle. Their features have twelve digits; here they are float32, which moves
 * probabilities by up to 1e-7 even where all else is double. The largest difference was 3.3e-7.
 */
class AutoFixturesTest {

  private static final double FLOAT = 1e-6;

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

    int classes() {
      return expected.node("classes").asInt();
    }

    AutoFit fit() {
      return new AutoFit(shots, labels.toArray(), classes(), text, 1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "balanced_4",
        "class_without_shots",
        "many_shots",
        "no_text",
        "no_text_one_shot",
        "no_text_unbalanced",
        "one_shot",
        "two_classes",
        "two_classes_one_shot",
        "unbalanced",
        "useless_text",
        "useless_text_one_shot",
        "wide"
      })
  void equalsTheOracle(String name) throws IOException {
    Inputs in = Inputs.of(name);
    Case expected = in.expected();
    AutoFit fit = in.fit();

    assertThat(fit.anchors().slope()).isEqualTo(expected.number("model.rho"), within(1e-6));
    assertThat(fit.anchors().strength()).isEqualTo(expected.number("model.kappa"), within(1e-6));
    assertThat(fit.gaussians().omega()).isEqualTo(expected.number("model.omega"), within(1e-12));
    assertThat(fit.mixture().bias()).isEqualTo(expected.number("model.theta"), within(FLOAT));
    assertNear(weights(fit), scaledWeights(expected), FLOAT);
    assertLogits(fit.layer().logits(in.queries()), expected.doubles("logits"));
    assertLeftOut(fit.leaveOneOut(), expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"balanced_4", "one_shot", "unbalanced", "no_text", "no_text_one_shot", "wide"})
  void equalsTheOracleWithoutTheLastShot(String name) throws IOException {
    Inputs in = Inputs.of(name);
    int rest = in.labels().size() - 1;
    AutoFit fit =
        new AutoFit(
            in.shots().rows(0, rest),
            Arrays.copyOf(in.labels().toArray(), rest),
            in.classes(),
            in.text(),
            1);

    assertLogits(
        fit.layer().logits(in.queries()), in.expected().doubles("without_last_shot.logits"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "balanced_4",
        "class_without_shots",
        "many_shots",
        "no_text_unbalanced",
        "one_shot",
        "two_classes",
        "useless_text",
        "wide"
      })
  void soDoesTheSlowTwin(String name) throws IOException {
    Inputs in = Inputs.of(name);
    PlainAuto plain =
        new PlainAuto(
            rows(in.shots()),
            in.labels().toArray(),
            in.classes(),
            in.text() == null ? null : rows(in.text()));

    double[][] logits =
        Arrays.stream(rows(in.queries())).map(plain::logits).toArray(double[][]::new);

    // What is left is the rounding of the features to float32.
    assertNear(logits, in.expected().doubles("logits"), 1e-6);
    assertNear(plain.leftOut, in.expected().doubles("lda_loo"), 1e-6);
  }

  private static double[][] rows(Matrix m) {
    double[][] rows = new double[m.rows()][m.columns()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = m.get(i, j);
      }
    }
    return rows;
  }

  /** Of texts, where there are some, and of Gaussians. */
  private static double[] weights(AutoFit fit) {
    Mixture mixture = fit.mixture();
    return fit.anchors().texts() == null
        ? new double[] {mixture.gaussian()}
        : new double[] {mixture.text(), mixture.gaussian()};
  }

  /** The oracle keeps weights and spreads apart. */
  private static double[] scaledWeights(Case expected) {
    double[] weights = new double[expected.node("model.weight").size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] =
          expected.node("model.weight").get(i).asDouble()
              / expected.node("model.spread").get(i).asDouble();
    }
    return weights;
  }

  /** Probabilities, and the first class wherever the oracle is sure of it. */
  private static void assertLogits(Matrix logits, double[][] expected) {
    assertThat(logits.rows()).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      double[] found = new double[logits.columns()];
      for (int c = 0; c < found.length; c++) {
        found[c] = logits.get(i, c);
      }
      double[] p = PlainAuto.softmax(expected[i]);
      assertNear(PlainAuto.softmax(found), p, FLOAT);
      double[] sorted = Arrays.stream(p).sorted().toArray();
      if (sorted[p.length - 1] - sorted[p.length - 2] > 1e-4) {
        assertThat(p[logits.argmax(i)]).isEqualTo(sorted[p.length - 1]);
      }
    }
  }

  private static void assertLeftOut(UnseenAnswers found, Case expected) {
    double[][] logits = expected.doubles("loo");
    double[][] probabilities = new double[logits.length][];
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = PlainAuto.softmax(logits[i]);
      assertThat(found.isFair(i)).isEqualTo(expected.node("used").get(i).asBoolean());
    }
    double[][] actual = rows(found.logits());
    for (double[] row : actual) {
      Arrays.setAll(row, c -> Math.exp(row[c]));
    }
    assertNear(actual, probabilities, FLOAT);
  }
}
