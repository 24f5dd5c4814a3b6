package io.glimpse.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.method.Prediction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DetectionTest {

  private static Prediction answer(double score, @Nullable Double threshold, double top) {
    return Answers.of(new Prediction.Unknown(score, threshold), 0, top, 1 - top);
  }

  @Test
  void comparesTheScoreWithTheTopProbability() {
    Detection detection = new Detection();
    detection.addKnown(answer(2, 0.5, 0.6));
    detection.addKnown(answer(0.4, 0.5, 0.9));
    detection.addUnknown(answer(0.5, 0.5, 0.8));
    detection.addUnknown(answer(-1, 0.5, 0.7));

    assertThat(Objects.requireNonNull(detection.byScore()).auroc()).isEqualTo(0.75);
    assertThat(detection.byTopProbability().auroc()).isEqualTo(0.5);
    assertThat(detection.threshold()).isEqualTo(0.5);
    assertThat(detection.falseAcceptance()).isEqualTo(0.5);
    assertThat(detection.falseRejection()).isEqualTo(0.5);
    assertThat(detection.total()).isEqualTo(2);
  }

  @Test
  void withoutAThresholdEveryPictureIsAccepted() {
    Detection detection = new Detection();
    detection.addKnown(answer(2, null, 0.6));
    detection.addUnknown(answer(1, null, 0.6));

    assertThat(detection.threshold()).isNull();
    assertThat(detection.falseAcceptance()).isEqualTo(1);
    assertThat(detection.falseRejection()).isZero();
  }

  @Test
  void answersWithoutAScoreAreComparedByTopProbabilityAlone() {
    Detection detection = new Detection();
    detection.addKnown(Answers.of(0.9, 0.1));
    detection.addUnknown(answer(1, 2.0, 0.6));

    assertThat(detection.byScore()).isNull();
    assertThat(detection.byTopProbability().auroc()).isEqualTo(1);
  }

  @Test
  void nothingIsSeparatedBeforeTheFirstAnswer() {
    assertThat(new Detection().byScore()).isNull();
    assertThat(new Detection().falseAcceptance()).isNaN();
  }
}
