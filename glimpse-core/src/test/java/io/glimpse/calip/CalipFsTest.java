package io.glimpse.calip;

import static io.glimpse.fixture.Near.assertNear;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import io.glimpse.method.ParameterException;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.train.DrawnAugmentations;
import io.glimpse.train.Linear;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalipFsTest {

  private static final double FLOAT_TOLERANCE = 2e-5;

  private final CalipFs method = new CalipFs();

  @Test
  void answersAsTheReference() {
    MethodCase c = MethodCase.small("calip_fs_forward");
    Matrix betas = c.matrix("/params/betas");
    assertNear(
        logits(c, weights(c, "/inputs/parameters", betas), 100),
        c.table("/expected/logits"),
        FLOAT_TOLERANCE);
    assertNear(
        logits(c, CalipFsWeights.identity(8, 1, betas), 100),
        c.table("/expected/logits_identity"),
        FLOAT_TOLERANCE);
    assertNear(
        logits(c, CalipFsWeights.identity(8, 2 * Math.sqrt(8), betas), 100),
        c.table("/expected/logits_gain_2sqrtC"),
        FLOAT_TOLERANCE);
  }

  @Test
  void plainTwinAnswersAsTheReference() {
    MethodCase c = MethodCase.small("calip_fs_forward");
    PlainCalipFs twin =
        new PlainCalipFs(
            Map.of(
                "query.weight",
                c.table("/inputs/parameters/Wq"),
                "query.bias",
                new double[][] {c.numbers("/inputs/parameters/bq")},
                "key.weight",
                c.table("/inputs/parameters/Wk"),
                "key.bias",
                new double[][] {c.numbers("/inputs/parameters/bk")},
                "value.weight",
                c.table("/inputs/parameters/Wv"),
                "value.bias",
                new double[][] {c.numbers("/inputs/parameters/bv")},
                "post.weight",
                c.table("/inputs/parameters/Wp"),
                "post.bias",
                new double[][] {c.numbers("/inputs/parameters/bp")}),
            c.numbers("/params/betas"),
            100);
    double[][] globals = c.table("/inputs/global_");
    double[][][] spatial = c.tables("/inputs/spatial");
    double[][] logits = new double[globals.length][];
    for (int i = 0; i < globals.length; i++) {
      logits[i] = twin.logits(globals[i], spatial[i], c.table("/inputs/text"));
    }
    assertNear(logits, c.table("/expected/logits"), c.tolerance());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void trainsAsTheReference(int number) {
    MethodCase c = MethodCase.small("calip_fs_train_" + number);
    double logitScale = c.number("/params/logit_scale");
    CalipFsWeights weights =
        CalipFsWeights.identity(8, c.number("/params/q_gain"), c.matrix("/params/betas"));
    assertNear(logits(c, weights, logitScale), c.table("/expected/logits_before"), FLOAT_TOLERANCE);
    CalipFsTrainer trainer =
        new CalipFsTrainer(weights, c.matrix("/inputs/text"), logitScale, false);
    Labels labels = c.labels("/inputs/labels");
    FeatureBatch all = pictures(c);
    int[] rows = {0, 1, 2, 3, 4, 5};
    assertSame(
        trainer.gradient(all, labels, rows).gradient(), c, "/expected/gradient_at_init_full_batch");

    int[][] batches = c.wholeNumberLists("/params/batches");
    double[] rates = c.numbers("/params/lrs");
    DrawnAugmentations views = new DrawnAugmentations(Shots.of(all, labels), 1);
    double[] losses = new double[batches.length];
    for (int t = 0; t < batches.length; t++) {
      losses[t] = trainer.step(views.tokens(batches[t], 0), labels, batches[t], rates[t]).mean();
    }

    assertNear(losses, c.numbers("/expected/losses"), FLOAT_TOLERANCE);
    assertSame(weights, c, "/expected/parameters");
    assertNear(logits(c, weights, logitScale), c.table("/expected/logits_after"), FLOAT_TOLERANCE);
  }

  private static void assertSame(CalipFsWeights weights, MethodCase c, String pointer) {
    CalipFsWeights expected = weights(c, pointer, weights.betas());
    expected
        .tensors()
        .forEach(
            (name, tensor) ->
                assertNear(
                    requireNonNull(weights.tensors().get(name)),
                    MethodCase.table(tensor),
                    FLOAT_TOLERANCE));
  }

  private static CalipFsWeights weights(MethodCase c, String pointer, Matrix betas) {
    return new CalipFsWeights(
        List.of(),
        new Linear(c.matrix(pointer + "/Wq"), c.matrix(pointer + "/bq")),
        new Linear(c.matrix(pointer + "/Wk"), c.matrix(pointer + "/bk")),
        new Linear(c.matrix(pointer + "/Wv"), c.matrix(pointer + "/bv")),
        new Linear(c.matrix(pointer + "/Wp"), c.matrix(pointer + "/bp")),
        betas);
  }

  private static FeatureBatch pictures(MethodCase c) {
    double[][] globals = c.table("/inputs/global_");
    double[][][] spatial = c.tables("/inputs/spatial");
    int perImage = 1 + spatial[0].length;
    double[][] tokens = new double[globals.length * perImage][];
    for (int i = 0; i < globals.length; i++) {
      tokens[i * perImage] = globals[i];
      System.arraycopy(spatial[i], 0, tokens, i * perImage + 1, perImage - 1);
    }
    return FeatureBatch.ofTokens(MethodCase.matrix(tokens), perImage);
  }

  private static Matrix logits(MethodCase c, CalipFsWeights weights, double logitScale) {
    CalipFsTexts texts = new CalipFsTexts(weights, c.matrix("/inputs/text"), logitScale);
    float[] betas = weights.betas().data();
    return new CalipFsImages(texts, pictures(c)).terms().sum(betas[0], betas[1], betas[2]);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void gradientAgreesWithDifferencesOfThePlainTwin(boolean mlp) {
    int d = 6;
    Matrix betas = Matrix.of(new float[] {1, 0.7f, 0.3f});
    CalipFsWeights weights = CalipFsWeights.random(d, mlp, betas, new Random(5));
    FeatureBatch batch = FeatureBatch.ofTokens(random(4 * 5, d, 1), 5);
    Matrix text = random(3, d, 2);
    int[] labels = {2, 0, 1, 0};
    CalipFsWeights gradient =
        new CalipFsTrainer(weights, text, 10, true)
            .gradient(batch, Labels.of(labels), new int[] {0, 1, 2, 3})
            .gradient();

    Map<String, double[][]> tensors = new LinkedHashMap<>();
    weights.tensors().forEach((name, tensor) -> tensors.put(name, MethodCase.table(tensor)));
    double[][] wideBetas = MethodCase.table(betas);
    PlainCalipFs twin = new PlainCalipFs(tensors, wideBetas[0], 10);
    double[][] globals = MethodCase.table(batch.globals());
    double[][][] spatial = new double[4][][];
    for (int i = 0; i < 4; i++) {
      spatial[i] = MethodCase.table(batch.spatial(i));
    }
    Map<String, Matrix> slopes = new LinkedHashMap<>(gradient.tensors());
    slopes.put("betas", gradient.betas());
    tensors.put("betas", wideBetas);
    double h = 1e-5;
    Random random = new Random(8);
    tensors.forEach(
        (name, tensor) -> {
          for (int draw = 0; draw < 12; draw++) {
            int i = random.nextInt(tensor.length);
            int j = random.nextInt(tensor[0].length);
            double before = tensor[i][j];
            tensor[i][j] = before + h;
            double above = twin.loss(globals, spatial, MethodCase.table(text), labels);
            tensor[i][j] = before - h;
            double below = twin.loss(globals, spatial, MethodCase.table(text), labels);
            tensor[i][j] = before;
            assertThat((double) requireNonNull(slopes.get(name)).get(i, j))
                .as("%s %d %d", name, i, j)
                .isCloseTo((above - below) / (2 * h), within(2e-5));
          }
        });
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "8, 2", "2, 0.5"})
  void untrainedIdentityAnswersAsCalip(String gain, String scale) {
    TextFeatures text = TextFeatures.ofWeights(ClassSet.numbered(5), random(5, 16, 3));
    FeatureBatch queries = FeatureBatch.ofTokens(random(40 * 10, 16, 4), 10);
    Calip calip = new Calip();
    Classifier plain =
        calip.fit(Task.of(text).parameters(Parameters.of(calip, Map.of("scale", scale))).build());
    Classifier untrained =
        method.fit(
            Task.of(text)
                .shots(Shots.of(queries.read(0, 5), Labels.of(0, 1, 2, 3, 4)))
                .parameters(Parameters.of(method, Map.of("q_gain", gain, "epochs", "0")))
                .build());
    assertNear(untrained.logits(queries), MethodCase.table(plain.logits(queries)), 1e-5);
  }

  @ParameterizedTest
  @CsvSource({"linear, identity", "linear, default", "mlp, default"})
  void learnsItsShots(String pre, String init) {
    EpochLog log = new EpochLog();
    method.fit(
        task(Map.of("pre", pre, "init", init, "epochs", "60", "learn_betas", "true"))
            .monitor(log)
            .build());
    assertThat(log.losses.get(59)).isLessThan(log.losses.get(0));
  }

  @Test
  void trainingThatLosesItsWayIsRefused() {
    Task task = task(Map.of("lr", "1e6", "warmup", "0")).build();
    assertThatThrownBy(() -> method.fit(task))
        .isInstanceOf(IllegalArgumentException.class)
        .isNotInstanceOf(ParameterException.class)
        .hasMessageContaining("choose a smaller lr");
  }

  @Test
  void hiddenLayersCannotBeginAsIdentity() {
    Task task = task(Map.of("pre", "mlp")).build();
    assertThatThrownBy(() -> method.fit(task))
        .isInstanceOf(ParameterException.class)
        .hasMessage("pre=mlp cannot start as an identity; set init=default");
  }

  @Test
  void shotsWithoutSpatialTokensAreRefused() {
    Task task =
        task(Map.of())
            .shots(Shots.of(FeatureBatch.ofGlobals(random(3, 16, 1)), Labels.of(0, 1, 2)))
            .build();
    assertThatThrownBy(() -> method.fit(task)).hasMessageContaining("spatial tokens of the shots");
  }

  @Test
  void choosesBetasOnValidationAfterTraining() {
    LabelledFeatures validation =
        new LabelledFeatures(FeatureBatch.ofTokens(random(30 * 10, 16, 9), 10), labels(30));
    Task.Builder task = task(Map.of("epochs", "3")).validation(validation);
    Classifier fixed = method.fit(task.build());
    Classifier chosen = method.fit(task.selection(Selection.VALIDATION).build());
    FeatureBatch queries = (FeatureBatch) validation.features();
    assertThat(Answers.right(chosen.logits(queries), validation.labels()))
        .isGreaterThanOrEqualTo(Answers.right(fixed.logits(queries), validation.labels()));
    assertThat(requireNonNull(chosen.weights().get("query.weight")).data())
        .isEqualTo(requireNonNull(fixed.weights().get("query.weight")).data());
  }

  @Test
  void leaveOneOutChoosesNothingAndSaysSo() {
    EpochLog log = new EpochLog();
    Task task = task(Map.of("epochs", "1")).selection(Selection.LEAVE_ONE_OUT).monitor(log).build();
    assertThat(method.fit(task).parameters().number(CalipFs.BETA2)).isEqualTo(1.12);
    assertThat(log.warnings).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"linear, identity", "mlp, default"})
  void restoredClassifierAnswersAlike(String pre, String init) {
    Task task = task(Map.of("pre", pre, "init", init, "epochs", "2")).build();
    Classifier trained = method.fit(task);
    FeatureBatch queries = FeatureBatch.ofTokens(random(7 * 10, 16, 6), 10);
    assertThat(method.restore(task, trained.weights()).logits(queries).data())
        .isEqualTo(trained.logits(queries).data());
  }

  private Task.Builder task(Map<String, String> parameters) {
    return Task.of(TextFeatures.ofWeights(ClassSet.of("cat", "dog", "owl"), random(3, 16, 7)))
        .shots(Shots.of(FeatureBatch.ofTokens(random(12 * 10, 16, 8), 10), labels(12)))
        .parameters(Parameters.of(method, parameters));
  }

  private static Labels labels(int n) {
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % 3;
    }
    return Labels.of(labels);
  }

  /** Unit rows. */
  private static Matrix random(int rows, int columns, long seed) {
    Random random = new Random(seed);
    Matrix m = new Matrix(rows, columns);
    for (int i = 0; i < m.data().length; i++) {
      m.data()[i] = (float) random.nextGaussian();
    }
    return m.normalizeRows();
  }
}
