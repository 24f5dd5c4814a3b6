package io.glimpse.probe;

import static io.glimpse.fixture.Near.assertNear;
import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.TextFeatures;
import io.glimpse.fixture.Case;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Reference;
import io.glimpse.method.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

public class ZeroShotTest {

  @Test
  void fixtureLogitsAndAnswers() {
    Case c = Case.of("small/zero_shot.json");
    Classifier classifier = new ZeroShot().fit(Task.of(text(c.matrix("inputs.text"))).build());

    Matrix logits = classifier.logits(FeatureBatch.ofGlobals(c.matrix("inputs.queries")));

    assertNear(logits, c.doubles("expected.logits"), 1e-6);
    assertNear(
        Reference.zeroShot(c.doubles("inputs.queries"), c.doubles("inputs.text"), 100),
        c.doubles("expected.logits"),
        c.number("tolerance"));
    int[] answers = c.ints("expected.argmax");
    for (int i = 0; i < answers.length; i++) {
      assertThat(logits.argmax(i)).isEqualTo(answers[i]);
    }
  }

  @Test
  void promptsAreNormalisedThenAveragedThenNormalised() {
    Matrix prompts = Matrix.of(new float[] {2, 0}, new float[] {0, 5});

    TextFeatures text = TextFeatures.ofPrompts(ClassSet.of("cat"), List.of(prompts));

    float half = (float) Math.sqrt(0.5);
    assertThat(text.weights().row(0)).containsExactly(half, half);
    assertThat(text.prompts().get(0).row(1)).containsExactly(0, 1);
    assertThat(prompts.row(0)).containsExactly(2, 0);
  }

  public static TextFeatures text(Matrix weights) {
    return TextFeatures.ofWeights(ClassSet.numbered(weights.rows()), weights);
  }
}
