package io.glimpse.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.feature.Cache;
import io.glimpse.matrix.Matrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.jspecify.annotations.Nullable;

/** The fast search counts as its plain twin does, at every point, ties included. */
class TipSearchPropertyTest {

  @Property(tries = 200)
  void countsOnValidation(@ForAll("problems") TipProblem p, @ForAll("grids") Grids grids) {
    Matrix affinity = p.affinity(p.rows());
    Cache cache = p.cache();
    assertThat(
            TipSearch.onValidation(p.base(p.rows()), affinity::rows, cache, p.truth())
                .counts(grids.beta(), grids.alpha()))
        .isEqualTo(
            PlainTipSearch.onValidation(p.base(p.rows()), affinity, cache, p.truth())
                .counts(grids.beta(), grids.alpha()));
  }

  @Property(tries = 100)
  void countsOnValidationWithSoftLabels(
      @ForAll("problems") TipProblem p, @ForAll("grids") Grids grids) {
    Matrix affinity = p.affinity(p.rows());
    Cache cache = p.softCache();
    assertThat(
            TipSearch.onValidation(p.base(p.rows()), affinity::rows, cache, p.truth())
                .counts(grids.beta(), grids.alpha()))
        .isEqualTo(
            PlainTipSearch.onValidation(p.base(p.rows()), affinity, cache, p.truth())
                .counts(grids.beta(), grids.alpha()));
  }

  @Property(tries = 150)
  void countsByLeaveOneOut(@ForAll("problems") TipProblem p, @ForAll("grids") Grids grids) {
    Matrix affinity = p.affinity(p.shots());
    Cache cache = p.seed() % 4 == 1 ? p.softCache() : p.cache();
    assertThat(
            TipSearch.leaveOneOut(p.base(p.shots()), affinity::rows, cache)
                .counts(grids.beta(), grids.alpha()))
        .isEqualTo(
            PlainTipSearch.leaveOneOut(p.base(p.shots()), affinity, cache)
                .counts(grids.beta(), grids.alpha()));
  }

  @Property(tries = 200)
  void takesTheTieThatIsNearest(
      @ForAll("problems") TipProblem p,
      @ForAll("grids") Grids grids,
      @ForAll @DoubleRange(min = -1, max = 60) double beta,
      @ForAll @DoubleRange(min = -1, max = 8) double alpha) {
    Matrix affinity = p.affinity(p.shots());
    int[][] counts =
        PlainTipSearch.leaveOneOut(p.base(p.shots()), affinity, p.cache())
            .counts(grids.beta(), grids.alpha());
    TipSearch search = TipSearch.leaveOneOut(p.base(p.shots()), affinity::rows, p.cache());

    Winner first = search.best(grids.beta(), grids.alpha());
    Winner near = search.best(grids.beta(), grids.alpha(), Preference.near(beta, alpha));

    assertThat(first).isEqualTo(plainWinner(counts, grids, null));
    assertThat(near).isEqualTo(plainWinner(counts, grids, new double[] {beta, alpha}));
    assertThat(near.correct()).isEqualTo(first.correct());
    assertThat(near.ties()).isEqualTo(first.ties());
  }

  /** Sorts all points: most right answers, then nearest, then first. */
  private static Winner plainWinner(int[][] counts, Grids grids, double @Nullable [] wanted) {
    List<int[]> points = new ArrayList<>();
    for (int b = 0; b < counts.length; b++) {
      for (int a = 0; a < counts[b].length; a++) {
        points.add(new int[] {b, a});
      }
    }
    int most = points.stream().mapToInt(p -> counts[p[0]][p[1]]).max().orElseThrow();
    List<int[]> ties = points.stream().filter(p -> counts[p[0]][p[1]] == most).toList();
    // Stable, so that the published order decides what distances leave open.
    int[] best =
        wanted == null
            ? ties.get(0)
            : ties.stream()
                .sorted(
                    Comparator.comparingDouble(
                        p ->
                            square(away(grids.beta(), p[0], wanted[0]))
                                + square(away(grids.alpha(), p[1], wanted[1]))))
                .findFirst()
                .orElseThrow();
    return new Winner(
        best[0],
        best[1],
        grids.beta().value(best[0]),
        grids.alpha().value(best[1]),
        most,
        ties.size());
  }

  private static double away(Grid grid, int i, double wanted) {
    return (grid.value(i) - wanted) / (grid.to() - grid.from());
  }

  private static double square(double x) {
    return x * x;
  }

  record Grids(Grid beta, Grid alpha) {}

  /** From one point to more than fits a block; betas at which every exponential underflows. */
  @Provide
  Arbitrary<Grids> grids() {
    Arbitrary<Grid> betas =
        Arbitraries.of(
            new Grid(0.1, 7, 50),
            new Grid(0, 50, 20),
            new Grid(0.1, 12, 37),
            new Grid(1, 2, 1),
            new Grid(0, 5000, 25),
            new Grid(500, 1e5, 10));
    Arbitrary<Grid> alphas =
        Arbitraries.of(
            new Grid(0.1, 3, 20),
            new Grid(0, 5, 10),
            new Grid(2, 3, 1),
            new Grid(0, 1000, 50),
            new Grid(0.25, 4.25, 16));
    return Combinators.combine(betas, alphas).as(Grids::new);
  }

  @Provide
  Arbitrary<TipProblem> problems() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 1_000_000),
            Arbitraries.integers().between(1, 40),
            Arbitraries.integers().between(1, 9),
            Arbitraries.integers().between(1, 6),
            Arbitraries.of(0, 2, 4, 10),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false))
        .as(
            (seed, rows, classes, each, coarse, copies, even) ->
                new TipProblem(seed, rows, classes, classes * each, coarse, copies, even));
  }
}
