package io.glimpse.tip;

import static io.glimpse.fixture.Near.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.fixture.Caltech66;
import io.glimpse.fixture.MethodCase;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.method.Answers;
import io.glimpse.method.Classifier;
import io.glimpse.method.EpochLog;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.method.UnevenShots;
import io.glimpse.progress.Monitor;
import io.glimpse.train.BatchOrder;
import io.glimpse.train.DrawnAugmentations;
import io.glimpse.train.LearningRates;
import io.glimpse.train.TrainingInterruptedException;
import io.glimpse.train.TrainingLoop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TipAdapterFTest {

  /** What float32 may lose against the float64 of the fixtures, relative to the largest value. */
  private static final double FLOAT_TOLERANCE = 2e-5;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void trainsAsTheReference(int number) {
    MethodCase c = MethodCase.small("tip_f_train_" + number);
    Labels labels = c.labels("/inputs/shot_labels");
    Cache cache = Cache.of(c.matrix("/inputs/keys"), labels);
    double alpha = c.number("/params/alpha");
    double beta = c.number("/params/beta");
    TipTrainer trainer =
        new TipTrainer(
            cache, alpha, beta, c.number("/params/weight_decay"), c.number("/params/eps"));
    int[][] batches = c.wholeNumberLists("/params/batches");
    Matrix train = c.matrix("/inputs/train");
    Matrix text = scaled(c.matrix("/inputs/text"), c.number("/params/scale"));

    double[] losses = new double[batches.length];
    for (int t = 0; t < batches.length; t++) {
      Matrix features = train.select(batches[t]);
      Matrix logits = Products.timesTransposed(features, text);
      double lr = LearningRates.cosine(c.number("/params/lr"), t, batches.length);
      losses[t] = trainer.step(features, logits, labels, batches[t], lr).mean();
    }

    assertNear(losses, c.numbers("/expected/losses"), FLOAT_TOLERANCE);
    assertNear(trainer.keys(), c.table("/expected/keys_after"), FLOAT_TOLERANCE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void plainTwinTrainsAsTheReference(int number) {
    MethodCase c = MethodCase.small("tip_f_train_" + number);
    int[] labels = c.wholeNumbers("/inputs/shot_labels");
    PlainTipTraining twin =
        new PlainTipTraining(
            c.table("/inputs/keys"),
            labels,
            c.table("/inputs/text"),
            c.number("/params/alpha"),
            c.number("/params/beta"),
            c.number("/params/scale"));
    int[][] batches = c.wholeNumberLists("/params/batches");
    double[][] train = c.table("/inputs/train");

    double[] losses = new double[batches.length];
    for (int t = 0; t < batches.length; t++) {
      losses[t] =
          twin.step(
              Arrays.stream(batches[t]).mapToObj(i -> train[i]).toArray(double[][]::new),
              Arrays.stream(batches[t]).map(i -> labels[i]).toArray(),
              LearningRates.cosine(c.number("/params/lr"), t, batches.length),
              c.number("/params/weight_decay"),
              c.number("/params/eps"));
    }

    assertNear(losses, c.numbers("/expected/losses"), c.tolerance());
    assertNear(twin.keys, c.table("/expected/keys_after"), c.tolerance());
    double[][] logits =
        Arrays.stream(c.table("/inputs/queries")).map(twin::logits).toArray(double[][]::new);
    assertNear(logits, c.table("/expected/logits_after"), c.tolerance());
  }

  @Test
  void plainTwinsGradientAgreesWithDifferences() {
    MethodCase c = MethodCase.small("tip_f_train_1");
    int[] labels = c.wholeNumbers("/inputs/shot_labels");
    double[][] train = c.table("/inputs/train");
    PlainTipTraining twin =
        new PlainTipTraining(
            c.table("/inputs/keys"), labels, c.table("/inputs/text"), 1.17, 5.5, 10);
    double[][] gradient = twin.gradient(train, labels);
    double h = 1e-5;
    for (int m = 0; m < gradient.length; m++) {
      for (int j = 0; j < gradient[m].length; j++) {
        double before = twin.keys[m][j];
        twin.keys[m][j] = before + h;
        double above = twin.loss(train, labels);
        twin.keys[m][j] = before - h;
        double below = twin.loss(train, labels);
        twin.keys[m][j] = before;
        assertThat(gradient[m][j]).isCloseTo((above - below) / (2 * h), within(1e-9));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, tip_f_last_epoch, 3, 1",
    "4, tip_f_a1.17_b5.5, 1.17, 5.5",
  })
  void learnsCaltech101AsTheReference(int shots, String name, double alpha, double beta) {
    MethodCase c = MethodCase.caltech(shots, name);
    EpochLog log = new EpochLog();
    Task task = caltech(shots, Map.of("alpha", "" + alpha, "beta", "" + beta)).monitor(log).build();

    TipClassifier classifier = new TipAdapterF().fit(task);

    LabelledFeatures test = Caltech66.test();
    Matrix logits = classifier.logits((FeatureBatch) test.features());
    assertThat(Answers.right(logits, test.labels()))
        .isCloseTo(
            c.wholeNumber("/test/correct"),
            within(1 + c.wholeNumber("/test/rows_with_margin_below_1e-4_of_spread")));
    assertNear(logits.rows(0, 5), c.table("/test/logits_first5"), 1e-4);
    assertThat(log.losses).hasSize(20);
  }

  @Test
  void lossesOnCaltech101AreThoseOfTheReference() {
    MethodCase c = MethodCase.caltech(16, "tip_f_last_epoch");
    LabelledFeatures few = Caltech66.shots(16);
    Matrix shots = few.features().globals();
    Matrix text = scaled(Caltech66.text(), 100);
    TipTrainer trainer = new TipTrainer(Cache.of(shots, few.labels()), 3, 1, 0.01, 1e-4);
    TrainingLoop loop = new TrainingLoop(shots.rows(), 20, 256, BatchOrder.PORTABLE, 1);
    List<Double> losses = new ArrayList<>();

    loop.run(
        (rows, epoch, step) -> {
          Matrix features = shots.select(rows);
          double rate = LearningRates.cosine(1e-3, step, loop.steps());
          var loss =
              trainer.step(
                  features, Products.timesTransposed(features, text), few.labels(), rows, rate);
          losses.add(loss.mean());
          return loss;
        },
        Monitor.NONE);

    double[] firstAndLast = {
      losses.get(0), losses.get(1), losses.get(2), losses.get(loop.steps() - 1)
    };
    double[] first = c.numbers("/params/losses_first3");
    assertNear(
        firstAndLast,
        new double[] {first[0], first[1], first[2], c.number("/params/loss_last")},
        1e-5);
    double moved = 0;
    for (int i = 0; i < shots.data().length; i++) {
      moved += Math.pow(trainer.keys().data()[i] - shots.data()[i], 2);
    }
    assertThat(Math.sqrt(moved)).isCloseTo(c.number("/params/keys_moved_norm"), within(1e-4));
  }

  @Test
  void choosesOnValidationAfterTraining() {
    MethodCase c = MethodCase.caltech(1, "tip_f_val_search");
    Task task =
        caltech(1, Map.of("alpha", "3", "beta", "1", "alpha_max", "5", "beta_max", "12"))
            .selection(Selection.VALIDATION)
            .validation(Caltech66.validation())
            .build();

    TipClassifier classifier = new TipAdapterF().fit(task);

    assertThat(classifier.parameters().number(TipAdapter.BETA))
        .isCloseTo(c.number("/params/winner/beta"), within(1e-9));
    assertThat(classifier.parameters().number(TipAdapter.ALPHA))
        .isCloseTo(c.number("/params/winner/alpha"), within(1e-9));
    LabelledFeatures test = Caltech66.test();
    assertThat(Answers.right(classifier.logits((FeatureBatch) test.features()), test.labels()))
        .isCloseTo(c.wholeNumber("/test/correct"), within(1));
  }

  private static Task.Builder caltech(int shots, Map<String, String> parameters) {
    LabelledFeatures few = Caltech66.shots(shots);
    Map<String, String> portable = new HashMap<>(parameters);
    portable.put("order", "portable");
    return Task.of(TextFeatures.ofWeights(ClassSet.of(Caltech66.names()), Caltech66.text()))
        .shots(Shots.of(few.features(), few.labels()))
        .parameters(Parameters.of(new TipAdapterF(), portable));
  }

  @Test
  void referenceSelectionKeepsTheBestEpochAndSaysSo() {
    EpochLog log = new EpochLog();
    LabelledFeatures test = new LabelledFeatures(FeatureBatch.ofGlobals(random(30, 2)), labels(30));
    TipClassifier best =
        new TipAdapterF()
            .fit(
                task(Map.of("epochs", "8", "lr", "0.1"))
                    .selection(Selection.REFERENCE)
                    .validation(test)
                    .monitor(log)
                    .build());
    TipClassifier last = new TipAdapterF().fit(task(Map.of("epochs", "8", "lr", "0.1")).build());
    FeatureBatch queries = (FeatureBatch) test.features();
    assertThat(log.warnings).hasSize(1).first().asString().contains("test data");
    assertThat(Answers.right(best.logits(queries), test.labels()))
        .isGreaterThanOrEqualTo(Answers.right(last.logits(queries), test.labels()));
  }

  @Test
  void leaveOneOutChoosesBeforeTrainingAndSaysSo() {
    EpochLog log = new EpochLog();
    Classifier trained =
        new TipAdapterF()
            .fit(task(Map.of()).selection(Selection.LEAVE_ONE_OUT).monitor(log).build());
    Task untrained =
        Task.of(task(Map.of()).build().classes())
            .shots(Shots.of(FeatureBatch.ofGlobals(random(12, 1)), labels(12)))
            .selection(Selection.LEAVE_ONE_OUT)
            .build();
    Parameters before = new TipAdapter().fit(untrained).parameters();
    assertThat(trained.parameters().text(TipAdapter.ALPHA))
        .isEqualTo(before.text(TipAdapter.ALPHA));
    assertThat(trained.parameters().text(TipAdapter.BETA)).isEqualTo(before.text(TipAdapter.BETA));
    assertThat(log.warnings).hasSize(1).first().asString().contains("before training");
  }

  @Test
  void drawsOneOfSeveralViewsAnEpoch() {
    Shots views =
        new Shots(
            List.of(FeatureBatch.ofGlobals(random(12, 1)), FeatureBatch.ofGlobals(random(12, 9))),
            labels(12));
    DrawnAugmentations drawn = new DrawnAugmentations(views, 4);
    int[] all = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    int second = 0;
    for (int epoch = 0; epoch < 20; epoch++) {
      Matrix features = drawn.globals(all, epoch);
      assertThat(drawn.globals(all, epoch).data()).isEqualTo(features.data());
      for (int i = 0; i < 12; i++) {
        boolean first = Arrays.equals(features.row(i), views.views().get(0).globals().row(i));
        assertThat(first || Arrays.equals(features.row(i), views.views().get(1).globals().row(i)))
            .isTrue();
        second += first ? 0 : 1;
      }
    }
    assertThat(second).isBetween(80, 160);
  }

  @Test
  void softLabelsOfOneClassTrainAsHardOnes() {
    Matrix shares = new Matrix(12, 3);
    for (int i = 0; i < 12; i++) {
      shares.set(i, i % 3, 1);
    }
    Matrix hard = new TipAdapterF().fit(task(Map.of()).build()).cache().keys().toMatrix();
    Shots soft = Shots.of(FeatureBatch.ofGlobals(random(12, 1)), Labels.soft(shares));
    Matrix same =
        new TipAdapterF().fit(task(Map.of()).shots(soft).build()).cache().keys().toMatrix();
    assertNear(same, MethodCase.table(hard), 1e-6);
  }

  @Test
  void smallerCacheLearnsFromAllShots() {
    TipClassifier classifier =
        new TipAdapterF().fit(task(Map.of("cache_size", "2", "epochs", "3")).build());
    assertThat(classifier.cache().size()).isEqualTo(6);
  }

  @Test
  void restoredClassifierAnswersAlike() {
    Task task = task(Map.of("epochs", "5")).build();
    TipClassifier trained = new TipAdapterF().fit(task);
    TipClassifier restored = new TipAdapterF().restore(task, trained.weights());
    FeatureBatch queries = FeatureBatch.ofGlobals(random(7, 5));
    assertThat(restored.logits(queries).data()).isEqualTo(trained.logits(queries).data());
    assertThat(restored.method().name()).isEqualTo("tip-f");
    assertThatThrownBy(() -> new TipAdapterF().restore(task, Map.of()))
        .hasMessage("method 'tip-f' must be trained: build the bank by this method");
    assertThatThrownBy(() -> new TipAdapterF().restore(task, Map.of("other", random(7, 5))))
        .hasMessage("the trained weights of 'tip-f' lack 'keys'");
  }

  @Test
  void aClassOfOneShotIsFoundBesideLargerOnes() {
    UnevenShots uneven = new UnevenShots();
    Task.Builder task = uneven.task();
    Parameters published = Parameters.defaults(new TipAdapterF());
    Parameters balanced =
        Parameters.of(
            new TipAdapterF(), new TipAdapterF().balanced(UnevenShots.counts(), published));

    Classifier asPublished = new TipAdapterF().fit(task.parameters(published).build());
    TipClassifier found = new TipAdapterF().fit(task.parameters(balanced).build());

    assertThat(balanced.asText()).containsEntry("votes", "14");
    assertThat(uneven.right(asPublished, UnevenShots.rare())).isLessThan(4);
    assertThat(uneven.right(found, UnevenShots.rare())).isGreaterThan(35);
    assertThat(uneven.right(found, 0)).isGreaterThan(35);
    Classifier restored =
        new TipAdapterF().restore(task.parameters(found.parameters()).build(), found.weights());
    assertThat(uneven.right(restored, UnevenShots.rare())).isGreaterThan(35);
  }

  @Test
  void interruptEndsTraining() {
    Monitor interrupting =
        new Monitor() {
          @Override
          public void epoch(int epoch, double loss, double accuracy) {
            Thread.currentThread().interrupt();
          }
        };
    Task task = task(Map.of()).monitor(interrupting).build();
    assertThatThrownBy(() -> new TipAdapterF().fit(task))
        .isInstanceOf(TrainingInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  /** Twelve shots of three classes, without texts. */
  private static Task.Builder task(Map<String, String> parameters) {
    return Task.of(ClassSet.of("cat", "dog", "owl"))
        .shots(Shots.of(FeatureBatch.ofGlobals(random(12, 1)), labels(12)))
        .parameters(Parameters.of(new TipAdapterF(), parameters));
  }

  private static Labels labels(int n) {
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % 3;
    }
    return Labels.of(labels);
  }

  /** Unit rows, 8 wide. */
  private static Matrix random(int n, long seed) {
    Random random = new Random(seed);
    Matrix m = new Matrix(n, 8);
    for (int i = 0; i < m.data().length; i++) {
      m.data()[i] = (float) random.nextGaussian();
    }
    return m.normalizeRows();
  }

  private static Matrix scaled(Matrix m, double factor) {
    for (int i = 0; i < m.data().length; i++) {
      m.data()[i] *= (float) factor;
    }
    return m;
  }
}
