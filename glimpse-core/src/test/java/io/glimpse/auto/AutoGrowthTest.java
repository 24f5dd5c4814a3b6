package io.glimpse.auto;

import static io.glimpse.fixture.Near.assertNear;
import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Task;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Shots and classes that join a classifier, and shots that leave it. */
class AutoGrowthTest {

  private static TextFeatures texts(Problem p, int classes) {
    return TextFeatures.ofWeights(
        ClassSet.numbered(classes), Objects.requireNonNull(p.text()).rows(0, classes));
  }

  private static Classifier fitted(TextFeatures text, Cache cache) {
    return new Auto().fit(Task.of(text).shots(Shots.of(cache)).build());
  }

  @Test
  void aSmallOneIsFittedAnew() {
    Problem p = Problem.of(1, new int[] {4, 4}, 8, 1, 1);
    Cache some = Cache.of(p.shots().rows(0, 7), Labels.of(0, 0, 0, 0, 1, 1, 1));
    Classifier classifier = fitted(texts(p, 2), some);

    Cache more = some.with(p.shots().rows(7, 8), Labels.of(1));

    assertThat(classifier.grown(texts(p, 2), more)).isEmpty();
  }

  /** So many operations that a fit is not a moment. */
  @Test
  void aLargeOneContinuesItsSumsAndKeepsItsWeights() {
    int[] counts = new int[60];
    Arrays.fill(counts, 30);
    Problem p = Problem.of(2, counts, 1100, 1, 0.8);
    int old = 59 * 30 - 1;
    Cache some =
        Cache.of(p.shots().rows(0, old), Labels.of(Arrays.copyOf(p.labels().toArray(), old)));
    Classifier classifier = fitted(texts(p, 59), some);
    int[] newLabels = Arrays.copyOfRange(p.labels().toArray(), old, old + 5);
    Cache more = some.with(p.shots().rows(old, old + 5), Labels.of(newLabels));

    Classifier grown = classifier.grown(texts(p, 60), more).orElseThrow();

    ShotSums sums = ShotSums.of(p.shots().rows(0, old + 5), more.labels(), 60);
    Anchors anchors = Anchors.of(sums, p.text());
    Mixture kept =
        new AutoFit(p.shots().rows(0, old), some.labels(), 59, texts(p, 59).weights(), 1).mixture();
    Layer expected = Layer.of(sums, anchors, Gaussians.of(sums, anchors), kept);
    Matrix logits = grown.logits(FeatureBatch.ofGlobals(p.queries()));
    assertNear(logits, Problem.rows(expected.logits(p.queries())), 1e-5);
    assertThat(logits.columns()).isEqualTo(60);

    Classifier twice = twice(grown, p, more, old + 5).orElseThrow();
    assertThat(twice.leaveOneOut().orElseThrow().logits().rows()).isEqualTo(old + 10);
    Classifier back = grown.without(1200, more.without(1200)).orElseThrow();
    int[] rest = IntStream.range(0, old + 5).filter(i -> i != 1200).toArray();
    ShotSums fewer = ShotSums.of(p.shots().select(rest), more.without(1200).labels(), 60);
    Anchors others = Anchors.of(fewer, p.text());
    Layer without = Layer.of(fewer, others, Gaussians.of(fewer, others), kept);
    assertNear(
        back.logits(FeatureBatch.ofGlobals(p.queries())),
        Problem.rows(without.logits(p.queries())),
        1e-5);
    Cache many = more.with(p.shots().rows(0, 200), Labels.of(new int[200]));
    assertThat(grown.grown(texts(p, 60), many)).isEmpty();
  }

  private static Optional<Classifier> twice(Classifier grown, Problem p, Cache cache, int at) {
    int[] labels = Arrays.copyOfRange(p.labels().toArray(), at, at + 5);
    return grown.grown(texts(p, 60), cache.with(p.shots().rows(at, at + 5), Labels.of(labels)));
  }
}
