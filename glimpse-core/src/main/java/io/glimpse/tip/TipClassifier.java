package io.glimpse.tip;

import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.GroupedCache;
import io.glimpse.feature.TextFeatures;
import io.glimpse.kernel.GaussianKernel;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.matrix.Rows;
import io.glimpse.matrix.Workers;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Parameters;
import io.glimpse.method.TextLogits;
import io.glimpse.method.Vote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A classifier with a cache that can grow: what {@link #grown} gives is a new snapshot that shares
 * its storage with this one, which stays as it is; a class or a shot more changes nothing for the
 * logits of the other classes.
 */
public final class TipClassifier implements Classifier {

  /** Queries that share one pass over the keys. */
  private static final int QUERIES = 128;

  private final Method method;
  private final ClassSet classes;
  private final @Nullable TextLogits text;
  private final GroupedCache grouped;
  private final Cache cache;
  private final Parameters parameters;
  private final ClassVotes votes;
  private final Map<String, Rows> weights;
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
    Matrix logits = text == null ? new Matrix(features.rows(), classes.size()) : text.of(features);
    Matrix votes = votes(features);
    if (scales != null) {
      scale(votes, scales);
    }
    for (int i = 0; i < logits.data().length; i++) {
      logits.data()[i] += alpha * votes.data()[i];
    }
    return logits;
  }

  private static void scale(Matrix votes, float[] scales) {
    for (int i = 0; i < votes.rows(); i++) {
      int at = votes.start(i);
      for (int c = 0; c < scales.length; c++) {
        votes.data()[at + c] *= scales[c];
      }
    }
  }

  /** {@code exp(-β (1 - f Fᵀ)) L}, n x k. */
  private Matrix votes(Matrix features) {
    Rows keys = cache.keys();
    int queryParts = (features.rows() + QUERIES - 1) / QUERIES;
    int keyParts = keys.blockCount();
    Votes[] votes = new Votes[queryParts * keyParts];
    Workers.shared()
        .forEach(
            votes.length,
            part -> {
              int from = part / keyParts * QUERIES;
              Matrix some = features.rows(from, Math.min(from + QUERIES, features.rows()));
              votes[part] = votes(some, part % keyParts);
            });
    Matrix sum = new Matrix(features.rows(), classes.size());
    for (int part = 0; part < votes.length; part++) {
      votes[part].addTo(sum, part / keyParts * QUERIES);
    }
    return sum;
  }

  /**
   * The votes of one block of keys, for the classes that it knows: where shots are in the order of
   * their classes, those are few of many.
   */
  private Votes votes(Matrix features, int keyBlock) {
    Matrix weights = weights(features, keyBlock);
    int first = cache.keys().firstOf(keyBlock);
    int low = classes.size() - 1;
    int high = 0;
    for (int shot = first; shot < first + weights.columns(); shot++) {
      low = Math.min(low, cache.isSoft() ? 0 : cache.label(shot));
      high = Math.max(high, cache.isSoft() ? classes.size() - 1 : cache.label(shot));
    }
    Matrix votes = new Matrix(features.rows(), high - low + 1);
    cache.vote(first, weights, votes, low);
    return new Votes(low, votes);
  }

  /**
   * Votes for consecutive classes.
   *
   * @param sums n queries x some classes
   */
  private record Votes(int firstClass, Matrix sums) {

    void addTo(Matrix all, int firstQuery) {
      for (int i = 0; i < sums.rows(); i++) {
        int from = sums.start(i);
        int to = all.start(firstQuery + i) + firstClass;
        for (int c = 0; c < sums.columns(); c++) {
          all.data()[to + c] += sums.data()[from + c];
        }
      }
    }
  }

  /** {@code exp(-β (1 - f Fᵀ))} for one block of keys. */
  private Matrix weights(Matrix features, int keyBlock) {
    return new GaussianKernel(beta).ofBlock(features, cache.keys(), keyBlock);
  }

  @Override
  public List<Vote> nearestShots(FeatureBatch query, int most) {
    if (query.size() != 1) {
      throw new IllegalArgumentException("one picture is asked about, not " + query.size());
    }
    Matrix features = query.globals();
    Matrix similarity = Products.timesTransposed(features, cache.keys());
    double all = 0;
    List<Vote> votes = new ArrayList<>();
    for (int shot = 0; shot < cache.size(); shot++) {
      double weight = Math.exp(-beta * (1 - similarity.get(0, shot)));
      weight *= scales == null ? 1 : scales[cache.label(shot)];
      all += weight;
      votes.add(new Vote(grouped.shot(shot), cache.label(shot), similarity.get(0, shot), weight));
    }
    double total = all;
    return votes.stream()
        .sorted(Comparator.comparingDouble(Vote::similarity).reversed())
        .limit(most)
        .map(v -> new Vote(v.shot(), v.label(), v.similarity(), v.share() / total))
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
