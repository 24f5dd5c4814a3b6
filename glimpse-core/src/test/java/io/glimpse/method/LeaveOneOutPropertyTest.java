package io.glimpse.method;

import static io.glimpse.fixture.Near.assertNear;
import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.fixture.MethodCase;
import io.glimpse.matrix.Matrix;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Leaving shots out by a formula is fitting anew without them. */
class LeaveOneOutPropertyTest {

  /**
   * Random unit rows.
   *
   * @param counts shots of each class, which lie mixed
   */
  @SuppressWarnings("ArrayRecordComponent") // Not modified.
  record Problem(long seed, int[] counts, int width, boolean hasText) {

    int[] labels() {
      int[] labels =
          IntStream.range(0, counts.length)
              .flatMap(c -> IntStream.generate(() -> c).limit(counts[c]))
              .toArray();
      Random random = new Random(seed);
      for (int i = labels.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int label = labels[i];
        labels[i] = labels[j];
        labels[j] = label;
      }
      return labels;
    }

    Matrix shots() {
      return unit(seed + 1, labels().length, width);
    }

    /** The task of some of the shots. */
    Task.Builder task(int... some) {
      Task.Builder task =
          hasText
              ? Task.of(
                  TextFeatures.ofWeights(
                      ClassSet.numbered(counts.length), unit(seed + 2, counts.length, width)))
              : Task.of(ClassSet.numbered(counts.length));
      return task.shots(
          Shots.of(FeatureBatch.ofGlobals(shots().select(some)), Labels.of(labels()).select(some)));
    }

    int[] all() {
      return IntStream.range(0, labels().length).toArray();
    }

    int[] without(int shot) {
      return IntStream.range(0, labels().length).filter(i -> i != shot).toArray();
    }

    FeatureBatch asked(int shot) {
      return FeatureBatch.ofGlobals(shots().rows(shot, shot + 1));
    }

    @Override
    public String toString() {
      return "seed %d, %s shots, %d wide, text %s"
          .formatted(seed, IntStream.of(counts).boxed().toList(), width, hasText);
    }
  }

  private static Matrix unit(long seed, int rows, int width) {
    Random random = new Random(seed);
    Matrix m = new Matrix(rows, width);
    for (int i = 0; i < m.data().length; i++) {
      m.data()[i] = (float) random.nextGaussian();
    }
    return m.normalizeRows();
  }

