package io.glimpse.tip;

import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.GroupedCache;
import io.glimpse.feature.Labels;
import io.glimpse.feature.TextFeatures;
import io.glimpse.kernel.GaussianKernel;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.matrix.Rows;
import io.glimpse.method.Classifier;
import io.glimpse.method.LogitFormula;
import io.glimpse.method.LogitParts;
import io.glimpse.method.Method;
import io.glimpse.method.NearestKeys;
import io.glimpse.method.Parameters;
import io.glimpse.method.TextLogits;
import io.glimpse.method.UnseenAnswers;
import io.glimpse.method.Vote;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A classifier with a cache that can grow: what {@link #grown} gives is a new snapshot that shares
 * its storage with this one, which stays as it is; a class or a shot more changes nothing for the
 * logits of the other classes.
 */
public final class TipClassifier implements Classifier {

  /** Shots that are asked at a time whether others speak for them. */
  private static final int SHOTS = 1024;

  private final Method method;
  private final ClassSet classes;
  private final @Nullable TextLogits text;
  private final GroupedCache grouped;
  private final Cache cache;
  private final Parameters parameters;
  private final ClassVotes votes;
  private final Map<String, Rows> weights;
  private final KeyVotes keyVotes;
  private final float alpha;
  private final float beta;

  /** What the votes of each class are multiplied by; null where every shot has one. */
  private final float @Nullable [] scales;

  /**
   * A classifier as a method made it.
   *
   * @param votes of every class
   * @param weights what was trained, by name
   */
  TipClassifier(
      Method method,
      ClassSet classes,
      @Nullable TextLogits text,
      GroupedCache grouped,
      Parameters parameters,
      ClassVotes votes,
      Map<String, Rows> weights) {
    this.method = method;
    this.classes = classes;
    this.text = text;
    this.grouped = grouped;
    this.cache = grouped.cache();
    this.parameters = parameters;
    this.votes = votes;
    this.weights = weights;
    this.alpha = (float) parameters.number(TipAdapter.ALPHA);
    this.beta = (float) parameters.number(TipAdapter.BETA);
    this.keyVotes = new KeyVotes(cache, new GaussianKernel(beta), classes.size());
    this.scales = votes.scales();
  }

  @Override
  public ClassSet classes() {
    return classes;
  }

  @Override
  public Method method() {
    return method;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public Map<String, Matrix> weights() {
    Map<String, Matrix> copies = new HashMap<>();
    weights.forEach((name, rows) -> copies.put(name, rows.toMatrix()));
    return copies;
  }

  /** The shots that it votes with. */
  public Cache cache() {
    return cache;
  }

  /** {@code 100 f Wᵀ + α exp(-β (1 - f Fᵀ)) L}, where L may weigh classes. */
  @Override
  public Matrix logits(FeatureBatch queries) {
    Matrix features = queries.globals();
    Matrix ofShots = weighted(keyVotes.of(features));
    return text == null ? ofShots : sum(text.of(features), ofShots);
  }

  @Override
  public Optional<LogitFormula> formula() {
    Matrix values = new Matrix(cache.size(), classes.size());
    for (int shot = 0; shot < cache.size(); shot++) {
      for (int c = 0; c < classes.size(); c++) {
        float scale = scales == null ? alpha : alpha * scales[c];
        values.set(shot, c, scale * cache.share(shot, c));
      }
    }
    return Optional.of(
        new LogitFormula.Votes(
            text == null ? null : text.scaled(), cache.keys().toMatrix(), values, beta));
  }

  @Override
  public Optional<LogitParts> parts(FeatureBatch queries) {
    Matrix features = queries.globals();
    return text == null
        ? Optional.empty()
        : Optional.of(new LogitParts(text.of(features), weighted(keyVotes.of(features))));
  }

  /** Votes, of which every class has its weight and all have alpha. */
  private Matrix weighted(Matrix votes) {
    for (int i = 0; i < votes.rows(); i++) {
      int at = votes.start(i);
      for (int c = 0; c < votes.columns(); c++) {
        float vote = votes.data()[at + c];
        votes.data()[at + c] = alpha * (scales == null ? vote : vote * scales[c]);
      }
    }
    return votes;
  }

  private static Matrix sum(Matrix a, Matrix b) {
    for (int i = 0; i < a.data().length; i++) {
      a.data()[i] += b.data()[i];
    }
    return a;
  }

  /**
   * Exactly, and re-balanced: a shot does not vote for itself, and the votes of its class count n /
   * (n - 1), as one of n is left out. Where keys are those of single shots of one class each,
   * untrained.
   */
  @Override
  public Optional<UnseenAnswers> leaveOneOut() {
    if (!grouped.isPlain() || !weights.isEmpty() || cache.isSoft() || cache.size() == 0) {
      return Optional.empty();
    }
    Labels labels = Labels.of(cache.labels());
    int[] counts = labels.counts(classes.size());
    Matrix keys = cache.keys().toMatrix();
    // In blocks of its own, so that sums do not depend on shots that came and went.
    KeyVotes compact =
        new KeyVotes(Cache.of(keys, labels), new GaussianKernel(beta), classes.size());
    Matrix answers = new Matrix(keys.rows(), classes.size());
    for (int from = 0; from < keys.rows(); from += SHOTS) {
      int to = Math.min(from + SHOTS, keys.rows());
      Matrix some = keys.rows(from, to);
      Matrix votes = compact.ofOthers(some, from);
      for (int i = 0; i < votes.rows(); i++) {
        int own = labels.label(from + i);
        float balance = counts[own] < 2 ? 1 : (float) counts[own] / (counts[own] - 1);
        votes.set(i, own, votes.get(i, own) * balance);
      }
      Matrix ofShots = weighted(votes);
      answers.setRows(from, text == null ? ofShots : sum(text.of(some), ofShots));
    }
    return Optional.of(UnseenAnswers.ofShots(answers, labels));
  }

  @Override
  public List<Vote> nearestShots(FeatureBatch query, int most) {
    NearestKeys.requireAskable(query, most);
    Matrix features = query.globals();
    Matrix similarity = Products.timesTransposed(features, cache.keys());
    double all = 0;
    double[] shares = new double[cache.size()];
    for (int shot = 0; shot < shares.length; shot++) {
      shares[shot] = Math.exp(-beta * (1 - similarity.get(0, shot)));
      shares[shot] *= scales == null ? 1 : scales[cache.label(shot)];
      all += shares[shot];
    }
    double total = all;
    return IntStream.range(0, shares.length)
        .boxed()
        .sorted(Comparator.comparingDouble(shot -> -similarity.get(0, shot)))
        .limit(most)
        .map(
            shot ->
                new Vote(
                    grouped.shot(shot),
                    cache.label(shot),
                    similarity.get(0, shot),
                    shares[shot] / total))
        .toList();
  }

  /** Where keys are those of single shots, untrained; the texts are grown as the cache is. */
  @Override
  public Optional<Classifier> grown(TextFeatures longerText, Cache longer) {
    if (!grouped.isPlain() || !weights.isEmpty()) {
      return Optional.empty();
    }
    TextLogits texts = text;
    if (text != null && longerText.classes().size() > classes.size()) {
      Matrix more = longerText.weights().rows(classes.size(), longerText.classes().size());
      texts = new TextLogits(text.weights().with(more), text.scale());
    }
    return Optional.of(
        new TipClassifier(
            method,
            longerText.classes(),
            texts,
            GroupedCache.of(longer),
            parameters,
            votes.grown(longer, cache.size(), longerText.classes().size()),
            weights));
  }
}
