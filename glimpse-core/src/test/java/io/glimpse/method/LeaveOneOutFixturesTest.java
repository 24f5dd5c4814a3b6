package io.glimpse.method;

import static io.glimpse.fixture.Near.assertNear;
import static io.glimpse.probe.ZeroShotTest.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.fixture.Case;
import io.glimpse.fixture.Shared;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.NpyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The leave-one-outs of the oracle, which holds them to brute force. */
class LeaveOneOutFixturesTest {

  private static final double FLOAT = 1e-6;

  @ParameterizedTest
  @ValueSource(strings = {"loo_1", "loo_2", "loo_one_shot"})
  void tipIsThatOfTheOracle(String name) {
    Case c = Case.of("small/" + name + ".json");
    Map<String, String> values =
        Map.of(
            "alpha", c.node("params.tip.alpha").asText(),
            "beta", c.node("params.tip.beta").asText());
    // With one shot a class there is nothing to re-balance.
    boolean several = c.has("expected") && c.node("expected").has("loo_tip_rebalanced");

    UnseenAnswers found = leftOut("tip", withTexts(c), values);

    String expected = several ? "expected.loo_tip_rebalanced" : "expected.loo_tip";
    assertNear(found.logits(), c.doubles(expected), FLOAT);
    assertThat(found.isAnyFair()).isEqualTo(several);
  }

  @ParameterizedTest
  @ValueSource(strings = {"loo_1", "loo_2"})
  void gdaIsThatOfTheOracle(String name) {
    Case c = Case.of("small/" + name + ".json");
    Task.Builder withoutTexts =
        Task.of(ClassSet.numbered(c.doubles("inputs.text").length)).shots(shots(c));

    UnseenAnswers found = leftOut("gda", withoutTexts, Map.of("alpha", "1"));

    assertNear(found.logits(), c.doubles("expected.loo_lda"), FLOAT);
    assertThat(found.fair()).hasSize(found.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"loo_1", "loo_2", "loo_one_shot"})
  void prokerIsThatOfTheOracle(String name) {
    Case c = Case.of("small/" + name + ".json");
    Map<String, String> values =
        Map.of(
            "beta", c.node("params.proker.beta").asText(),
            "lambda", c.node("params.proker.lambda").asText());

    Matrix found = leftOut("proker", withTexts(c), values).logits();

    assertNear(found, c.doubles("expected.loo_proker"), FLOAT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "balanced_4",
        "many_shots",
        "one_shot",
        "two_classes",
        "two_classes_one_shot",
        "unbalanced",
        "useless_text",
        "useless_text_one_shot",
        "wide"
      })
  void soItIsOnTheCasesOfAuto(String name) throws IOException {
    Path folder = Shared.path("fixtures/auto").resolve(name);
    Case expected = Case.ofShared("fixtures/auto/" + name + "/expected.json");
    FeatureBatch shots = FeatureBatch.ofGlobals(NpyFile.readMatrix(folder.resolve("F.npy")));
    Labels labels = Labels.of(NpyFile.readLabels(folder.resolve("y.npy")));
    Task.Builder task =
        Task.of(text(NpyFile.readMatrix(folder.resolve("W.npy")))).shots(Shots.of(shots, labels));
    Map<String, String> values =
        Map.of(
            "beta", expected.node("proker.beta").asText(),
            "lambda", expected.node("proker.lambda").asText());

    Matrix found = leftOut("proker", task, values).logits();

    assertNear(found, expected.doubles("proker.loo"), FLOAT);
  }

  private static UnseenAnswers leftOut(String name, Task.Builder task, Map<String, String> values) {
    Method method = Methods.of(name);
    return method
        .fit(task.parameters(Parameters.of(method, values)).build())
        .leaveOneOut()
        .orElseThrow();
  }

  private static Task.Builder withTexts(Case c) {
    return Task.of(text(c.matrix("inputs.text"))).shots(shots(c));
  }

  private static Shots shots(Case c) {
    return Shots.of(
        FeatureBatch.ofGlobals(c.matrix("inputs.shots")), Labels.of(c.ints("inputs.shot_labels")));
  }
}
