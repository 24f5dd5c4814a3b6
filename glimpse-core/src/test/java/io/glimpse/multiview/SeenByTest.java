package io.glimpse.multiview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Sees;
import io.glimpse.method.Task;
import io.glimpse.probe.ZeroShot;
import io.glimpse.tip.TipAdapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeenByTest {

  private static final TextFeatures TEXT =
      TextFeatures.ofWeights(
          ClassSet.of("a", "b"), Matrix.of(new float[] {1, 0}, new float[] {0, 1}));

  /** Two objects of two views. */
  private static final FeatureBatch OBJECTS =
      FeatureBatch.ofGlobals(
          Matrix.of(
              new float[] {1, 0},
              new float[] {0.8f, 0.6f},
              new float[] {0.6f, 0.8f},
              new float[] {0, 1}));

  private static final Labels LABELS = Labels.of(0, 1);

  @Test
  void whatSeesEachViewIsAskedAboutEachAndItsLogitsAddUp() {
    Classifier zeroShot = new ZeroShot().fit(Task.of(TEXT).build());
    SeenBy equal = new SeenBy(zeroShot, Fusion.USUAL, null);
    SeenBy second = new SeenBy(zeroShot, Fusion.USUAL, ViewWeights.of(0, 1));

    assertThat(equal.asked(OBJECTS)).isSameAs(OBJECTS);
    assertThat(equal.logits(OBJECTS, 2).get(0, 0))
        .isCloseTo((float) ((100 + 80) / Math.sqrt(2)), within(1e-3f));
    assertThat(second.logits(OBJECTS, 2).get(0, 0))
        .isCloseTo((float) (80 / Math.sqrt(2)), within(1e-3f));
    assertThatThrownBy(() -> second.logits(OBJECTS, 4)).hasMessageContaining("2 weights for 4");
  }

  @ParameterizedTest
  @EnumSource(Fusion.class)
  void whatSeesAllViewsIsAskedAsItsShotsWereMade(Fusion fusion) {
    LabelledFeatures shots = SeenBy.labelled(Sees.ALL_VIEWS, fusion, OBJECTS, LABELS, 2);
    Classifier tip =
        new TipAdapter()
            .fit(
                Task.of(SeenBy.texts(Sees.ALL_VIEWS, fusion, TEXT, 2))
                    .shots(Shots.of(shots.features(), shots.labels()))
                    .build());
    SeenBy seen = new SeenBy(tip, fusion, null);

    Matrix logits = seen.logits(OBJECTS, 2);

    assertThat(logits.rows()).isEqualTo(2);
    assertThat(logits.data())
        .containsExactly(tip.logits(fusion.fuse(new ViewBatch(OBJECTS, 2))).data());
    FeatureBatch one = OBJECTS.read(2, 4);
    FeatureBatch asked = seen.asked(one);
    assertThat(tip.nearestShots(asked, 1).get(0).shot()).isEqualTo(1);
    assertThat(tip.nearestShots(asked, 1).get(0).similarity()).isCloseTo(1, within(1e-6));
  }

  @Test
  void aPictureIsAskedAboutAsItIs() {
    Classifier tip =
        new TipAdapter().fit(Task.of(TEXT).shots(Shots.of(OBJECTS.read(1, 3), LABELS)).build());
    SeenBy seen = new SeenBy(tip, Fusion.AVERAGED, null);
    FeatureBatch raw = FeatureBatch.ofGlobals(Matrix.of(new float[] {3, 4}));

    assertThat(seen.asked(raw)).isSameAs(raw);
    assertThat(seen.logits(raw, 1).data()).containsExactly(tip.logits(raw).data());
  }

  @Test
  void everyViewIsAPictureOfTheClassOfItsObject() {
    LabelledFeatures each =
        SeenBy.labelled(Sees.EACH_VIEW, Fusion.CONCATENATED, OBJECTS, LABELS, 2);

    assertThat(each.features()).isSameAs(OBJECTS);
    assertThat(each.labels().toArray()).containsExactly(0, 0, 1, 1);
    assertThat(SeenBy.texts(Sees.EACH_VIEW, Fusion.CONCATENATED, TEXT, 2)).isSameAs(TEXT);
    assertThat(SeenBy.texts(Sees.ALL_VIEWS, Fusion.CONCATENATED, TEXT, 2).dimension()).isEqualTo(4);
  }
}
