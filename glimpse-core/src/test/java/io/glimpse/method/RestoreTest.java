package io.glimpse.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreTest {

  private static final Matrix ROWS =
      Matrix.of(new float[] {1, 0}, new float[] {0, 1}, new float[] {0.6f, 0.8f});

  @ParameterizedTest
  @ValueSource(strings = {"zero-shot", "tip", "ape", "gda", "timo", "proker"})
  void whatWasNotTrainedNeedsNoWeightsAndNoValidation(String name) {
    Method method = Methods.of(name);
    Task task =
        Task.of(
                TextFeatures.ofPrompts(
                    ClassSet.of("cat", "dog"), List.of(ROWS.rows(0, 1), ROWS.rows(1, 2))))
            .shots(Shots.of(FeatureBatch.ofGlobals(ROWS), Labels.of(0, 1, 1)))
            .selection(Selection.VALIDATION)
            .build();
    Classifier restored = method.restore(task, Map.of());
    assertThat(restored.weights()).isEmpty();
    assertThat(restored.logits(FeatureBatch.ofGlobals(ROWS)).argmax(1)).isEqualTo(1);
  }
}
