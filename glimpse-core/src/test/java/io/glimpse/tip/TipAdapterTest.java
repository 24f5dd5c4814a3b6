package io.glimpse.tip;

import static io.glimpse.fixture.Near.assertNear;
import static io.glimpse.probe.ZeroShotTest.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.fixture.Case;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Answers;
import io.glimpse.method.Classifier;
import io.glimpse.method.Parameters;
import io.glimpse.method.Reference;
import io.glimpse.method.Selection;
import io.glimpse.method.Sensitivity;
import io.glimpse.method.Task;
import io.glimpse.method.Vote;
import io.glimpse.probe.ZeroShot;
import io.glimpse.progress.Monitor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class TipAdapterTest {

  private final TipAdapter tip = new TipAdapter();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void fixtureLogits(int number) {
    Case c = Case.of("small/tip_" + number + ".json");
    String alpha = c.node("params.alpha").asText();
    String beta = c.node("params.beta").asText();
    FeatureBatch queries = FeatureBatch.ofGlobals(c.matrix("inputs.queries"));
    Task.Builder task = Task.of(text(c.matrix("inputs.text"))).shots(shots(c));

    assertNear(
        tip.fit(with(task, Map.of("alpha", alpha, "beta", beta))).logits(queries),
        c.doubles("expected.logits"),
        1e-6);
    assertNear(
        tip.fit(with(task, Map.of("alpha", "0", "beta", beta))).logits(queries),
        c.doubles("expected.alpha0_logits"),
        1e-6);
    assertNear(
        tip.fit(with(task, Map.of("text_weight", "0", "alpha", "1", "beta", beta))).logits(queries),
        c.doubles("expected.cache_logits"),
        1e-6);
    assertNear(
        Reference.tip(
            c.doubles("inputs.queries"),
            c.doubles("inputs.text"),
            c.doubles("inputs.shots"),
            c.ints("inputs.shot_labels"),
            c.number("params.alpha"),
            c.number("params.beta")),
        c.doubles("expected.logits"),
        c.number("tolerance"));
  }

  @Test
  void aClassWithFewShotsCanHaveTheVotesOfMany() {
    Random random = new Random(2);
    Matrix w = unit(random, 2, 8);
    Matrix keys = unit(random, 2, 8);
    Shots uneven =
        Shots.of(FeatureBatch.ofGlobals(keys.select(new int[] {0, 1, 1, 1})), of(0, 1, 1, 1));
    Shots even =
        Shots.of(
            FeatureBatch.ofGlobals(keys.select(new int[] {0, 0, 0, 1, 1, 1})),
            of(0, 0, 0, 1, 1, 1));
    FeatureBatch queries = FeatureBatch.ofGlobals(unit(random, 40, 8));
    LabelledFeatures validation = new LabelledFeatures(queries, cycle(40, 2));
    Map<String, String> balanced = Map.of("votes", "3");

    Matrix expected = tip.fit(with(Task.of(text(w)).shots(even), Map.of())).logits(queries);
    TipClassifier few = tip.fit(with(Task.of(text(w)).shots(uneven), balanced));
    Matrix same = tip.fit(with(Task.of(text(w)).shots(even), balanced)).logits(queries);
    Matrix grown =
        few.grown(text(w), few.cache().with(unit(random, 2, 8), of(1, 1)))
            .orElseThrow()
            .logits(queries);

    assertThat(same.data()).isEqualTo(expected.data());
    assertThat(few.logits(queries).data()).containsExactly(expected.data(), offset(1e-4f));
    for (int i = 0; i < queries.size(); i++) {
      assertThat(grown.get(i, 0)).isEqualTo(few.logits(queries).get(i, 0));
    }
    assertThat(chosen(uneven, balanced, validation, w).asText())
        .isEqualTo(chosen(even, balanced, validation, w).asText());
  }

  private Parameters chosen(
      Shots shots, Map<String, String> values, LabelledFeatures validation, Matrix w) {
    return tip.fit(
            Task.of(text(w))
                .shots(shots)
                .validation(validation)
                .selection(Selection.VALIDATION)
                .parameters(Parameters.of(tip, values))
                .build())
        .parameters();
  }

  private static Labels of(int... labels) {
    return Labels.of(labels);
  }

  @Test
  void alphaZeroIsZeroShotToTheBit() {
    Random random = new Random(1);
    Matrix w = unit(random, 5, 16);
    Shots shots = Shots.of(FeatureBatch.ofGlobals(unit(random, 10, 16)), cycle(10, 5));
    FeatureBatch queries = FeatureBatch.ofGlobals(unit(random, 40, 16));

    Classifier zero = new ZeroShot().fit(Task.of(text(w)).build());
    Classifier none = tip.fit(with(Task.of(text(w)).shots(shots), Map.of("alpha", "0")));

    assertThat(none.logits(queries).data()).containsExactly(zero.logits(queries).data());
  }

  @Test
  void selectionOnValidationFindsThePublishedWinner() {
    Case small = Case.of("small/tip_search.json");
    Task.Builder task =
        Task.of(text(small.matrix("inputs.text")))
            .shots(shots(small))
            .selection(Selection.VALIDATION)
            .validation(
                new LabelledFeatures(
                    FeatureBatch.ofGlobals(small.matrix("inputs.val")),
                    Labels.of(small.ints("inputs.val_labels"))));

    TipClassifier fitted = tip.fit(with(task, Map.of("alpha_max", "5", "beta_max", "12")));

    assertThat(fitted.parameters().number(TipAdapter.BETA))
        .isCloseTo(small.number("expected.scale100_winner.beta"), offset(1e-11));
    assertThat(fitted.parameters().number(TipAdapter.ALPHA))
        .isCloseTo(small.number("expected.scale100_winner.alpha"), offset(1e-11));
  }

  @Test
  void oneShotAClassLeavesTheParametersFixedAndSaysSo() {
    Random random = new Random(2);
    List<String> warnings = new ArrayList<>();
    Task task =
        Task.of(text(unit(random, 3, 8)))
            .shots(Shots.of(FeatureBatch.ofGlobals(unit(random, 3, 8)), cycle(3, 3)))
            .selection(Selection.LEAVE_ONE_OUT)
            .monitor(
                new Monitor() {
                  @Override
                  public void warn(String message) {
                    warnings.add(message);
                  }
                })
            .build();

    assertThat(tip.fit(task).parameters().number(TipAdapter.BETA)).isEqualTo(5.5);
    assertThat(warnings).singleElement().asString().contains("one shot");
  }

  @Test
  void aCachedShotHasAffinityOne() {
    Random random = new Random(3);
    Matrix keys = unit(random, 6, 8);
    Task.Builder task =
        Task.of(ClassSet.numbered(3)).shots(Shots.of(FeatureBatch.ofGlobals(keys), cycle(6, 3)));
    TipClassifier classifier = tip.fit(task.build());

    Vote nearest = classifier.nearestShots(FeatureBatch.ofGlobals(keys.rows(4, 5)), 1).get(0);

    assertThat(nearest.shot()).isEqualTo(4);
    assertThat(nearest.label()).isEqualTo(1);
    assertThat(nearest.similarity()).isCloseTo(1, offset(1e-6));
  }

  @Test
  void aVoteNamesTheShotOfItsKeyWhereThereIsOne() {
    // Two shots of class 1 before and behind the one of class 0; one key a class.
    Matrix keys = Matrix.of(new float[] {0, 1}, new float[] {1, 0}, new float[] {0.6f, 0.8f});
    Task.Builder task =
        Task.of(ClassSet.numbered(2)).shots(Shots.of(FeatureBatch.ofGlobals(keys), of(1, 0, 1)));
    TipClassifier classifier = tip.fit(with(task, Map.of("cache_size", "1")));

    List<Vote> votes = classifier.nearestShots(FeatureBatch.ofGlobals(keys.rows(1, 2)), 5);

    assertThat(votes).extracting(Vote::label).containsExactly(0, 1);
    assertThat(votes).extracting(Vote::shot).containsExactly(1, Vote.SEVERAL);
  }

  @Test
  void sensitivityCountsTheAnswersThatFittedClassifiersGive() {
    Random random = new Random(8);
    Matrix w = unit(random, 3, 8);
    Shots shots = Shots.of(FeatureBatch.ofGlobals(unit(random, 9, 8)), cycle(9, 3));
    FeatureBatch queries = FeatureBatch.ofGlobals(unit(random, 60, 8));
    Labels truth = cycle(60, 3);
    Map<String, String> given = Map.of("votes", "7", "text_weight", "0.1", "cache_size", "2");
    Task.Builder task =
        Task.of(text(w)).shots(shots).validation(new LabelledFeatures(queries, truth));

    Sensitivity map = tip.sensitivity(with(task, given), 4).orElseThrow();

    assertThat(map.total()).isEqualTo(60);
    for (int b = 0; b < 4; b++) {
      for (int a = 0; a < 4; a++) {
        Map<String, String> here = new HashMap<>(given);
        here.put("beta", Double.toString(map.outer().get(b)));
        here.put("alpha", Double.toString(map.inner().get(a)));
        Matrix logits = tip.fit(with(task, here)).logits(queries);
        assertThat(map.right().get(b).get(a)).isEqualTo(Answers.right(logits, truth));
      }
    }
    assertThat(map.right().stream().flatMap(List::stream).distinct()).hasSizeGreaterThan(1);
  }

  @Test
  void withoutValidationThereIsNoSensitivity() {
    Random random = new Random(8);
    Shots shots = Shots.of(FeatureBatch.ofGlobals(unit(random, 3, 8)), cycle(3, 3));
    Task.Builder task = Task.of(text(unit(random, 3, 8))).shots(shots);

    assertThat(tip.sensitivity(with(task, Map.of()), 4)).isEmpty();
  }

  @Test
  void softLabelsShareTheVote() {
    Matrix keys = Matrix.of(new float[] {1, 0}, new float[] {0, 1});
    Labels soft = Labels.soft(Matrix.of(new float[] {0.75f, 0.25f}, new float[] {0, 1}));
    TipClassifier classifier =
        tip.fit(
            Task.of(ClassSet.of("a", "b"))
                .shots(Shots.of(FeatureBatch.ofGlobals(keys), soft))
                .build());

    Matrix logits = classifier.logits(FeatureBatch.ofGlobals(keys.rows(0, 1)));

    double other = Math.exp(-5.5);
    assertNear(logits, new double[][] {{0.75, 0.25 + other}}, 1e-6);
  }

  @Test
  void aClassWithoutShotsIsRefusedByName() {
    Task task =
        Task.of(ClassSet.of("cat", "dog"))
            .shots(Shots.of(FeatureBatch.ofGlobals(new Matrix(1, 2)), Labels.of(0)))
            .build();

    assertThatThrownBy(() -> tip.fit(task)).hasMessageContaining("class 'dog' has no shots");
  }

  @Test
  void aSmallerCacheHoldsMeansOfGroups() {
    Matrix keys = Matrix.of(new float[] {1, 0}, new float[] {0, 1}, new float[] {0, 1});
    Shots shots = Shots.of(FeatureBatch.ofGlobals(keys), Labels.of(0, 0, 1));

    Matrix small = shots.cache(1, 7).keys().toMatrix();

    float half = (float) Math.sqrt(0.5);
    assertThat(small.row(0)).containsExactly(half, half);
    assertThat(small.row(1)).containsExactly(0, 1);
  }

  @Test
  void keysOfSeveralViewsAreTheNormalisedMeanOfTheRawRows() {
    FeatureBatch first = FeatureBatch.ofGlobals(Matrix.of(new float[] {3, 0}));
    FeatureBatch second = FeatureBatch.ofGlobals(Matrix.of(new float[] {0, 4}));

    Matrix keys = new Shots(List.of(first, second), Labels.of(0)).keys();

    assertThat(keys.row(0)).containsExactly(0.6f, 0.8f);
  }

  static Shots shots(Case c) {
    return Shots.of(
        FeatureBatch.ofGlobals(c.matrix("inputs.shots")), Labels.of(c.ints("inputs.shot_labels")));
  }

  Task with(Task.Builder task, Map<String, String> values) {
    return task.parameters(Parameters.of(tip, values)).build();
  }

  static Labels cycle(int n, int k) {
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % k;
    }
    return Labels.of(labels);
  }

  public static Matrix unit(Random random, int rows, int columns) {
    Matrix m = new Matrix(rows, columns);
    for (int i = 0; i < m.data().length; i++) {
      m.data()[i] = (float) random.nextGaussian();
    }
    return m.normalizeRows();
  }
}
