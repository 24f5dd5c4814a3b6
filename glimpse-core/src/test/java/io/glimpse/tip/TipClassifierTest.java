package io.glimpse.tip;

import static io.glimpse.tip.TipAdapterTest.cycle;
import static io.glimpse.tip.TipAdapterTest.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Task;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TipClassifierTest {

  private final Random random = new Random(5);
  private final Matrix text = unit(random, 4, 12);
  private final Matrix keys = unit(random, 2100, 12);
  private final FeatureBatch queries = FeatureBatch.ofGlobals(unit(random, 9, 12));
  private final TipClassifier classifier = fit(text.rows(0, 3), keys.rows(0, 2097), 3);

  @Test
  void aNewClassChangesNothingForTheOthers() {
    Matrix before = classifier.logits(queries);

    TipClassifier grown = classifier.withClass("new", text.rows(3, 4), keys.rows(2097, 2100));
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
  void removingWhatWasAddedGivesTheSameLogits() {
    Matrix before = classifier.logits(queries);

    Matrix after =
        classifier
            .withClass("new", text.rows(3, 4), keys.rows(2097, 2100))
            .withoutClass("new")
            .logits(queries);

    assertThat(after.data()).containsExactly(before.data());
  }

  @Test
  void twoBranchesOfOneSnapshotDoNotDisturbEachOther() {
    TipClassifier left = classifier.withShots("1", keys.rows(2097, 2098));
    Matrix leftLogits = left.logits(queries);

    classifier.withShots("2", keys.rows(2098, 2100)).logits(queries);

    assertThat(left.logits(queries).data()).containsExactly(leftLogits.data());
    assertThat(left.cache().size()).isEqualTo(2098);
  }

  @Test
  void removingAClassFromTheMiddleMovesTheOthersUp() {
    TipClassifier shorter = classifier.withoutClass("1");
    Matrix before = classifier.logits(queries);
    Matrix after = shorter.logits(queries);

    assertThat(shorter.classes().names()).containsExactly("0", "2");
    for (int i = 0; i < queries.size(); i++) {
      assertThat(after.get(i, 0)).isCloseTo(before.get(i, 0), within());
      assertThat(after.get(i, 1)).isCloseTo(before.get(i, 2), within());
    }
  }

  @Test
  void removingAShotTakesItsVoteAway() {
    TipClassifier three = fit(text.rows(0, 3), keys.rows(0, 6), 3);
    Matrix logits = three.withoutShot(4).logits(queries);
    Matrix before = three.logits(queries);

    for (int i = 0; i < queries.size(); i++) {
      double vote = Math.exp(-5.5 * (1 - queries.globals().dot(i, keys, 4)));
      assertThat(logits.get(i, 0)).isEqualTo(before.get(i, 0));
      assertThat((double) logits.get(i, 1)).isCloseTo(before.get(i, 1) - vote, doubleWithin());
    }
  }

  @Test
  void theLastShotOfAClassStays() {
    TipClassifier three = fit(text.rows(0, 3), keys.rows(0, 3), 3);

    assertThatThrownBy(() -> three.withoutShot(1)).hasMessageContaining("last of class '1'");
  }

  @Test
  void anUnknownClassIsNamedWithASuggestion() {
    assertThatThrownBy(() -> classifier.withShots("00", keys.rows(0, 1)))
        .hasMessageContaining("no class '00'; did you mean '0'?");
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

  private static Offset<Double> doubleWithin() {
    return Offset.offset(1e-4);
  }

  private static TipClassifier fit(Matrix text, Matrix keys, int classes) {
    return new TipAdapter()
        .fit(
            Task.of(TextFeatures.ofWeights(ClassSet.numbered(classes), text))
                .shots(Shots.of(FeatureBatch.ofGlobals(keys), cycle(keys.rows(), classes)))
                .build());
  }
}
