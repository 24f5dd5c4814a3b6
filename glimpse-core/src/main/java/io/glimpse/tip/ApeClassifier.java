package io.glimpse.tip;

import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.kernel.GaussianKernel;
import io.glimpse.matrix.Elementwise;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.method.Classifier;
import io.glimpse.method.LogitParts;
import io.glimpse.method.Method;
import io.glimpse.method.NearestKeys;
import io.glimpse.method.Parameters;
import io.glimpse.method.TextLogits;
import io.glimpse.method.Vote;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A classifier of {@link Ape}.
 *
 * @param cache its keys are unit rows of the channels
 * @param shotWeights r, 1 x n
 */
record ApeClassifier(
    Method method,
    ClassSet classes,
    TextLogits text,
    ApeChannels channels,
    Cache cache,
    Matrix shotWeights,
    Parameters parameters)
    implements Classifier {

  /** Queries whose affinities are in memory at a time. */
  private static final int QUERIES = 1024;

  @Override
  public Matrix logits(FeatureBatch queries) {
    Matrix logits = text.of(queries.globals());
    addVotes(queries, logits);
    return logits;
  }

  @Override
  public Optional<LogitParts> parts(FeatureBatch queries) {
    Matrix votes = new Matrix(queries.size(), classes.size());
    addVotes(queries, votes);
    return Optional.of(new LogitParts(text.of(queries.globals()), votes));
  }

  private void addVotes(FeatureBatch queries, Matrix logits) {
    Matrix few = channels.of(queries.globals());
    double alpha = parameters.number(TipAdapter.ALPHA);
    for (int from = 0; from < few.rows(); from += QUERIES) {
      int to = Math.min(few.rows(), from + QUERIES);
      Elementwise.addScaled(alpha, votes(few.rows(from, to)), logits.rows(from, to));
    }
  }

  /** {@code exp(-β (1 - f' F'ᵀ)) diag(r) L}, n x k. */
  private Matrix votes(Matrix few) {
    Matrix near = kernel().of(few, cache.keys());
    for (int i = 0; i < near.rows(); i++) {
      int at = near.start(i);
      for (int shot = 0; shot < cache.size(); shot++) {
        near.data()[at + shot] *= shotWeights.get(0, shot);
      }
    }
    Matrix votes = new Matrix(few.rows(), classes.size());
    cache.vote(0, near, votes, 0);
    return votes;
  }

  private GaussianKernel kernel() {
    return new GaussianKernel((float) parameters.number(TipAdapter.BETA));
  }

  @Override
  public List<Vote> nearestShots(FeatureBatch query, int most) {
    NearestKeys.requireAskable(query, most);
    Matrix few = channels.of(query.globals());
    Matrix cosines = Products.timesTransposed(few, cache.keys());
    Matrix near = kernel().of(few, cache.keys());
    double all = 0;
    for (int shot = 0; shot < cache.size(); shot++) {
      all += (double) shotWeights.get(0, shot) * near.get(0, shot);
    }
    double total = all;
    return IntStream.range(0, cache.size())
        .mapToObj(
            shot ->
                new Vote(
                    shot,
                    cache.label(shot),
                    cosines.get(0, shot),
                    shotWeights.get(0, shot) * near.get(0, shot) / total))
        .sorted(Comparator.comparingDouble(Vote::similarity).reversed())
        .limit(most)
        .toList();
  }
}
