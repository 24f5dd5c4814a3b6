package io.glimpse.tip;

import static io.glimpse.fixture.Near.assertNear;
import static io.glimpse.probe.ZeroShotTest.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.feature.Cache;
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
import io.glimpse.method.Vote;
import io.glimpse.probe.ZeroShot;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApeTest {

  private final Ape ape = new Ape();

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void fixtureChannelsWeightsAndLogits(int number) {
    Case c = Case.of("small/ape_" + number + ".json");
    double mix = c.node("params.w").get(0).asDouble();
    int channels = c.node("params.channels").asInt();
    Matrix texts = c.matrix("inputs.text");
    Cache cache = shots(c).cache();
    Map<String, String> values =
        Map.of(
            "alpha", c.node("params.alpha").asText(),
            "beta", c.node("params.beta").asText(),
            "gamma", c.node("params.gamma").asText(),
            "channels", Integer.toString(channels),
            "mix", Double.toString(mix));

    assertNear(ApeChannels.criterion(texts, cache, mix), numbers(c, "expected.criterion"), 1e-7);
    ApeChannels best = ApeChannels.of(texts, cache, channels, mix);
    assertThat(best.toArray()).containsExactly(c.ints("expected.indices"));
    assertNear(
        Ape.divergences(
            Cache.of(best.of(cache.keys().toMatrix()), Labels.of(cache.labels())), best.of(texts)),
        numbers(c, "expected.divergence_log2"),
        1e-6);
    assertNear(
        fit(Task.of(text(texts)).shots(shots(c)), values)
            .logits(FeatureBatch.ofGlobals(c.matrix("inputs.queries"))),
        c.doubles("expected.logits"),
        1e-6);
    PlainApe plain =
        new PlainApe(
            c.doubles("inputs.text"),
            c.doubles("inputs.shots"),
            c.ints("inputs.shot_labels"),
            channels,
            mix);
    assertNear(plain.criterion, numbers(c, "expected.criterion"), c.number("tolerance"));
    assertThat(plain.channels).containsExactly(c.ints("expected.indices"));
    assertNear(
        plain.logits(
            c.doubles("inputs.queries"),
            c.number("params.alpha"),
            c.number("params.beta"),
            c.number("params.gamma")),
        c.doubles("expected.logits"),
        c.number("tolerance"));
  }

  @ParameterizedTest
  @CsvSource({"1", "4", "16"})
  void answersCaltech101AsTheReference(int shots) {
    MethodCase c = MethodCase.caltech(shots, "ape_fixed");
    Map<String, String> values =
        Map.of("channels", "400", "mix", "0.5", "alpha", "1", "beta", "5.5", "gamma", "0.1");
    LabelledFeatures test = Caltech66.test();
    Matrix logits = fit(caltech(shots), values).logits((FeatureBatch) test.features());
    assertNear(logits.rows(0, 5), c.table("/test/logits_first5"), 1e-4);
    assertThat(Answers.right(logits, test.labels()))
        .isCloseTo(
            c.wholeNumber("/test/correct"),
            within(1 + c.wholeNumber("/test/rows_with_margin_below_1e-4_of_spread")));
  }

  @Test
  void selectionOnValidationFindsAtLeastWhatACoarserGridHas() {
    MethodCase c = MethodCase.caltech(4, "ape_val_search");
    LabelledFeatures validation = Caltech66.validation();
    Task.Builder task = caltech(4).selection(Selection.VALIDATION).validation(validation);
    Classifier chosen = fit(task, Map.of("channels", "400", "mix", "0.5"));
    assertThat(
            Answers.right(chosen.logits((FeatureBatch) validation.features()), validation.labels()))
        .isGreaterThanOrEqualTo(c.wholeNumber("/params/winner/best") - 1);
  }

  @Test
  void theSearchIsThatOfEveryPoint() {
    Random random = new Random(4);
    Matrix texts = unit(random, 3, 6);
    Labels labels = Labels.of(0, 1, 2, 0, 1, 2, 0, 1);
    Matrix keys = unit(random, 8, 6);
    LabelledFeatures validation =
        new LabelledFeatures(
            FeatureBatch.ofGlobals(unit(random, 20, 6)),
            Labels.of(random.ints(20, 0, 3).toArray()));
    Task.Builder task =
        Task.of(text(texts))
            .shots(Shots.of(FeatureBatch.ofGlobals(keys), labels))
            .selection(Selection.VALIDATION)
            .validation(validation);
    Map<String, String> values = Map.of("channels", "4");

    Parameters chosen = fit(task, values).parameters();

    PlainApe plain =
        new PlainApe(MethodCase.table(texts), MethodCase.table(keys), labels.toArray(), 4, 0.7);
    double[] best =
        plain.search(
            MethodCase.table(validation.features().globals()), validation.labels().toArray());
    assertThat(chosen.number(TipAdapter.BETA)).isCloseTo(best[0], within(1e-12));
    assertThat(chosen.number(TipAdapter.ALPHA)).isCloseTo(best[1], within(1e-12));
    assertThat(chosen.number(Ape.GAMMA)).isCloseTo(best[2], within(1e-12));
  }

  @Test
  void ofEquallyGoodPointsItTakesTheNearestWhereThatIsAsked() {
    Matrix axes = Matrix.of(new float[] {1, 0, 0}, new float[] {0, 1, 0}, new float[] {0, 0, 1});
    Task.Builder task =
        Task.of(text(axes))
            .shots(Shots.of(FeatureBatch.ofGlobals(axes), Labels.of(0, 1, 2)))
            .selection(Selection.VALIDATION)
            .validation(new LabelledFeatures(FeatureBatch.ofGlobals(axes), Labels.of(0, 1, 2)));

    Parameters first = fit(task, Map.of()).parameters();
    Parameters near = fit(task.preferring(Parameters.defaults(ape)), Map.of()).parameters();

    assertThat(first.number(TipAdapter.ALPHA)).isEqualTo(0.1);
    assertThat(first.number(TipAdapter.BETA)).isEqualTo(0.1);
    assertThat(first.number(Ape.GAMMA)).isZero();
    assertThat(near.number(TipAdapter.ALPHA)).isCloseTo(1, within(0.18));
    assertThat(near.number(TipAdapter.BETA)).isCloseTo(5.5, within(0.02));
    assertThat(near.number(Ape.GAMMA)).isCloseTo(0.1, within(1e-9));
  }

  @Test
  void leaveOneOutChoosesWhereEveryClassHasASecondShot() {
    EpochLog log = new EpochLog();
    Classifier chosen = ape.fit(caltech(2).selection(Selection.LEAVE_ONE_OUT).monitor(log).build());
    assertThat(chosen.parameters().number(TipAdapter.BETA)).isNotEqualTo(5.5);
    assertThat(log.warnings).isEmpty();
    Classifier fixed = ape.fit(caltech(1).selection(Selection.LEAVE_ONE_OUT).monitor(log).build());
    assertThat(fixed.parameters().number(TipAdapter.BETA)).isEqualTo(5.5);
    assertThat(log.warnings).singleElement().asString().contains("one shot");
  }

  @Test
  void alphaZeroIsZeroShotToTheBit() {
    Task.Builder task = uneven();
    FeatureBatch queries = FeatureBatch.ofGlobals(Matrix.of(new float[] {0.3f, 0.5f, 0.8f}));
    float[] zero = new ZeroShot().fit(task.build()).logits(queries).data();
    assertThat(fit(task, Map.of("alpha", "0")).logits(queries).data()).containsExactly(zero);
  }

  @Test
  void allChannelsWithoutWeightsAreTipAdapter() {
    Task.Builder task = uneven();
    FeatureBatch queries = FeatureBatch.ofGlobals(Matrix.of(new float[] {0, 0.6f, 0.8f}));
    Matrix same = fit(task, Map.of("channels", "3", "gamma", "0")).logits(queries);
    TipAdapter tip = new TipAdapter();
    Matrix expected =
        tip.fit(task.parameters(Parameters.of(tip, Map.of())).build()).logits(queries);
    assertNear(same, MethodCase.table(expected), 1e-6);
  }

  @Test
  void nearestShotsAreThoseOfTheChannelsAndTheirSharesAddUp() {
    Classifier fitted = fit(uneven(), Map.of("channels", "3"));
    List<Vote> votes =
        fitted.nearestShots(FeatureBatch.ofGlobals(Matrix.of(new float[] {0, 0, 1})), 5);
    assertThat(votes).extracting(Vote::shot).containsExactly(1, 2, 0);
    assertThat(votes).extracting(Vote::label).containsExactly(1, 0, 0);
    assertThat(votes.stream().map(Vote::share).mapToDouble(Objects::requireNonNull).sum())
        .isCloseTo(1, within(1e-6));
    FeatureBatch two = FeatureBatch.ofGlobals(keys().rows(0, 2));
    assertThatThrownBy(() -> fitted.nearestShots(FeatureBatch.ofGlobals(new Matrix(1, 3)), -1))
        .hasMessage("at least 0 shots can be asked for, not -1");
    assertThatThrownBy(() -> fitted.nearestShots(two, 1))
        .hasMessage("one picture is asked about, not 2");
  }

  @Test
  void oneClassIsAlwaysTheAnswer() {
    Matrix row = Matrix.of(new float[] {1, 0});
    Task task =
        Task.of(text(row)).shots(Shots.of(FeatureBatch.ofGlobals(row), Labels.of(0))).build();
    assertThat(ape.fit(task).logits(FeatureBatch.ofGlobals(row)).data()).containsExactly(101);
  }

  @Test
  void whatIsRestoredFitsTheSameBits() {
    Task task = uneven().build();
    FeatureBatch queries = FeatureBatch.ofGlobals(keys());
    assertThat(ape.restore(task, Map.of()).logits(queries).data())
        .containsExactly(ape.fit(task).logits(queries).data());
  }

  @Test
  void aPictureWithNothingInTheChannelsIsAnsweredByTheTexts() {
    // The texts differ in channel 0 only, which is the one that is kept.
    Matrix texts = Matrix.of(new float[] {1, 0.1f}, new float[] {-1, 0.1f});
    Task.Builder task =
        Task.of(text(texts)).shots(Shots.of(FeatureBatch.ofGlobals(texts), Labels.of(0, 1)));
    Matrix logits =
        fit(task, Map.of("channels", "1"))
            .logits(FeatureBatch.ofGlobals(Matrix.of(new float[] {0, 1})));
    assertThat(logits.get(0, 0)).isEqualTo(logits.get(0, 1));
  }

  @Test
  void wrongParametersAndTasksAreRefused() {
    assertThatThrownBy(() -> fit(uneven(), Map.of("channels", "4")))
        .hasMessage("channels=4 is too many: features are 3 wide");
    assertThatThrownBy(() -> fit(uneven(), Map.of("gamma", "1000")))
        .hasMessage("gamma=1000 is too large: the weight of shot 0 is infinite");
    assertThatThrownBy(() -> Parameters.of(ape, Map.of("mix", "2")))
        .hasMessage("mix=2 is out of range: 0 to 1");
    Shots some = Shots.of(FeatureBatch.ofGlobals(keys()), Labels.of(0, 1, 0));
    assertThatThrownBy(() -> ape.fit(Task.of(ClassSet.numbered(2)).shots(some).build()))
        .hasMessage("method 'ape' needs texts");
  }

  private static Matrix keys() {
    return Matrix.of(
        new float[] {1, 0, 0}, new float[] {0, 0.6f, 0.8f}, new float[] {0.6f, 0.64f, 0.48f});
  }

  /** Two shots of the first class, one of the second. */
  private static Task.Builder uneven() {
    return Task.of(text(keys().rows(0, 2)))
        .shots(Shots.of(FeatureBatch.ofGlobals(keys()), Labels.of(0, 1, 0)));
  }

  private static Task.Builder caltech(int shots) {
    LabelledFeatures few = Caltech66.shots(shots);
    return Task.of(text(Caltech66.text())).shots(Shots.of(few.features(), few.labels()));
  }

  private static Shots shots(Case c) {
    return Shots.of(
        FeatureBatch.ofGlobals(c.matrix("inputs.shots")), Labels.of(c.ints("inputs.shot_labels")));
  }

  private static double[] numbers(Case c, String name) {
    double[] values = new double[c.node(name).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = c.node(name).get(i).asDouble();
    }
    return values;
  }

  private static Matrix unit(Random random, int rows, int columns) {
    Matrix m = new Matrix(rows, columns);
    for (int i = 0; i < m.data().length; i++) {
      m.data()[i] = (float) random.nextGaussian();
    }
    return m.normalizeRows();
  }

  private Classifier fit(Task.Builder task, Map<String, String> values) {
    return ape.fit(task.parameters(Parameters.of(ape, values)).build());
  }
}
