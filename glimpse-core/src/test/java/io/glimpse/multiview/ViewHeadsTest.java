package io.glimpse.multiview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.calip.Calip;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.probe.ZeroShot;
import io.glimpse.progress.Monitor;
import io.glimpse.tip.TipAdapter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewHeadsTest {

  private static final TextFeatures TEXT =
      TextFeatures.ofWeights(
          ClassSet.of("a", "b"), Matrix.of(new float[] {1, 0}, new float[] {0, 1}));

  /** Two things of two views: the first view of thing 1 is wrong, its second one right. */
  private static final ViewBatch THINGS =
      new ViewBatch(
          FeatureBatch.ofGlobals(
              Matrix.of(
                  new float[] {1, 0},
                  new float[] {0.8f, 0.6f},
                  new float[] {0.8f, 0.6f},
                  new float[] {0.6f, 0.8f})),
          2);

  @Test
  void zeroShotAddsUpTheCosinesOfTheViewsOverTheRootOfTheirNumber() {
    Matrix logits = new SummedViews(zeroShot(), ViewWeights.equal(2)).logits(THINGS);

    assertThat(logits.get(0, 0)).isCloseTo((float) (180 / Math.sqrt(2)), within(1e-3f));
    assertThat(logits.get(0, 1)).isCloseTo((float) (60 / Math.sqrt(2)), within(1e-3f));
  }

  @Test
  void aViewWithoutWeightSaysNothing() {
    Matrix logits = new SummedViews(zeroShot(), ViewWeights.of(0, 1)).logits(THINGS);

    assertThat(logits.argmax(1)).isEqualTo(1);
    assertThatThrownBy(() -> new SummedViews(zeroShot(), ViewWeights.equal(3)).logits(THINGS))
        .hasMessageContaining("3 weights for 2 views");
    assertThatThrownBy(() -> ViewWeights.of(0, 0)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> ViewWeights.of(-1)).hasMessageContaining("-1.0");
  }

  @Test
  void calipAttendsToEveryViewByItself() {
    Matrix tokens =
        Matrix.of(
            new float[] {1, 0}, new float[] {0, 1}, new float[] {0.8f, 0.6f}, new float[] {1, 0});
    ViewBatch one = new ViewBatch(FeatureBatch.ofTokens(tokens, 2), 2);
    Classifier calip = new Calip().fit(Task.of(TEXT).build());

    Matrix sum = new SummedViews(calip, ViewWeights.equal(2)).logits(one);

    Matrix perView = calip.logits(one.features());
    assertThat(sum.get(0, 0))
        .isCloseTo((float) ((perView.get(0, 0) + perView.get(1, 0)) / Math.sqrt(2)), within(1e-3f));
  }

  @Test
  void theSearchFindsTheViewThatIsRight() {
    Labels labels = Labels.of(0, 1);

    ViewWeights weights = ViewWeightSearch.heldOut(zeroShot(), THINGS, labels);

    Matrix logits = new SummedViews(zeroShot(), weights).logits(THINGS);
    assertThat(logits.argmax(0)).isZero();
    assertThat(logits.argmax(1)).isEqualTo(1);
    assertThat(weights.weight(0)).isEqualTo(0.25f);
  }

  @Test
  void weightsAreChosenOnTestDataUnderReferenceOnly() {
    List<String> warnings = new ArrayList<>();
    Monitor monitor =
        new Monitor() {
          @Override
          public void warn(String message) {
            warnings.add(message);
          }
        };

    ViewWeightSearch.reference(
        zeroShot().logits(THINGS.features()),
        THINGS.views(),
        Labels.of(0, 1),
        Selection.REFERENCE,
        monitor);

    assertThat(warnings).singleElement().asString().contains("too high");
    assertThatThrownBy(
            () ->
                ViewWeightSearch.reference(
                    zeroShot().logits(THINGS.features()),
                    THINGS.views(),
                    Labels.of(0, 1),
                    Selection.VALIDATION,
                    monitor))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMillionCombinationsAreImprovedViewByView() {
    Matrix rows = new Matrix(20, 2);
    for (int i = 0; i < 20; i++) {
      rows.set(i, i < 10 ? 0 : i % 10 == 3 ? 1 : 0, 1);
    }
    ViewBatch things = new ViewBatch(FeatureBatch.ofGlobals(rows), 10);

    ViewWeights weights = ViewWeightSearch.heldOut(zeroShot(), things, Labels.of(0, 0));

    assertThat(weights.size()).isEqualTo(10);
  }

  @Test
  void tipAdapterTakesFusedViews() {
    for (Fusion fusion : Fusion.values()) {
      FeatureBatch fused = fusion.fuse(THINGS);
      Classifier tip =
          new TipAdapter()
              .fit(Task.of(fusion.fuse(TEXT, 2)).shots(Shots.of(fused, Labels.of(0, 1))).build());

      assertThat(fused.globals().norm(1)).isCloseTo(1, within(1e-6));
      assertThat(tip.logits(fused).rows()).isEqualTo(2);
    }
    assertThat(Fusion.CONCATENATED.fuse(THINGS).dimension()).isEqualTo(4);
    assertThat(Fusion.AVERAGED.fuse(THINGS).dimension()).isEqualTo(2);
  }

  @Test
  void aShareOfEveryClassIsHeldOut() {
    HeldOut parts = HeldOut.of(Labels.of(0, 0, 0, 0, 1, 1, 2), 0.25, 3);

    assertThat(parts.held()).hasSize(2).doesNotContain(6);
    assertThat(parts.train()).hasSize(5).doesNotContainAnyElementsOf(parts.held());
  }

  private static Classifier zeroShot() {
    return new ZeroShot().fit(Task.of(TEXT).build());
  }
}
