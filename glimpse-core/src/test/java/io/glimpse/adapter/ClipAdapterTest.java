package io.glimpse.adapter;

import static io.glimpse.fixture.Near.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.fixture.MethodCase;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Answers;
import io.glimpse.method.Classifier;
import io.glimpse.method.EpochLog;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.tip.PlainTipTraining;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClipAdapterTest {

  private static final double FLOAT_TOLERANCE = 2e-5;

  private final ClipAdapter method = new ClipAdapter();

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void trainsAsTheReference(int number) {
    MethodCase c = MethodCase.small("clip_adapter_train_" + number);
    ResidualAdapter image =
        new ResidualAdapter(
            c.matrix("/inputs/W1"), c.matrix("/inputs/W2"), c.number("/params/ratio"));
    AdapterHead head =
        new AdapterHead(image, null, c.matrix("/inputs/text"), c.number("/params/scale"));
    Matrix queries = c.matrix("/inputs/queries");
    assertNear(
        head.logits(queries, head.adaptedText()),
        c.table("/expected/logits_before"),
        FLOAT_TOLERANCE);

    int[][] batches = c.wholeNumberLists("/params/batches");
    double[] rates = c.numbers("/params/lrs");
    Matrix shots = c.matrix("/inputs/shots");
    double[] losses = new double[batches.length];
    for (int t = 0; t < batches.length; t++) {
      losses[t] =
          head.step(shots.select(batches[t]), c.labels("/inputs/shot_labels"), batches[t], rates[t])
              .mean();
    }

    assertNear(losses, c.numbers("/expected/losses"), FLOAT_TOLERANCE);
    assertNear(image.first(), c.table("/expected/W1"), FLOAT_TOLERANCE);
    assertNear(image.second(), c.table("/expected/W2"), FLOAT_TOLERANCE);
    assertNear(
        head.logits(queries, head.adaptedText()),
        c.table("/expected/logits_after"),
        FLOAT_TOLERANCE);
  }

  @Test
  void plainTwinAnswersAsTheReference() {
    MethodCase c = MethodCase.small("clip_adapter_train_1");
    double[][] text =
        Arrays.stream(c.table("/inputs/text")).map(PlainAdapter::unit).toArray(double[][]::new);
    double[][] logits =
        Arrays.stream(c.table("/inputs/queries"))
            .map(
                f ->
                    PlainAdapter.logits(
                        f,
                        c.table("/expected/W1"),
                        c.table("/expected/W2"),
                        c.number("/params/ratio"),
                        text))
            .toArray(double[][]::new);
    assertNear(logits, c.table("/expected/logits_after"), c.tolerance());
  }

  @Test
  void gradientAgreesWithDifferencesOfThePlainTwin() {
    double ratio = 0.3;
    Matrix features = random(6, 8, 1, 3);
    Matrix weights = random(6, 8, 2, 1);
    ResidualAdapter adapter = ResidualAdapter.random(8, 4, ratio, new Random(3));
    ResidualAdapter.Gradient gradient = adapter.gradient(adapter.apply(features), weights.copy());
    double[][] first = MethodCase.table(adapter.first());
    double[][] second = MethodCase.table(adapter.second());
    double h = 1e-5;
    for (double[][] tensor : new double[][][] {first, second}) {
      Matrix slopes = tensor == first ? gradient.first() : gradient.second();
      for (int i = 0; i < tensor.length; i++) {
        for (int j = 0; j < tensor[i].length; j++) {
          double before = tensor[i][j];
          tensor[i][j] = before + h;
          double above = weightedSum(features, weights, first, second, ratio);
          tensor[i][j] = before - h;
          double below = weightedSum(features, weights, first, second, ratio);
          tensor[i][j] = before;
          assertThat((double) slopes.get(i, j)).isCloseTo((above - below) / (2 * h), within(1e-5));
        }
      }
    }
  }

  /** {@code Σ weights ∘ u}: its slopes by u are the weights. */
  private static double weightedSum(
      Matrix features, Matrix weights, double[][] first, double[][] second, double ratio) {
    double sum = 0;
    double[][] f = MethodCase.table(features);
    double[][] w = MethodCase.table(weights);
    for (int i = 0; i < f.length; i++) {
      sum += PlainTipTraining.dot(PlainAdapter.adapted(f[i], first, second, ratio), w[i]);
    }
    return sum;
  }

  @Test
  void learnsItsShots() {
    EpochLog log = new EpochLog();
    method.fit(task(Map.of("epochs", "100", "lr", "0.02")).monitor(log).build());
    assertThat(log.losses.get(99)).isLessThan(log.losses.get(0));
    assertThat(log.warnings).isEmpty();
  }

  @Test
  void textAdapterLearnsAsWell() {
    Map<String, String> both = Map.of("epochs", "30", "text_ratio", "0.5");
    EpochLog log = new EpochLog();
    Classifier classifier = method.fit(task(both).monitor(log).build());
    assertThat(log.losses.get(29)).isLessThan(log.losses.get(0));
    assertThat(classifier.weights())
        .containsOnlyKeys("image.1.weight", "image.2.weight", "text.1.weight", "text.2.weight");
  }

  @Test
  void choosesItsRatioOnValidation() {
    LabelledFeatures validation =
        new LabelledFeatures(FeatureBatch.ofGlobals(random(24, 8, 7, 3)), labels(24));
    Task task =
        task(Map.of("epochs", "3")).selection(Selection.VALIDATION).validation(validation).build();
    Classifier chosen = method.fit(task);
    int most = -1;
    String best = "";
    for (int i = 1; i <= 10; i++) {
      String ratio = Parameters.format(i / 10.0);
      Matrix logits =
          method
              .fit(task(Map.of("epochs", "3", "ratio", ratio)).build())
              .logits((FeatureBatch) validation.features());
      int correct = Answers.right(logits, validation.labels());
      if (correct > most) {
        most = correct;
        best = ratio;
      }
    }
    assertThat(chosen.parameters().text(ClipAdapter.RATIO)).isEqualTo(best);
  }

  @Test
  void unitRowsAreWarnedOf() {
    EpochLog log = new EpochLog();
    Shots unit = Shots.of(FeatureBatch.ofGlobals(random(12, 8, 1, 1).normalizeRows()), labels(12));
    method.fit(task(Map.of("epochs", "1")).shots(unit).monitor(log).build());
    assertThat(log.warnings).hasSize(1).first().asString().contains("unit rows");
  }

  @Test
  void restoredClassifierAnswersAlike() {
    Task task = task(Map.of("epochs", "2", "text_ratio", "0.5")).build();
    Classifier trained = method.fit(task);
    FeatureBatch queries = FeatureBatch.ofGlobals(random(7, 8, 5, 3));
    assertThat(method.restore(task, trained.weights()).logits(queries).data())
        .isEqualTo(trained.logits(queries).data());
  }

  private Task.Builder task(Map<String, String> parameters) {
    ClassSet classes = ClassSet.of("cat", "dog", "owl");
    return Task.of(TextFeatures.ofWeights(classes, random(3, 8, 4, 1).normalizeRows()))
        .shots(Shots.of(FeatureBatch.ofGlobals(random(12, 8, 1, 3)), labels(12)))
        .parameters(Parameters.of(method, parameters));
  }

  private static Labels labels(int n) {
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % 3;
    }
    return Labels.of(labels);
  }

  private static Matrix random(int rows, int columns, long seed, double size) {
    Random random = new Random(seed);
    Matrix m = new Matrix(rows, columns);
    for (int i = 0; i < m.data().length; i++) {
      m.data()[i] = (float) (size * random.nextGaussian());
    }
    return m;
  }
}
