package io.glimpse.calip;

import static io.glimpse.fixture.Near.assertNear;
import static io.glimpse.probe.ZeroShotTest.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.fixture.Case;
import io.glimpse.fixture.Shared;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Parameters;
import io.glimpse.method.Reference;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.probe.ZeroShot;
import io.glimpse.tensor.NpyFile;
import io.glimpse.tip.TipAdapterTest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalipTest {

  private final Calip calip = new Calip();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void fixtureTermsAndLogits(int number) {
    Case c = Case.of("small/calip_" + number + ".json");
    FeatureBatch queries = tokens(c);
    String pooling = c.node("params.pooling").asText();
    Map<String, String> values = new HashMap<>();
    for (String name : List.of("scale", "beta2", "beta3")) {
      values.put(name, c.node("params." + name).asText());
    }
    values.put("pooling", pooling);

    Classifier classifier = fit(c.matrix("inputs.text"), values);
    assertNear(classifier.logits(queries), c.doubles("expected.final"), 1e-6);

    values.putAll(Map.of("beta1", "0", "beta2", "1", "beta3", "0"));
    assertNear(
        fit(c.matrix("inputs.text"), values).logits(queries), c.doubles("expected.l1"), 1e-6);
    values.putAll(Map.of("beta2", "0", "beta3", "1"));
    assertNear(
        fit(c.matrix("inputs.text"), values).logits(queries), c.doubles("expected.l2"), 1e-6);

    double[][] globals = c.doubles("inputs.global_");
    for (int i = 0; i < globals.length; i++) {
      double[][] twin =
          Reference.calip(
              globals[i],
              c.doubles("inputs.spatial", i),
              c.doubles("inputs.text"),
              c.number("params.scale"),
              pooling.contains("mean"),
              pooling.contains("max"));
      assertNear(new double[][] {twin[1]}, new double[][] {c.doubles("expected.l1")[i]}, 1e-9);
      assertNear(new double[][] {twin[2]}, new double[][] {c.doubles("expected.l2")[i]}, 1e-9);
    }
  }

  @ParameterizedTest
  @CsvSource({"2,mean+max", "2,mean", "2,max", "0.5,mean+max", "0.5,mean", "0.5,max"})
  void fixtureTermsOfPictureSizedTokens(String scale, String pooling) throws IOException {
    Case c = Case.of("calip/random_c512.json");
    Matrix t = npy("text_k100_c512.npy");
    FeatureBatch queries = tokens("tokens_b8_hw49_c512.npy");
    Map<String, String> values = new HashMap<>();
    values.putAll(Map.of("scale", scale, "pooling", pooling));
    values.putAll(Map.of("beta1", "0", "beta2", "0", "beta3", "1"));
    Case setting = c.at("by_setting", "scale=" + scale + ",pooling=" + pooling);

    if (setting.has("l2")) {
      assertNear(fit(t, values).logits(queries), setting.doubles("l2"), 1e-5);
    }
    if (setting.has("l1")) {
      values.putAll(Map.of("beta2", "1", "beta3", "0"));
      assertNear(fit(t, values).logits(queries), setting.doubles("l1"), 1e-5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "0.5"})
  void fixtureSearchOnValidationCountsAsPublished(String scale) throws IOException {
    Case c = Case.of("calip/labelled_search.json").at("results", "scale=" + scale);
    Matrix t = npy("labelled_text.npy");
    Task task =
        Task.of(text(t))
            .selection(Selection.VALIDATION)
            .validation(
                new LabelledFeatures(tokens("val_tokens.npy"), Labels.of(labels("val_labels.npy"))))
            .parameters(Parameters.of(calip, Map.of("scale", scale)))
            .build();

    Classifier classifier = calip.fit(task);

    assertThat(classifier.parameters().number(Calip.BETA2))
        .isCloseTo(c.number("winner.beta2"), offset(1e-11));
    assertThat(classifier.parameters().number(Calip.BETA3))
        .isCloseTo(c.number("winner.beta3"), offset(1e-11));
    int[] truth = labels("test_labels.npy");
    Matrix logits = classifier.logits(tokens("test_tokens.npy"));
    int correct = 0;
    for (int i = 0; i < truth.length; i++) {
      correct += logits.argmax(i) == truth[i] ? 1 : 0;
    }
    assertThat(correct).isEqualTo((int) c.number("winner.test_correct"));
    assertNear(logits.rows(0, 5), c.doubles("test_logits_first5_at_winner"), 1e-5);
  }

  @Test
  void withoutItsTermsItIsZeroShot() {
    Random random = new Random(1);
    Matrix t = TipAdapterTest.unit(random, 3, 8);
    FeatureBatch queries = FeatureBatch.ofTokens(TipAdapterTest.unit(random, 20, 8), 5);

    Matrix plain = new ZeroShot().fit(Task.of(text(t)).build()).logits(queries);
    Matrix logits = fit(t, Map.of("beta2", "0", "beta3", "0")).logits(queries);

    assertNear(logits, rows(plain), 1e-6);
  }

  @Test
  void theOrderOfPlacesDoesNotMatter() {
    Random random = new Random(2);
    Matrix t = TipAdapterTest.unit(random, 3, 8);
    Matrix tokens = TipAdapterTest.unit(random, 5, 8);

    Matrix straight = fit(t, Map.of()).logits(FeatureBatch.ofTokens(tokens, 5));
    Matrix shuffled =
        fit(t, Map.of()).logits(FeatureBatch.ofTokens(tokens.select(0, 3, 1, 4, 2), 5));

    assertNear(shuffled, rows(straight), 1e-6);
  }

  @Test
  void theFourthTermIsGuidedTextsTimesBlendedPicture() {
    Random random = new Random(3);
    Matrix t = TipAdapterTest.unit(random, 3, 8);
    Matrix tokens = TipAdapterTest.unit(random, 5, 8);
    Map<String, String> only4 = Map.of("beta1", "0", "beta2", "0", "beta3", "0", "beta4", "1");

    Matrix logits = fit(t, only4).logits(FeatureBatch.ofTokens(tokens, 5));

    assertNear(logits, fourthTerm(tokens, t), 1e-6);
  }

  /** 100 Fva Ftaᵀ by the book, both made whole. */
  private static double[][] fourthTerm(Matrix tokens, Matrix t) {
    double[][] out = new double[1][t.rows()];
    double[][] e = new double[4][t.rows()];
    for (int h = 0; h < 4; h++) {
      for (int c = 0; c < t.rows(); c++) {
        e[h][c] = Math.exp(2 * tokens.dot(h + 1, t, c));
      }
    }
    double[] pooled = new double[8];
    for (int j = 0; j < 8; j++) {
      double most = Double.NEGATIVE_INFINITY;
      for (int h = 0; h < 4; h++) {
        double blended = 0;
        double sum = 0;
        for (int c = 0; c < t.rows(); c++) {
          sum += e[h][c];
          blended += e[h][c] * t.get(c, j);
        }
        pooled[j] += blended / sum / 4;
        most = Math.max(most, blended / sum);
      }
      pooled[j] += most;
    }
    for (int c = 0; c < t.rows(); c++) {
      double sum = 0;
      for (int h = 0; h < 4; h++) {
        sum += e[h][c];
      }
      for (int h = 0; h < 4; h++) {
        for (int j = 0; j < 8; j++) {
          out[0][c] += 100 * e[h][c] / sum * tokens.get(h + 1, j) * pooled[j];
        }
      }
    }
    return out;
  }

  @Test
  void aSharpScaleKeepsFarClassesFinite() {
    Random random = new Random(4);
    Matrix t = TipAdapterTest.unit(random, 6, 8);
    Matrix tokens = TipAdapterTest.unit(random, 5, 8);

    Matrix logits =
        fit(t, Map.of("scale", "300", "beta1", "0", "beta2", "1", "beta3", "0"))
            .logits(FeatureBatch.ofTokens(tokens, 5));

    double[][] s = new double[4][];
    for (int h = 0; h < 4; h++) {
      s[h] = rows(tokens)[h + 1];
    }
    double[][] twin = Reference.calip(rows(tokens)[0], s, rows(t), 300, true, true);
    assertNear(logits, new double[][] {twin[1]}, 1e-4);
  }

  @Test
  void globalFeaturesAloneAreRefused() {
    Classifier classifier = fit(Matrix.of(new float[] {1, 0}), Map.of());

    assertThatThrownBy(
            () -> classifier.logits(FeatureBatch.ofGlobals(Matrix.of(new float[] {1, 0}))))
        .hasMessageContaining("spatial tokens");
  }

  private Classifier fit(Matrix t, Map<String, String> values) {
    return calip.fit(Task.of(text(t)).parameters(Parameters.of(calip, values)).build());
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

  private static FeatureBatch tokens(Case c) {
    Matrix globals = c.matrix("inputs.global_");
    List<Matrix> spatial = c.matrices("inputs.spatial");
    int perImage = 1 + spatial.get(0).rows();
    Matrix all = new Matrix(globals.rows() * perImage, globals.columns());
    for (int i = 0; i < globals.rows(); i++) {
      all.setRow(i * perImage, globals, i);
      for (int h = 0; h < perImage - 1; h++) {
        all.setRow(i * perImage + 1 + h, spatial.get(i), h);
      }
    }
    return FeatureBatch.ofTokens(all, perImage);
  }

  private static FeatureBatch tokens(String file) throws IOException {
    try (NpyFile npy = NpyFile.open(Shared.path("fixtures/methods/calip/" + file))) {
      long[] shape = npy.shape();
      Matrix all = Matrix.wrap(npy.readAll(), Math.toIntExact(shape[0] * shape[1]), (int) shape[2]);
      return FeatureBatch.ofTokens(all, (int) shape[1]);
    }
  }

  private static Matrix npy(String file) throws IOException {
    try (NpyFile npy = NpyFile.open(Shared.path("fixtures/methods/calip/" + file))) {
      return npy.matrix();
    }
  }

  private static int[] labels(String file) throws IOException {
    try (NpyFile npy = NpyFile.open(Shared.path("fixtures/methods/calip/" + file))) {
      return npy.labels();
    }
  }
}
