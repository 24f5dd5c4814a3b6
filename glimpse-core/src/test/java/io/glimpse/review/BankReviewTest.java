package io.glimpse.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.bank.Bank;
import io.glimpse.feature.Shots;
import io.glimpse.method.Classifier;
import io.glimpse.method.Methods;
import io.glimpse.method.Task;
import io.glimpse.method.UnseenAnswers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BankReviewTest {

  private static Bank clean() {
    return SpreadBank.of(4, SpreadBank.rows(4, 8, 0.05, 1), SpreadBank.labels(4, 8));
  }

  @Test
  void nothingIsWrongWithACleanBank() {
    BankReview review = BankReview.of(clean());

    assertThat(review.ranked()).hasSize(32);
    assertThat(review.suspects(Suspect.Verdict.AGREES)).hasSize(32);
    assertThat(review.notJudged()).isZero();
    assertThat(review.outliers()).isEmpty();
    assertThat(review.confused()).isEmpty();
    assertThat(review.thin()).isEmpty();
    assertThat(review.next()).hasSize(4);
  }

  @Test
  void aWrongLabelIsTheMostSuspectAndTheRightOneIsSuggested() {
    int[] labels = SpreadBank.labels(4, 8);
    labels[9] = 3;
    labels[30] = 0;
    BankReview review = BankReview.of(SpreadBank.of(4, SpreadBank.rows(4, 8, 0.05, 1), labels));

    assertThat(review.ranked().subList(0, 2))
        .extracting(Suspect::shot)
        .containsExactlyInAnyOrder(9, 30);
    Suspect first = review.ranked().get(0);
    assertThat(first.suggested()).isEqualTo(first.shot() / 8);
    assertThat(first.suspicion())
        .isPositive()
        .isCloseTo(Math.log(first.other()) - Math.log(first.own()), within(1e-9));
    assertThat(first.other()).isGreaterThan(0.5);
  }

  @Test
  void suspicionsAreThoseOfTheExactLeaveOneOutOfAuto() {
    Bank bank = clean();
    Classifier auto =
        Methods.of("auto").fit(Task.of(bank.text()).shots(Shots.of(bank.cache())).build());
    UnseenAnswers answers = auto.leaveOneOut().orElseThrow();

    for (Suspect suspect : BankReview.of(bank).ranked()) {
      float[] logits = answers.logits().row(suspect.shot());
      double best = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < logits.length; c++) {
        best = c == suspect.label() ? best : Math.max(best, logits[c]);
      }
      assertThat(suspect.suspicion()).isEqualTo(best - (double) logits[suspect.label()]);
      assertThat(suspect.label()).isEqualTo(bank.cache().label(suspect.shot()));
    }
  }

  @Test
  void aShotOfNoClassIsAnOutlierAndNoOtherIs() {
    List<float[]> rows = SpreadBank.rows(4, 8, 0.05, 1);
    rows.set(5, SpreadBank.near(9, 0.05, new Random(7)));
    BankReview review = BankReview.of(SpreadBank.of(4, rows, SpreadBank.labels(4, 8)));

    assertThat(review.outliers()).extracting(Outlier::shot).containsExactly(5);
    assertThat(review.outliers().get(0).likeness()).isLessThan(review.outliers().get(0).fence());
  }

  @Test
  void classesOnOneAxisAreHardToTellApart() {
    List<float[]> rows = SpreadBank.rows(4, 8, 0.05, 1);
    Random random = new Random(3);
    for (int i = 8; i < 16; i++) {
      rows.set(i, SpreadBank.near(0, 0.05, random));
    }
    BankReview review = BankReview.of(SpreadBank.of(4, rows, SpreadBank.labels(4, 8)));

    assertThat(review.confused().get(0).first()).isZero();
    assertThat(review.confused().get(0).second()).isEqualTo(1);
    assertThat(review.confused().get(0).share()).isBetween(0.2, 0.8);
    assertThat(review.next().subList(0, 2))
        .extracting(NextShot::label)
        .containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void aClassOfOneShotIsThinAndItsShotNotJudged() {
    List<float[]> rows = new ArrayList<>(SpreadBank.rows(4, 8, 0.05, 1).subList(0, 25));
    int[] labels = java.util.Arrays.copyOf(SpreadBank.labels(4, 8), 25);
    BankReview review = BankReview.of(SpreadBank.of(4, rows, labels));

    assertThat(review.thin()).containsExactly(new ThinClass(3, 1, 8));
    assertThat(review.notJudged()).isEqualTo(1);
    assertThat(review.ranked()).hasSize(24).noneMatch(suspect -> suspect.shot() == 24);
  }

  @Test
  void theGainIsWhatIsMissedTimesTheNoiseThatOneMoreTakesAway() {
    for (NextShot next : BankReview.of(clean()).next()) {
      assertThat(next.shots()).isEqualTo(8);
      assertThat(next.gain()).isCloseTo(next.missed() / 72, within(1e-15));
      assertThat(next.missed()).isBetween(0.0, 1.0);
    }
  }

  @Test
  void banksOfAlmostNothingHaveAReview() {
    List<float[]> rows = SpreadBank.rows(1, 1, 0.05, 1);
    BankReview one = BankReview.of(SpreadBank.of(1, rows, 0));
    assertThat(one.ranked()).isEmpty();
    assertThat(one.notJudged()).isEqualTo(1);

    BankReview oneClass =
        BankReview.of(SpreadBank.of(1, SpreadBank.rows(1, 30, 0.05, 1), new int[30]));
    assertThat(oneClass.ranked()).isEmpty();
    assertThat(oneClass.confused()).isEmpty();

    List<float[]> equal = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      equal.add(rows.get(0));
    }
    int[] labels = new int[30];
    java.util.Arrays.fill(labels, 15, 30, 1);
    BankReview same = BankReview.of(SpreadBank.of(2, equal, labels));
    assertThat(same.ranked()).hasSize(30);
    assertThat(same.ranked()).allMatch(suspect -> Double.isFinite(suspect.suspicion()));
    assertThat(same.outliers()).isEmpty();

    BankReview two = BankReview.of(SpreadBank.of(2, equal.subList(0, 2), 0, 1));
    assertThat(two.ranked()).isEmpty();
    assertThat(two.notJudged()).isEqualTo(2);
    assertThat(two.thin()).hasSize(2);
  }
}
