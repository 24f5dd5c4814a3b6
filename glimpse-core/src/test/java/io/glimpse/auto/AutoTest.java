package io.glimpse.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.EpochLog;
import io.glimpse.method.Methods;
import io.glimpse.method.Prediction;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.method.UnseenAnswers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AutoTest {

  private static final float[] EAST = {1, 0, 0};
  private static final float[] NORTH = {0, 1, 0};
  private static final float[] BETWEEN = {0.6f, 0.8f, 0};
  private static final ClassSet PAIR = ClassSet.of("east", "north");

  private final Auto method = new Auto();

  private static Task.Builder task(float[][] text, Matrix shots, int... labels) {
    return Task.of(TextFeatures.ofWeights(PAIR, Matrix.of(text)))
        .shots(Shots.of(FeatureBatch.ofGlobals(shots), Labels.of(labels)));
  }

  private static Prediction answer(Classifier classifier, float... query) {
    Matrix logits = classifier.logits(FeatureBatch.ofGlobals(Matrix.of(query)));
    return Prediction.of(classifier.classes(), logits, 0);
  }

  @Test
  void isListedAndHasNothingToTuneButItsPull() {
    assertThat(Methods.of("auto")).isInstanceOf(Auto.class);
    assertThat(method.parameters()).containsExactly(Auto.PULL);
    assertThat(method.isClosedForm()).isTrue();
    assertThat(method.selections())
        .containsExactlyInAnyOrder(Selection.FIXED, Selection.LEAVE_ONE_OUT);
  }

  /** Where shots and texts are mirrored, what lies in the middle is of either class. */
  @Test
  void theMiddleIsOfEitherClass() {
    Classifier classifier =
        method.fit(
            task(
                    new float[][] {{0.6f, 0, 0.8f}, {0, 0.6f, 0.8f}},
                    Matrix.of(EAST, BETWEEN, NORTH, new float[] {0.8f, 0.6f, 0}),
                    0,
                    1,
                    1,
                    0)
                .build());

    float half = (float) Math.sqrt(0.5);
    assertThat(answer(classifier, half, half, 0).best().probability()).isEqualTo(0.5, within(1e-5));
    assertThat(answer(classifier, 1, 0, 0).best().name()).isEqualTo("east");
    assertThat(answer(classifier, 0, 1, 0).best().name()).isEqualTo("north");
  }

  @Test
  void oneShotInAllIsAnsweredByTexts() {
    EpochLog log = new EpochLog();
    Classifier classifier =
        method.fit(task(new float[][] {EAST, NORTH}, Matrix.of(EAST), 0).monitor(log).build());

    assertThat(answer(classifier, EAST).best().name()).isEqualTo("east");
    assertThat(answer(classifier, NORTH).best().name()).isEqualTo("north");
    assertThat(log.warnings)
        .containsExactly(
            "every class has one shot only, so leaving it out says nothing: texts and shots are"
                + " weighed by default");
    UnseenAnswers left = classifier.leaveOneOut().orElseThrow();
    assertThat(left.isAnyFair()).isFalse();
    assertThat(left.isFair(0)).isFalse();
  }

  @Test
  void aStrongPullHoldsTheWeightsToTheirDefaults() {
    Matrix shots = Matrix.of(EAST, EAST, NORTH, NORTH, BETWEEN, BETWEEN).normalizeRows();
    int[] labels = {0, 0, 1, 1, 0, 1};
    double free = new AutoFit(shots, labels, 2, null, 1).mixture().gaussian();
    double held = new AutoFit(shots, labels, 2, null, 1e5).mixture().gaussian();
    double fast = new AutoFit(shots, labels, 2, null, 1e6).mixture().gaussian();

    assertThat(held).isEqualTo(fast, within(1e-4 * fast));
    assertThat(free).isNotCloseTo(fast, within(1e-2 * fast));
  }

  @Test
  void twoEqualShotsOfTwoClassesSayNothing() {
    Task task =
        Task.of(PAIR)
            .shots(Shots.of(FeatureBatch.ofGlobals(Matrix.of(BETWEEN, BETWEEN)), Labels.of(0, 1)))
            .build();

    Classifier classifier = method.fit(task);

    assertThat(answer(classifier, EAST).best().probability()).isEqualTo(0.5, within(1e-6));
    Classifier withText =
        method.fit(task(new float[][] {EAST, NORTH}, Matrix.of(BETWEEN, BETWEEN), 0, 1).build());
    assertThat(answer(withText, NORTH).best().name()).isEqualTo("north");
  }

  @Test
  void copiesAreAnsweredAndSaid() {
    EpochLog log = new EpochLog();

    Classifier classifier =
        method.fit(
            task(
                    new float[][] {EAST, NORTH},
                    Matrix.of(EAST, EAST, EAST, NORTH, BETWEEN),
                    0,
                    0,
                    0,
                    1,
                    1)
                .monitor(log)
                .build());

    assertThat(log.warnings)
        .containsExactly(
            "2 shots are all but a copy of another of the same class, which makes probabilities too"
                + " sure; leave copies out");
    assertThat(answer(classifier, EAST).best().name()).isEqualTo("east");
    assertThat(answer(classifier, BETWEEN).best().name()).isEqualTo("north");
  }

  @Test
  void oneClassIsCertain() {
    Task task =
        Task.of(TextFeatures.ofWeights(ClassSet.of("only"), Matrix.of(NORTH)))
            .shots(Shots.of(FeatureBatch.ofGlobals(Matrix.of(EAST, BETWEEN)), Labels.of(0, 0)))
            .build();

    Classifier classifier = method.fit(task);

    assertThat(answer(classifier, NORTH).best().probability()).isEqualTo(1);
    assertThat(classifier.leaveOneOut().orElseThrow().logits().get(0, 0)).isZero();
  }

  @Test
  void manyClassesOfOneShotEach() {
    int[] counts = new int[2000];
    Arrays.fill(counts, 1);
    counts[7] = 0;
    Problem p = Problem.of(3, counts, 24, 0.3, 1);

    Classifier classifier = method.fit(p.task().build());

    Matrix logits = classifier.logits(FeatureBatch.ofGlobals(p.shots()));
    int right = 0;
    for (int i = 0; i < logits.rows(); i++) {
      right += logits.argmax(i) == p.labels().label(i) ? 1 : 0;
    }
    assertThat(logits.requireFinite("logits").columns()).isEqualTo(2000);
    assertThat(right).isGreaterThan(1900);
  }

  /** Equal rows, and rows of zeros, tell no classes apart: the answers are those without texts. */
  @Test
  void textsThatSayNothingChangeNothing() {
    Problem p = Problem.of(4, new int[] {3, 2, 4}, 40, 0.8, -1);
    Matrix expected = method.fit(p.task().build()).logits(FeatureBatch.ofGlobals(p.queries()));
    for (Matrix text : List.of(new Matrix(3, 40), p.queries().select(0, 0, 0))) {
      Task task =
          Task.of(TextFeatures.ofWeights(ClassSet.numbered(3), text))
              .shots(Shots.of(FeatureBatch.ofGlobals(p.shots()), p.labels()))
              .build();

      Matrix logits = method.fit(task).logits(FeatureBatch.ofGlobals(p.queries()));

      for (int i = 0; i < logits.rows(); i++) {
        assertThat(logits.argmax(i)).isEqualTo(expected.argmax(i));
      }
    }
  }

  @Test
  void noSearchAsksForDataThatItWouldNotUse() {
    EpochLog log = new EpochLog();
    Problem p = Problem.of(4, new int[] {3, 2}, 8, 1, 1);

    Classifier classifier =
        method.fit(p.task().selection(Selection.VALIDATION).monitor(log).build());

    assertThat(log.warnings).singleElement().asString().contains("chooses nothing by");
    assertThat(classifier.weights()).containsOnlyKeys("weight", "bias", "text_scale", "text_bias");
  }

  @Test
  void whatItMadeIsRestoredAsItWas() {
    Problem p = Problem.of(6, new int[] {3, 2, 1}, 12, 1, 1);
    Task task = p.task().build();
    Classifier fitted = method.fit(task);

    Classifier restored = method.restore(task, fitted.weights());
    Classifier again = method.restore(task, Map.of());

    FeatureBatch queries = FeatureBatch.ofGlobals(p.queries());
    float[] expected = fitted.logits(queries).data();
    assertThat(restored.logits(queries).data()).containsExactly(expected);
    assertThat(again.logits(queries).data()).containsExactly(expected);
    assertThat(restored.leaveOneOut().orElseThrow().logits().data())
        .containsExactly(fitted.leaveOneOut().orElseThrow().logits().data());
    assertThatThrownBy(() -> method.restore(task, Map.of("weight", new Matrix(3, 12))))
        .hasMessage("the trained weights of 'auto' lack 'bias'");
    assertThatThrownBy(() -> method.restore(task, Map.of("weight", new Matrix(3, 11))))
        .hasMessageContaining("not 3 x 12");
  }

  @Test
  void badShotsAndTextsAreRefusedByName() {
    float[][] text = {EAST, NORTH};
    assertThatThrownBy(
            () -> method.fit(task(text, Matrix.of(EAST, new float[] {3, 4, 0}), 0, 1).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the shots, row 1 has the norm 5.000, but method 'auto' needs unit rows; normalise the"
                + " features");
    assertThatThrownBy(
            () ->
                method.fit(
                    task(text, Matrix.of(EAST, new float[] {0, Float.NaN, 0}), 0, 1).build()))
        .hasMessage("the shots, row 1, column 1 is NaN");
    assertThatThrownBy(
            () ->
                method.fit(
                    task(new float[][] {EAST, {0, 0, Float.NaN}}, Matrix.of(EAST), 0).build()))
        .hasMessage("the texts, row 1, column 2 is NaN");
    assertThatThrownBy(
            () ->
                method.fit(
                    Task.of(PAIR)
                        .shots(Shots.of(FeatureBatch.ofGlobals(Matrix.of(EAST)), Labels.of(0)))
                        .build()))
        .hasMessage("class 'north' has no shots; give at least one");
    Labels soft = Labels.soft(Matrix.of(new float[] {0.5f, 0.5f}));
    assertThatThrownBy(
            () ->
                method.fit(
                    Task.of(PAIR)
                        .shots(Shots.of(FeatureBatch.ofGlobals(Matrix.of(EAST)), soft))
                        .build()))
        .hasMessageStartingWith("method 'auto' needs one class a shot");
    assertThatThrownBy(() -> method.fit(Task.of(PAIR).build()))
        .hasMessage("method 'auto' needs shots");
  }
}
