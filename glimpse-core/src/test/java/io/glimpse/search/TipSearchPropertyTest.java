package io.glimpse.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.feature.Cache;
import io.glimpse.matrix.Matrix;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

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

  @Property(tries = 100)
  void noAlphaIsBetterThanTheBestOfAll(@ForAll("withoutTies") TipProblem p) {
    Matrix affinity = p.affinity(p.rows());
    TipSearch search =
        TipSearch.onValidation(p.base(p.rows()), affinity::rows, p.cache(), p.truth());
    AlphaRange best = search.bestOverAllAlphas(3);
    Grid beta = new Grid(3, 4, 1);
    int[] dense = search.counts(beta, new Grid(0.0123456, 20, 1000))[0];
    assertThat(best.correct()).isGreaterThanOrEqualTo(mostOfRuns(dense));
    if (best.to() - best.from() > 1e-6) {
      double inside = Math.min(best.from() + 1, (best.from() + best.to()) / 2);
      assertThat(search.counts(beta, new Grid(inside, 2 * inside, 1))[0])
          .containsExactly(best.correct());
    }
  }

  /** The largest count of two neighbours: a single alpha may be the point of a tie. */
  private static int mostOfRuns(int[] counts) {
    int most = 0;
    for (int i = 1; i < counts.length; i++) {
      most = Math.max(most, Math.min(counts[i - 1], counts[i]));
    }
    return most;
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
    return problems(Arbitraries.of(0, 2, 4, 10));
  }

  @Provide
  Arbitrary<TipProblem> withoutTies() {
    return problems(Arbitraries.just(0));
  }

  private static Arbitrary<TipProblem> problems(Arbitrary<Integer> levels) {
    return Combinators.combine(
            Arbitraries.longs().between(0, 1_000_000),
            Arbitraries.integers().between(1, 40),
            Arbitraries.integers().between(1, 9),
            Arbitraries.integers().between(1, 6),
            levels,
            Arbitraries.of(true, false),
            Arbitraries.of(true, false))
        .as(
            (seed, rows, classes, each, coarse, copies, even) ->
                new TipProblem(seed, rows, classes, classes * each, coarse, copies, even));
  }
}
