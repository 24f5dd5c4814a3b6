package io.glimpse.tip;

import static io.glimpse.tip.TipAdapterTest.cycle;
import static io.glimpse.tip.TipAdapterTest.unit;
import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Parameters;
import io.glimpse.method.Task;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TipClassifierTest {

  private final Random random = new Random(5);
  private final Matrix text = unit(random, 4, 12);
  private final Matrix keys = unit(random, 2100, 12);
  private final FeatureBatch queries = FeatureBatch.ofGlobals(unit(random, 9, 12));
  private final TipClassifier classifier = fit(Map.of());

  @Test
  void aNewClassChangesNothingForTheOthers() {
    Matrix before = classifier.logits(queries);

    Classifier grown = grown(classifier, "new", keys.rows(2097, 2100), text.rows(3, 4));
    Matrix after = grown.logits(queries);

    for (int i = 0; i < queries.size(); i++) {
      for (int c = 0; c < 3; c++) {
        assertThat(after.get(i, c)).isEqualTo(before.get(i, c));
      }
    }
    assertThat(grown.classes().names()).containsExactly("0", "1", "2", "new");
    assertThat(classifier.logits(queries).data()).containsExactly(before.data());
  }

  @Test
  void whatGrewAnswersAsWhatWasFittedWithAll() {
    Classifier grown = grown(classifier, "new", keys.rows(2097, 2100), text.rows(3, 4));

    int[] labels = Arrays.copyOf(cycle(2097, 3).toArray(), 2100);
    Arrays.fill(labels, 2097, 2100, 3);
    TextFeatures all = TextFeatures.ofWeights(grown.classes(), text);
    Classifier fitted =
        new TipAdapter()
            .fit(
                Task.of(all)
                    .shots(Shots.of(FeatureBatch.ofGlobals(keys), Labels.of(labels)))
                    .build());
    assertThat(grown.logits(queries).data()).containsExactly(fitted.logits(queries).data());
  }

  @Test
  void twoBranchesOfOneSnapshotDoNotDisturbEachOther() {
    Classifier left = grown(classifier, "1", keys.rows(2097, 2098), null);
    Matrix leftLogits = left.logits(queries);

    grown(classifier, "2", keys.rows(2098, 2100), null).logits(queries);

    assertThat(left.logits(queries).data()).containsExactly(leftLogits.data());
    assertThat(((TipClassifier) left).cache().size()).isEqualTo(2098);
  }

  @Test
  void votesOfAClassFollowItsShots() {
    Map<String, String> votes = Map.of("votes", "800");
    Classifier grown = grown(fit(votes), "1", keys.rows(2097, 2100), null);

    int[] labels = Arrays.copyOf(cycle(2097, 3).toArray(), 2100);
    Arrays.fill(labels, 2097, 2100, 1);
    Matrix expected = fit(keys, Labels.of(labels), votes).logits(queries);

    assertThat(grown.logits(queries).data()).containsExactly(expected.data());
  }

  @Test
  void keysThatAreMeansOfShotsAreMadeAnew() {
    TextFeatures texts = TextFeatures.ofWeights(ClassSet.numbered(3), text.rows(0, 3));
    TipClassifier grouped = fit(Map.of("cache_size", "4"));

    assertThat(grouped.grown(texts, grouped.cache())).isEmpty();
  }

  @Test
  void oneQueryAndABatchAgree() {
    Matrix batch = classifier.logits(queries);

    for (int i = 0; i < queries.size(); i++) {
      Matrix one = classifier.logits(queries.read(i, i + 1));
      for (int c = 0; c < 3; c++) {
        assertThat(one.get(0, c)).isCloseTo(batch.get(i, c), within());
      }
    }
  }

  private static Offset<Float> within() {
    return Offset.offset(1e-3f);
  }

  /** A classifier with some more shots of a class, new or known. */
  private Classifier grown(
      TipClassifier from, String className, Matrix more, @Nullable Matrix textRow) {
    ClassSet names = textRow == null ? from.classes() : from.classes().with(className);
    int[] labels = new int[more.rows()];
    Arrays.fill(labels, names.index(className).orElseThrow());
    TextFeatures texts = TextFeatures.ofWeights(names, text.rows(0, names.size()));
    return from.grown(texts, from.cache().with(more, Labels.of(labels))).orElseThrow();
  }

  private TipClassifier fit(Map<String, String> parameters) {
    return fit(keys.rows(0, 2097), cycle(2097, 3), parameters);
  }

  private TipClassifier fit(Matrix shots, Labels labels, Map<String, String> parameters) {
    TipAdapter tip = new TipAdapter();
    return tip.fit(
        Task.of(TextFeatures.ofWeights(ClassSet.numbered(3), text.rows(0, 3)))
            .shots(Shots.of(FeatureBatch.ofGlobals(shots), labels))
            .parameters(Parameters.of(tip, parameters))
            .build());
  }
}
