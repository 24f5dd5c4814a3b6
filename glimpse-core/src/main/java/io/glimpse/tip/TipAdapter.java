package io.glimpse.tip;

import io.glimpse.feature.Cache;
import io.glimpse.feature.GroupedCache;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Shots;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.matrix.Rows;
import io.glimpse.method.Method;
import io.glimpse.method.Need;
import io.glimpse.method.Parameter;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Sensitivity;
import io.glimpse.method.Task;
import io.glimpse.method.TextLogits;
import io.glimpse.progress.Monitor;
import io.glimpse.search.Affinities;
import io.glimpse.search.Grid;
import io.glimpse.search.Preference;
import io.glimpse.search.TipSearch;
import io.glimpse.search.Winner;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tip-Adapter, without training (Zhang et al., ECCV 2022):
 *
 * <pre>logits = 100 f Wᵀ + α exp(-β (1 - f Fᵀ)) L</pre>
 *
 * <p>f is a picture's global feature, W the text rows, F the keys of the shots and L their labels;
 * alpha is the residual ratio, beta the sharpness.
 */
public final class TipAdapter implements Method {

  public static final Parameter ALPHA =
      Parameter.number("alpha", 1, "residual ratio: weight of the cache");
  public static final Parameter BETA =
      Parameter.number("beta", 5.5, "sharpness: how fast a shot's vote falls with its distance");
  static final Parameter TEXT_WEIGHT =
      Parameter.number("text_weight", 1, "weight of the texts; 0 lets the cache alone answer");
  static final Parameter CACHE_SIZE =
      Parameter.wholeNumber(
          "cache_size", 0, 0, Integer.MAX_VALUE, "keys a class; 0 keeps every shot as a key");
  static final Parameter VOTES =
      Parameter.wholeNumber(
          "votes",
          0,
          0,
          1_000_000,
          "votes of a class, whatever number of shots it has; 0 gives every shot one");
  public static final Parameter ALPHA_MAX =
      Parameter.number("alpha_max", 3, 0.2, 1e6, "where the search for alpha ends");
  public static final Parameter BETA_MAX =
      Parameter.number("beta_max", 7, 0.2, 1e6, "where the search for beta ends");

  /** The published grids begin at 0.1 and have 200 betas and 20 alphas. */
  private static final double LEAST = 0.1;

  private static final int BETA_STEPS = 200;
  private static final int ALPHA_STEPS = 20;

  /** Cosines that a search keeps in memory, 256 MiB; more are computed as they are needed. */
  private static final long MOST_AFFINITIES = 1L << 26;

  @Override
  public String name() {
    return "tip";
  }

  @Override
  public String summary() {
    return "Tip-Adapter: texts and a cache of shots, without training; answers by shots alone"
        + " where there are no texts.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(ALPHA, BETA, TEXT_WEIGHT, CACHE_SIZE, VOTES, ALPHA_MAX, BETA_MAX);
  }

