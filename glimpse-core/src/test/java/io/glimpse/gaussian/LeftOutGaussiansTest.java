package io.glimpse.gaussian;

import static io.glimpse.fixture.Near.assertNear;

import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.PlainSolve;
import io.glimpse.method.Reference;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** A change of one rank is a fit without the shot, with the ridge of all. */
class LeftOutGaussiansTest {

  @Property(tries = 100)
  void equalsFittingAnew(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll("counts") int[] counts,
      @ForAll @IntRange(min = 2, max = 30) int width) {
    int[] labels =
        IntStream.range(0, counts.length)
            .flatMap(c -> IntStream.generate(() -> c).limit(counts[c]))
            .toArray();
    Random random = new Random(seed);
    double[][] shots = new double[labels.length][width];
    for (double[] shot : shots) {
      Arrays.setAll(shot, j -> random.nextGaussian() / Math.sqrt(width));
    }

    Matrix found = LeftOutGaussians.of(shots, labels, counts.length);

    double ridge = trace(shots, labels, counts.length) / Math.max(1, labels.length - 1);
    for (int i = 0; i < labels.length; i++) {
      double[] expected = leftOut(shots, labels, counts.length, i, ridge);
      assertNear(found.rows(i, i + 1), new double[][] {expected}, 1e-6);
    }
  }

  /** Shots of each class; two classes at least, so that some shot is left. */
  @Provide
  Arbitrary<int[]> counts() {
    return Arbitraries.integers().between(1, 5).array(int[].class).ofMinSize(2).ofMaxSize(5);
  }

  private static double trace(double[][] x, int[] labels, int classes) {
    double[][] means = PlainGaussians.means(x, labels, classes);
    double trace = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x[i].length; j++) {
        trace += Math.pow(x[i][j] - means[labels[i]][j], 2);
      }
    }
    return trace;
  }

  private static double[] leftOut(
      double[][] all, int[] labels, int classes, int out, double ridge) {
    int[] rest = IntStream.range(0, labels.length).filter(i -> i != out).toArray();
    double[][] x = IntStream.of(rest).mapToObj(i -> all[i]).toArray(double[][]::new);
    int[] y = IntStream.of(rest).map(i -> labels[i]).toArray();
    double[][] means = PlainGaussians.means(x, y, classes);
    int d = all[0].length;
    double[][] scatter = new double[d][d];
    double[][] identity = new double[d][d];
    for (int a = 0; a < d; a++) {
      identity[a][a] = 1;
      scatter[a][a] = ridge;
      for (int b = 0; b < d; b++) {
        for (int i = 0; i < x.length; i++) {
          scatter[a][b] += (x[i][a] - means[y[i]][a]) * (x[i][b] - means[y[i]][b]);
        }
      }
    }
    double[][] inverse = ridge <= 1e-20 ? new double[d][d] : PlainSolve.of(scatter, identity);
    double[] scores = new double[classes];
    for (int c = 0; c < classes; c++) {
      double[] w = new double[d];
      for (int a = 0; a < d; a++) {
        w[a] = d * Reference.dot(inverse[a], means[c]);
      }
      scores[c] = Reference.dot(w, all[out]) - Reference.dot(w, means[c]) / 2 - Math.log(classes);
    }
    return scores;
  }
}