  @Provide
  Arbitrary<Problem> problems() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 1_000_000),
            Arbitraries.integers().between(1, 5).array(int[].class).ofMinSize(1).ofMaxSize(5),
            Arbitraries.integers().between(2, 40),
            Arbitraries.of(true, false))
        .as(Problem::new);
  }

  private static Classifier fit(String name, Task.Builder task, Map<String, String> values) {
    Method method = Methods.of(name);
    return method.fit(task.parameters(Parameters.of(method, values)).build());
  }

  private static double[][] rows(Matrix m) {
    return MethodCase.table(m);
  }

  @Property(tries = 100)
  void tipWithAsManyVotesForEveryClass(@ForAll("problems") Problem p) {
    // Where the votes of a class are given, those without a shot are as many: nothing is balanced.
    Map<String, String> values = Map.of("votes", "7", "alpha", "2", "text_weight", "0.5");
    UnseenAnswers found = fit("tip", p.task(p.all()), values).leaveOneOut().orElseThrow();

    for (int shot : found.fair()) {
      Matrix expected = fit("tip", p.task(p.without(shot)), values).logits(p.asked(shot));
      assertNear(found.logits().rows(shot, shot + 1), rows(expected), 2e-6);
    }
  }

  @Property(tries = 100)
  void tipBalancesTheClassThatLosesAShot(@ForAll("problems") Problem p) {
    Map<String, String> values = Map.of("text_weight", "0");
    UnseenAnswers found = fit("tip", p.task(p.all()), values).leaveOneOut().orElseThrow();

    for (int shot : found.fair()) {
      int own = found.labels().label(shot);
      Matrix expected = fit("tip", p.task(p.without(shot)), values).logits(p.asked(shot));
      float balance = (float) p.counts()[own] / (p.counts()[own] - 1);
      expected.set(0, own, expected.get(0, own) * balance);
      assertNear(found.logits().rows(shot, shot + 1), rows(expected), 2e-6);
    }
  }

  @Property(tries = 60)
  void proker(@ForAll("problems") Problem p) {
    Map<String, String> values = Map.of("beta", "2.6", "lambda", "0.05", "scale", "100");
    UnseenAnswers found = fit("proker", p.task(p.all()), values).leaveOneOut().orElseThrow();

    // The answers of a fit are sums of float32 cosines, a hundred times as large here.
    for (int shot : found.fair()) {
      Matrix expected = fit("proker", p.task(p.without(shot)), values).logits(p.asked(shot));
      assertNear(found.logits().rows(shot, shot + 1), rows(expected), 2e-5);
    }
  }

  @Property(tries = 40)
  void linearProbeByFolds(@ForAll("problems") Problem p) {
    Optional<UnseenAnswers> answers =
        fit("linear-probe", p.task(p.all()), Map.of("C", "3")).leaveOneOut();
    assertThat(answers.isPresent()).isEqualTo(IntStream.of(p.counts()).anyMatch(n -> n > 1));
    if (answers.isEmpty()) {
      return;
    }
    UnseenAnswers found = answers.get();
    int[] seen = new int[p.counts().length];
    int[] places = IntStream.of(p.labels()).map(label -> seen[label]++).toArray();
    int folds = Math.min(5, IntStream.of(p.counts()).max().orElseThrow());
    for (int shot : found.fair()) {
      int fold = places[shot] % folds;
      int[] rest =
          IntStream.range(0, places.length)
              .filter(i -> places[i] % folds != fold || p.counts()[p.labels()[i]] == 1)
              .toArray();
      Matrix expected = fit("linear-probe", p.task(rest), Map.of("C", "3")).logits(p.asked(shot));
      assertNear(found.logits().rows(shot, shot + 1), rows(expected), 1e-4);
    }
  }

  @Property(tries = 60)
  void theOnlyShotOfAClassIsNotFair(@ForAll("problems") Problem p) {
    for (String name : List.of("tip", "gda", "proker", "auto")) {
      UnseenAnswers found = fit(name, p.task(p.all()), Map.of()).leaveOneOut().orElseThrow();
      assertThat(found.fair())
          .as(name)
          .containsExactly(
              IntStream.of(p.all()).filter(i -> p.counts()[p.labels()[i]] > 1).toArray());
      for (float logit : found.logits().data()) {
        assertThat(logit).as(name).isFinite();
      }
    }
  }

  @Example
  void aShotInAnyBlockOfKeysDoesNotVoteForItself() {
    // 2,100 shots are three blocks of keys and of rows.
    Problem p = new Problem(5, new int[] {1000, 700, 400}, 8, true);
    Classifier all = fit("tip", p.task(p.all()), Map.of("votes", "10"));
    Matrix found = all.leaveOneOut().orElseThrow().logits();
    for (int shot : new int[] {0, 127, 128, 1023, 1024, 2047, 2048, 2099}) {
      Classifier rest = fit("tip", p.task(p.without(shot)), Map.of("votes", "10"));
      assertNear(found.rows(shot, shot + 1), rows(rest.logits(p.asked(shot))), 1e-5);
    }
  }

  @Example
  void whatWasTrainedOrChosenOnItsShotsDoesNotKnow() {
    Problem p = new Problem(3, new int[] {3, 3}, 8, true);
    Map<String, String> once = Map.of("epochs", "1");
    assertThat(fit("tip-f", p.task(p.all()), once).leaveOneOut()).isEmpty();
    assertThat(fit("clip-adapter", p.task(p.all()), once).leaveOneOut()).isEmpty();
    assertThat(fit("lpp", p.task(p.all()), Map.of()).leaveOneOut()).isEmpty();
    assertThat(fit("ape", p.task(p.all()), Map.of()).leaveOneOut()).isEmpty();
    Map<String, String> means = Map.of("cache_size", "2");
    assertThat(fit("tip", p.task(p.all()), means).leaveOneOut()).isEmpty();
  }

  @Example
  void prokerOfManyShotsDoesNotWait() {
    Problem p = new Problem(3, new int[] {4097}, 2, true);
    // The fit itself is made of as many as there are; only its inverse would take long.
    assertThat(fit("proker", p.task(p.all()), Map.of()).leaveOneOut()).isEmpty();
  }

  @Example
  void aRestoredProbeKnowsToo() {
    Problem p = new Problem(9, new int[] {6, 3, 1}, 12, false);
    Task task = p.task(p.all()).build();
    Method probe = Methods.of("linear-probe");
    Classifier fitted = probe.fit(task);
    Classifier restored = probe.restore(task, fitted.weights());
    assertThat(restored.leaveOneOut().orElseThrow().logits().data())
        .containsExactly(fitted.leaveOneOut().orElseThrow().logits().data());
  }

  @Property(tries = 60)
  void partsAddUpToLogits(@ForAll("problems") Problem p) {
    for (String name : List.of("tip", "ape", "gda", "proker", "auto")) {
      Problem withText = new Problem(p.seed(), p.counts(), p.width(), true);
      Classifier fitted = fit(name, withText.task(p.all()), Map.of());
      FeatureBatch asked = FeatureBatch.ofGlobals(p.shots());
      LogitParts parts = fitted.parts(asked).orElseThrow();
      Matrix sum = parts.texts().copy();
      for (int i = 0; i < sum.data().length; i++) {
        sum.data()[i] += parts.shots().data()[i];
      }
      double most = 1;
      for (float shots : parts.shots().data()) {
        most = Math.max(most, Math.abs(shots));
      }
      assertNear(sum, rows(fitted.logits(asked)), 3e-6 * most);
    }
  }

  @Example
  void withoutTextsThereAreNoParts() {
    Problem p = new Problem(3, new int[] {3, 3}, 8, false);
    for (String name : List.of("tip", "gda", "proker", "auto", "linear-probe")) {
      Classifier fitted = fit(name, p.task(p.all()), Map.of());
      assertThat(fitted.parts(p.asked(0))).as(name).isEmpty();
    }
  }
}