  /** As many votes for every class as the fullest has keys. */
  @Override
  public Map<String, String> balanced(int[] shots, Parameters asked) {
    int most = Arrays.stream(shots).max().orElse(0);
    int keys = asked.wholeNumber(CACHE_SIZE);
    int votes = keys == 0 ? most : Math.min(most, keys);
    return Map.of(VOTES.name(), Integer.toString(votes));
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.SHOTS);
  }

  @Override
  public Set<Selection> selections() {
    return EnumSet.allOf(Selection.class);
  }

  @Override
  public Set<String> chosen(Selection selection, Parameters used) {
    return selection == Selection.FIXED ? Set.of() : Set.of(ALPHA.name(), BETA.name());
  }

  @Override
  public boolean leavesOneOut() {
    return true;
  }

  @Override
  public TipClassifier fit(Task task) {
    Parameters parameters = task.parameters(this);
    task.monitor().phase(Monitor.Phase.FIT);
    GroupedCache cache = cache(this, task, parameters);
    TextLogits text = text(task, parameters);
    Selection selection = task.selection(this);
    if (selection != Selection.FIXED) {
      Cache voting = voting(cache.cache(), task, parameters);
      parameters = select(task, selection, text, voting, parameters);
    }
    ClassVotes votes = votes(cache.cache(), task, parameters);
    return new TipClassifier(this, task.classes(), text, cache, parameters, votes, Map.of());
  }

  /** The cache as a search sees it, the votes of every class as the parameters want them. */
  static Cache voting(Cache cache, Task task, Parameters parameters) {
    return votes(cache, task, parameters).weighted(cache);
  }

  static ClassVotes votes(Cache cache, Task task, Parameters parameters) {
    return ClassVotes.of(cache, task.classes().size(), parameters.wholeNumber(VOTES));
  }

  /** The shots of a task as a cache, smaller if the parameters ask for that. */
  static GroupedCache cache(Method method, Task task, Parameters parameters) {
    Shots shots = task.requireShots(method);
    int size = parameters.wholeNumber(CACHE_SIZE);
    GroupedCache cache =
        size == 0 ? GroupedCache.of(shots.cache()) : shots.grouped(size, task.seed());
    task.requireEveryClass(cache.cache());
    return cache;
  }

  /** What the texts say, or null if the cache alone answers. */
  static @Nullable TextLogits text(Task task, Parameters parameters) {
    double weight = parameters.number(TEXT_WEIGHT);
    return task.text() == null || weight == 0
        ? null
        : new TextLogits(Rows.of(task.text().weights()), TextLogits.SCALE * weight);
  }

  /** Searches alpha and beta for a cache by a selection that is not 'fixed'. */
  static Parameters select(
      Task task,
      Selection selection,
      @Nullable TextLogits text,
      Cache cache,
      Parameters parameters) {
    boolean leaveOneOut = selection == Selection.LEAVE_ONE_OUT;
    if (leaveOneOut && !canLeaveOneOut(cache, task)) {
      return parameters;
    }
    task.monitor().phase(Monitor.Phase.PREPARE);
    TipSearch search;
    if (leaveOneOut) {
      Matrix keys = cache.keys().toMatrix();
      search = TipSearch.leaveOneOut(base(text, keys, task), affinities(keys, cache), cache);
    } else {
      search = onValidation(task, text, cache, task.requireValidation());
    }
    task.monitor().phase(Monitor.Phase.SELECT);
    Winner winner =
        search.best(
            new Grid(LEAST, parameters.number(BETA_MAX), BETA_STEPS),
            new Grid(LEAST, parameters.number(ALPHA_MAX), ALPHA_STEPS),
            Preference.near(task.preferred(BETA, ALPHA)));
    Parameters chosen = parameters.with(BETA, winner.outer());
    // Where the cache alone answers, every alpha gives the same answers; the given one stays, as
    // it still says how sure they are.
    return text == null ? chosen : chosen.with(ALPHA, winner.inner());
  }

  private static TipSearch onValidation(
      Task task, @Nullable TextLogits text, Cache cache, LabelledFeatures validation) {
    Matrix features = validation.features().globals();
    return TipSearch.onValidation(
        base(text, features, task),
        affinities(features, cache),
        cache,
        validation.labels().toArray());
  }

  /** Right answers by beta and alpha; nothing where there are no texts, for which alpha is idle. */
  @Override
  public Optional<Sensitivity> sensitivity(Task task, int steps) {
    Parameters parameters = task.parameters(this);
    LabelledFeatures validation = task.validation();
    TextLogits text = text(task, parameters);
    if (validation == null || task.shots() == null || text == null) {
      return Optional.empty();
    }
    Cache cache = voting(cache(this, task, parameters).cache(), task, parameters);
    Grid beta = new Grid(LEAST, parameters.number(BETA_MAX), steps);
    Grid alpha = new Grid(LEAST, parameters.number(ALPHA_MAX), steps);
    int[][] right = onValidation(task, text, cache, validation).counts(beta, alpha);
    return Optional.of(
        new Sensitivity(
            Arrays.stream(beta.values()).boxed().toList(),
            Arrays.stream(alpha.values()).boxed().toList(),
            Arrays.stream(right).map(row -> Arrays.stream(row).boxed().toList()).toList(),
            validation.size()));
  }

  /** Whether every class has a second shot that speaks for it; if not, the monitor hears of it. */
  static boolean canLeaveOneOut(Cache cache, Task task) {
    boolean can = fewestShots(cache, task) >= 2;
    if (!can) {
      task.monitor()
          .warn(
              "a class has one shot only, so leaving it out says nothing: alpha and beta stay at"
                  + " their fixed values");
    }
    return can;
  }

  private static int fewestShots(Cache cache, Task task) {
    int[] counts = new int[task.classes().size()];
    for (int label : cache.labels()) {
      counts[label]++;
    }
    int fewest = Integer.MAX_VALUE;
    for (int count : counts) {
      fewest = Math.min(fewest, count);
    }
    return fewest;
  }

  /** Cosines of features with the keys of a cache, in memory if they are few. */
  static Affinities affinities(Matrix features, Cache cache) {
    if ((long) features.rows() * cache.size() > MOST_AFFINITIES) {
      return (from, to) -> Products.timesTransposed(features.rows(from, to), cache.keys());
    }
    return Products.timesTransposed(features, cache.keys())::rows;
  }

  /** Logits by the texts alone, n x k; zeros where there are none. */
  static Matrix base(@Nullable TextLogits text, Matrix features, Task task) {
    return text == null ? new Matrix(features.rows(), task.classes().size()) : text.of(features);
  }
}
