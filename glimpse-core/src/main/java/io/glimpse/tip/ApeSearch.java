package io.glimpse.tip;

import io.glimpse.feature.Cache;
import io.glimpse.feature.Labels;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Parameters;
import io.glimpse.progress.Monitor;
import io.glimpse.search.Affinities;
import io.glimpse.search.Grid;
import io.glimpse.search.Preference;
import io.glimpse.search.TipSearch;

/**
 * Finds APE's alpha, beta and gamma by the number of right answers: at one gamma, that is {@link
 * TipSearch} with shots that have weights.
 */
final class ApeSearch {

  /** The published grids. */
  private static final double LEAST = 0.1;

  private static final int BETA_STEPS = 200;
  private static final int ALPHA_STEPS = 20;
  private static final int GAMMA_STEPS = 20;

  private final Matrix base;
  private final Affinities affinities;
  private final int[] truth;
  private final boolean leaveOneOut;

  /**
   * A search.
   *
   * @param base logits of the texts, n x k
   * @param affinities cosines of the n rows with the keys
   * @param truth the n classes
   * @param leaveOneOut whether the rows are the shots themselves
   */
  ApeSearch(Matrix base, Affinities affinities, int[] truth, boolean leaveOneOut) {
    this.base = base;
    this.affinities = affinities;
    this.truth = truth.clone();
    this.leaveOneOut = leaveOneOut;
  }

  /**
   * The best parameters; of equally good ones those of the preference, in whose published order
   * beta runs slowest, gamma fastest.
   */
  Parameters best(
      Cache cache,
      double[] divergences,
      Parameters parameters,
      Preference preference,
      Monitor monitor) {
    Grid beta = new Grid(LEAST, parameters.number(TipAdapter.BETA_MAX), BETA_STEPS);
    Grid alpha = new Grid(LEAST, parameters.number(Ape.ALPHA_MAX), ALPHA_STEPS);
    Grid gamma = new Grid(0, parameters.number(Ape.GAMMA_MAX), GAMMA_STEPS);
    int[][][] counts = new int[GAMMA_STEPS][][];
    for (int g = 0; g < GAMMA_STEPS; g++) {
      Cache weighted = weighted(cache, Ape.weights(divergences, gamma.value(g)));
      counts[g] = search(weighted).counts(beta, alpha);
      monitor.progress(g + 1, GAMMA_STEPS);
    }
    Parameters best = parameters;
    int most = -1;
    double nearest = 0;
    for (int b = 0; b < BETA_STEPS; b++) {
      for (int a = 0; a < ALPHA_STEPS; a++) {
        for (int g = 0; g < GAMMA_STEPS; g++) {
          double away =
              preference.away(0, beta, b)
                  + preference.away(1, alpha, a)
                  + preference.away(2, gamma, g);
          if (counts[g][b][a] > most || (counts[g][b][a] == most && away < nearest)) {
            most = counts[g][b][a];
            nearest = away;
            best =
                parameters
                    .with(TipAdapter.BETA, beta.value(b))
                    .with(TipAdapter.ALPHA, alpha.value(a))
                    .with(Ape.GAMMA, gamma.value(g));
          }
        }
      }
    }
    return best;
  }

  private TipSearch search(Cache weighted) {
    return leaveOneOut
        ? TipSearch.leaveOneOut(base, affinities, weighted)
        : TipSearch.onValidation(base, affinities, weighted, truth);
  }

  private Cache weighted(Cache cache, Matrix weights) {
    Matrix shares = new Matrix(cache.size(), base.columns());
    for (int shot = 0; shot < cache.size(); shot++) {
      shares.set(shot, cache.label(shot), weights.get(0, shot));
    }
    return Cache.of(cache.keys().toMatrix(), Labels.soft(shares));
  }
}
