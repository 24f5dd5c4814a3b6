package io.glimpse.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.fixture.Caltech66;
import io.glimpse.fixture.MethodCase;
import io.glimpse.fixture.Near;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Answers;
import io.glimpse.method.Classifier;
import io.glimpse.method.EpochLog;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.method.UnevenShots;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinearProbeTest {

  private final LinearProbe probe = new LinearProbe();

  @ParameterizedTest
  @CsvSource({"1, 31.6", "4, 0.316", "16, 1"})
  void answersCaltech101AsTheReference(int shots, String strength) {
    MethodCase c = MethodCase.caltech(shots, "linear_probe_C" + strength);
    LabelledFeatures few = Caltech66.shots(shots);
    Classifier classifier =
        probe.fit(
            Task.of(ClassSet.of(Caltech66.names()))
                .shots(Shots.of(few.features(), few.labels()))
                .parameters(Parameters.of(probe, Map.of("C", strength)))
                .build());
    LabelledFeatures test = Caltech66.test();
    Matrix logits = classifier.logits((FeatureBatch) test.features());
    Near.assertNear(logits.rows(0, 5), c.table("/test/logits_first5"), 1e-4);
    assertThat(Answers.right(logits, test.labels()))
        .isCloseTo(
            c.wholeNumber("/test/correct"),
            within(1 + c.wholeNumber("/test/rows_with_margin_below_1e-4_of_spread")));
  }

  @Test
  void choosesAStrengthThatSeparatesValidationData() {
    LabelledFeatures few = Caltech66.shots(1);
    Task.Builder task =
        Task.of(ClassSet.of(Caltech66.names())).shots(Shots.of(few.features(), few.labels()));
    LabelledFeatures validation = Caltech66.validation();
    FeatureBatch queries = (FeatureBatch) validation.features();
    Classifier fixed = probe.fit(task.build());
    Classifier chosen =
        probe.fit(task.selection(Selection.VALIDATION).validation(validation).build());
    assertThat(Answers.right(chosen.logits(queries), validation.labels()))
        .isGreaterThanOrEqualTo(Answers.right(fixed.logits(queries), validation.labels()));
    assertThat(chosen.parameters().number(LinearProbe.C))
        .isNotEqualTo(fixed.parameters().number(LinearProbe.C));
  }

  @Test
  void leaveOneOutKeepsItsStrengthAndSaysSo() {
    EpochLog log = new EpochLog();
    Classifier classifier =
        probe.fit(tiny().selection(Selection.LEAVE_ONE_OUT).monitor(log).build());
    assertThat(classifier.parameters().number(LinearProbe.C)).isEqualTo(1);
    assertThat(log.warnings).hasSize(1);
  }

  @Test
  void classWithoutShotsIsRefused() {
    Task task = tiny(ClassSet.of("cat", "dog", "owl")).build();
    assertThatThrownBy(() -> probe.fit(task))
        .hasMessage("class 'owl' has no shots; give at least one");
  }

  @Test
  void restoredClassifierAnswersAlike() {
    Task task = tiny().build();
    Classifier trained = probe.fit(task);
    FeatureBatch queries = FeatureBatch.ofGlobals(Matrix.of(new float[] {0.3f, 0.7f}));
    assertThat(probe.restore(task, trained.weights()).logits(queries).data())
        .isEqualTo(trained.logits(queries).data());
  }

  @Test
  void rowsAreTakenAsLongAsTheyAre() {
    // Three times as long, the same C weighs the shots nine times as much.
    Matrix nine =
        probe
            .fit(tiny(1).parameters(Parameters.of(probe, Map.of("C", "9"))).build())
            .logits(FeatureBatch.ofGlobals(Matrix.of(new float[] {0.3f, 0.7f})));

    Matrix longer =
        probe
            .fit(tiny(3).build())
            .logits(FeatureBatch.ofGlobals(Matrix.of(new float[] {0.9f, 2.1f})));

    Near.assertNear(longer, MethodCase.table(nine), 1e-4);
  }

  @Test
  void aBankOfDirectionsStillKnowsItsLongRows() {
    Classifier trained = probe.fit(tiny(3).build());
    FeatureBatch queries = FeatureBatch.ofGlobals(Matrix.of(new float[] {0.9f, 2.1f}));

    Classifier restored = probe.restore(tiny(1).build(), trained.weights());

    assertThat(restored.logits(queries).data()).isEqualTo(trained.logits(queries).data());
    Near.assertNear(
        restored.leaveOneOut().orElseThrow().logits(),
        MethodCase.table(trained.leaveOneOut().orElseThrow().logits()),
        1e-5);
    assertThat(restored.weights()).containsOnlyKeys("weight", "bias", "lengths");
  }

  @Test
  void aBankThatWasTrainedOnUnitRowsIsAskedWithSuch() {
    Classifier trained = probe.fit(tiny(1).build());
    Map<String, Matrix> old = new HashMap<>(trained.weights());
    old.remove("lengths");
    Classifier restored = probe.restore(tiny(1).build(), old);

    Matrix raw = restored.logits(FeatureBatch.ofGlobals(Matrix.of(new float[] {6, 8})));

    Matrix unit = trained.logits(FeatureBatch.ofGlobals(Matrix.of(new float[] {0.6f, 0.8f})));
    Near.assertNear(raw, MethodCase.table(unit), 1e-6);
    assertThat(restored.weights()).containsOnlyKeys("weight", "bias");
  }

  @Test
  void severalRawViewsGiveTheirMeanAsItIs() {
    Matrix one = Matrix.of(new float[] {2, 0}, new float[] {0, 4});
    Matrix other = Matrix.of(new float[] {4, 0}, new float[] {0, 2});
    Shots raw =
        Shots.keptRaw(
            List.of(FeatureBatch.ofGlobals(one), FeatureBatch.ofGlobals(other)), Labels.of(0, 1));

    Classifier several = probe.fit(Task.of(ClassSet.of("cat", "dog")).shots(raw).build());

    assertThat(several.weights().get("lengths")).isNotNull();
    assertThat(RowLengths.of(raw.cache()).data()).containsExactly(3, 3);
  }

  @Test
  void aClassOfOneShotIsFoundBesideLargerOnes() {
    UnevenShots uneven = new UnevenShots();
    Task.Builder task = uneven.task();
    Parameters published = Parameters.defaults(probe);
    Parameters balanced = Parameters.of(probe, probe.balanced(UnevenShots.counts(), published));

    Classifier asPublished = probe.fit(task.parameters(published).build());
    Classifier found = probe.fit(task.parameters(balanced).build());

    assertThat(balanced.asText()).containsEntry("balance", "classes");
    assertThat(uneven.right(asPublished, UnevenShots.rare())).isLessThan(4);
    assertThat(uneven.right(found, UnevenShots.rare())).isGreaterThan(35);
    assertThat(uneven.right(found, 0)).isGreaterThan(35);
    assertThat(found.leaveOneOut().orElseThrow().fair()).hasSize(42);
    assertThat(probe.balanced(new int[] {4, 4}, published)).isEmpty();
  }

  private static Task.Builder tiny() {
    return tiny(ClassSet.of("cat", "dog"));
  }

  private static Task.Builder tiny(ClassSet classes) {
    return tiny(classes, 1);
  }

  /** Rows of that length. */
  private static Task.Builder tiny(float length) {
    return tiny(ClassSet.of("cat", "dog"), length);
  }

  private static Task.Builder tiny(ClassSet classes, float length) {
    Matrix shots =
        Matrix.of(
            new float[] {length, 0},
            new float[] {0, length},
            new float[] {0.8f * length, 0.6f * length});
    return Task.of(classes).shots(Shots.of(FeatureBatch.ofGlobals(shots), Labels.of(0, 1, 0)));
  }
}
