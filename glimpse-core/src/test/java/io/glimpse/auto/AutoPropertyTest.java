package io.glimpse.auto;

import static io.glimpse.fixture.Near.assertNear;
import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.matrix.Matrix;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The closed form is what leaving out, inverting and weighing one by one gives. */
class AutoPropertyTest {

  @Property(tries = 150)
  void leavingOutByOneRankIsLeavingOut(@ForAll("problems") Problem p) {
    PlainAuto plain = p.plain();
    int[] labels = p.labels().toArray();
    ShotSums sums = ShotSums.of(p.shots(), labels, p.classes());
    Anchors anchors = Anchors.of(sums, p.text());

    LeftOutScores fast =
        LeftOutScores.of(Gaussians.of(sums, anchors), sums, anchors, p.shots(), labels);

    assertNear(centred(Problem.rows(fast.scores())), centred(plain.leftOut), 2e-5);
    for (int i = 0; i < plain.leftOut.length; i++) {
      double best = Arrays.stream(plain.leftOut[i]).max().orElseThrow();
      assertThat(Math.abs(fast.best()[i] - best)).isLessThan(2e-5 * Math.max(1, Math.abs(best)));
    }
  }

  @Property(tries = 60)
  void answersAreThoseOfTheSlowTwin(@ForAll("problems") Problem p) {
    PlainAuto plain = p.plain();
    AutoFit fit = p.fit();

    Matrix logits = fit.layer().logits(p.queries());

    double[][] found = Problem.rows(logits);
    double[][] expected =
        Arrays.stream(Problem.rows(p.queries())).map(plain::logits).toArray(double[][]::new);
    assertNear(softmax(found), softmax(expected), 1e-4);
    double[][] leftOut = Problem.rows(fit.leaveOneOut().logits());
    assertNear(softmax(leftOut), softmax(plain.leftOutLogits), 1e-4);
  }

  private static double[][] softmax(double[][] logits) {
    return Arrays.stream(logits).map(PlainAuto::softmax).toArray(double[][]::new);
  }

  /** Less the mean of every row, which no answer depends on. */
  private static double[][] centred(double[][] scores) {
    return Arrays.stream(scores)
        .map(
            row -> {
              double mean = Arrays.stream(row).average().orElseThrow();
              return Arrays.stream(row).map(x -> x - mean).toArray();
            })
        .toArray(double[][]::new);
  }

  /** Few and many shots, classes without, texts that help, do not, or are not there; d above n. */
  @Provide
  Arbitrary<Problem> problems() {
    Arbitrary<int[]> counts =
        Arbitraries.integers().between(0, 5).array(int[].class).ofMinSize(1).ofMaxSize(6);
    return Combinators.combine(
            Arbitraries.longs().between(0, 1_000_000),
            counts,
            Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(2, 24)),
                Tuple.of(1, Arbitraries.integers().between(25, 60))),
            Arbitraries.of(0.3, 1.0),
            Arbitraries.of(-1.0, 0.0, 0.6, 1.0))
        .as(
            (seed, some, width, noise, useful) -> {
              int[] atLeastOne = some.clone();
              atLeastOne[0] = Math.max(1, some[0]);
              for (int c = 0; useful < 0 && c < some.length; c++) {
                atLeastOne[c] = Math.max(1, some[c]);
              }
              return Problem.of(seed, atLeastOne, width, noise, useful);
            });
  }
}
