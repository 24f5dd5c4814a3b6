package io.glimpse.auto;

import static io.glimpse.fixture.Near.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.LogitParts;
import io.glimpse.method.Task;
import io.glimpse.method.Vote;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Why it answers as it does: what texts and shots add, and which shots lie near. */
class AutoPartsTest {

  private final Auto method = new Auto();

  @Test
  void whatIsRestoredTellsTextsFromShots() {
    Problem p = Problem.of(6, new int[] {3, 2, 1}, 12, 1, 1);
    Task task = p.task().build();
    Classifier fitted = method.fit(task);
    FeatureBatch queries = FeatureBatch.ofGlobals(p.queries());

    LogitParts restored = method.restore(task, fitted.weights()).parts(queries).orElseThrow();

    LogitParts parts = fitted.parts(queries).orElseThrow();
    assertThat(restored.texts().data()).containsExactly(parts.texts().data());
    assertThat(restored.shots().data()).containsExactly(parts.shots().data());
  }

  @Test
  void theTextsPartIsThatOfTheMixture() {
    Problem p = Problem.of(6, new int[] {3, 2, 0}, 12, 1, 1);
    AutoFit fit = p.fit();
    Matrix texts =
        method
            .fit(p.task().build())
            .parts(FeatureBatch.ofGlobals(p.queries()))
            .orElseThrow()
            .texts();

    double[] bias = fit.anchors().bias(3);
    double[][] expected = new double[p.queries().rows()][3];
    for (int i = 0; i < expected.length; i++) {
      for (int c = 0; c < 3; c++) {
        double cosine = 0;
        for (int j = 0; j < 12; j++) {
          cosine += p.queries().get(i, j) * fit.anchors().text(c, j);
        }
        expected[i][c] = fit.mixture().text() * (100 * cosine + fit.mixture().bias() * bias[c]);
      }
    }
    assertNear(texts, expected, 1e-6);
  }

  @Test
  void aBankThatDoesNotKnowItsTextsPartAnswersAllTheSame() {
    Problem p = Problem.of(6, new int[] {3, 2, 1}, 12, 1, 1);
    Task task = p.task().build();
    Classifier fitted = method.fit(task);
    Map<String, Matrix> old =
        Map.of("weight", weight(fitted, "weight"), "bias", weight(fitted, "bias"));
    FeatureBatch queries = FeatureBatch.ofGlobals(p.queries());

    Classifier restored = method.restore(task, old);

    assertThat(restored.parts(queries)).isEmpty();
    assertThat(restored.logits(queries).data()).containsExactly(fitted.logits(queries).data());
  }

  @Test
  void nearestShotsHaveNoShareOfVotes() {
    Problem p = Problem.of(6, new int[] {3, 2, 1}, 12, 1, 1);
    Classifier fitted = method.fit(p.task().build());
    FeatureBatch fourth = FeatureBatch.ofGlobals(p.shots().rows(3, 4));

    List<Vote> nearest = fitted.nearestShots(fourth, 3);

    assertThat(nearest).hasSize(3).allMatch(vote -> vote.share() == null);
    assertThat(nearest.get(0).shot()).isEqualTo(3);
    assertThat(nearest.get(0).label()).isEqualTo(1);
    assertThat(nearest.get(0).similarity()).isCloseTo(1, within(1e-6));
    assertThat(nearest)
        .isSortedAccordingTo((a, b) -> Double.compare(b.similarity(), a.similarity()));
    assertThatThrownBy(() -> fitted.nearestShots(fourth, -1))
        .hasMessage("at least 0 shots can be asked for, not -1");
    assertThatThrownBy(() -> fitted.nearestShots(FeatureBatch.ofGlobals(p.shots()), 3))
        .hasMessage("one picture is asked about, not 6");
  }

  private static Matrix weight(Classifier classifier, String name) {
    return Objects.requireNonNull(classifier.weights().get(name));
  }
}
