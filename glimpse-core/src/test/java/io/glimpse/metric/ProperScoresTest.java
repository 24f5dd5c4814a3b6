package io.glimpse.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProperScoresTest {

  @Test
  void oneAnswerByHand() {
    ProperScores scores = new ProperScores();
    scores.add(2, Answers.of(0.5, 0.25, 0.25));

    assertThat(scores.negativeLogLikelihood()).isEqualTo(-Math.log(0.25));
    assertThat(scores.brier()).isEqualTo(0.25 + 0.0625 + 0.5625);
  }

  @Test
  void sureAndRightIsBestAndSureAndWrongIsWorst() {
    ProperScores right = new ProperScores();
    right.add(0, Answers.of(1, 0));
    ProperScores wrong = new ProperScores();
    wrong.add(1, Answers.of(1, 0));

    assertThat(right.negativeLogLikelihood()).isZero();
    assertThat(right.brier()).isZero();
    assertThat(wrong.negativeLogLikelihood()).isEqualTo(-Math.log(1e-12));
    assertThat(wrong.brier()).isEqualTo(2);
  }

  @Test
  void nothingIsKnownBeforeTheFirstAnswer() {
    assertThat(new ProperScores().negativeLogLikelihood()).isNaN();
    assertThat(new ProperScores().brier()).isNaN();
  }
}
