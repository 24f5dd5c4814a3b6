package io.glimpse.kernel;

import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.matrix.Elementwise;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.matrix.Rows;
import io.glimpse.method.Classifier;
import io.glimpse.method.LogitFormula;
import io.glimpse.method.LogitParts;
import io.glimpse.method.Method;
import io.glimpse.method.Need;
import io.glimpse.method.Parameter;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.method.TextLogits;
import io.glimpse.method.UnseenAnswers;
import io.glimpse.progress.Monitor;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * ProKeR (Bendou et al., CVPR 2025): kernel ridge regression of what the texts leave open.
 *
 * <pre>logits = s (f Wᵀ + k(f, F) a),  (k(F, F) / λ + I) a = L - F Wᵀ</pre>
 *
 * <p>k is {@link GaussianKernel}. The smaller lambda, the less the shots change what the texts say.
 * The published logits are cosines, {@code s} = 1; where probabilities matter, they are to be
 * multiplied as CLIP's are, by 100. Where there are no texts, W is 0.
 *
 * <p>Nothing is searched: beta and lambda have published values for 1, 2, 4, 8 and 16 shots, and
 * the mean number of shots a class decides, rounded down to the next of these.
 */
public final class Proker implements Method {

  static final Parameter BETA =
      Parameter.number(
          "beta", 0, "how fast the kernel falls with the distance; 0 goes by the number of shots");
  static final Parameter LAMBDA =
      Parameter.number(
          "lambda", 0, "how far the shots may lead from the texts; 0 goes by the number of shots");
  static final Parameter SCALE =
      Parameter.number("scale", 1, "what logits are multiplied by; 100 gives CLIP's probabilities");

  /** Values for so many shots a class. */
  private record Published(double beta, double lambda) {}

  private static final NavigableMap<Integer, Published> PUBLISHED = new TreeMap<>();

  static {
    PUBLISHED.put(1, new Published(3, 0.05));
    PUBLISHED.put(2, new Published(2.6, 0.05));
    PUBLISHED.put(4, new Published(1.5, 0.05));
    PUBLISHED.put(8, new Published(1.66, 0.07));
    PUBLISHED.put(16, new Published(1.7, 0.1));
  }

  @Override
  public String name() {
    return "proker";
  }

  @Override
  public String summary() {
    return "ProKeR: texts, and kernel ridge regression of what they leave open; without training.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(BETA, LAMBDA, SCALE);
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.SHOTS);
  }

  @Override
  public Set<Selection> selections() {
    return Set.of(Selection.FIXED);
  }

  @Override
  public boolean leavesOneOut() {
    return true;
  }

  @Override
  public Classifier fit(Task task) {
    Cache shots = task.requireWholeShots(this);
    int classes = task.classes().size();
    Parameters parameters = chosen(task.parameters(this), shots.size() / classes);
    task.selection(this);
    task.monitor().phase(Monitor.Phase.FIT);
    TextLogits text =
        task.text() == null ? null : new TextLogits(Rows.of(task.text().weights()), 1);
    KernelRegression regression = regression(shots, text, classes, parameters);
    return new Fitted(
        this,
        task.classes(),
        text,
        shots,
        Rows.of(regression.votesByClass()),
        new GaussianKernel((float) parameters.number(BETA)),
        parameters);
  }

  private static KernelRegression regression(
      Cache shots, @Nullable TextLogits text, int classes, Parameters parameters) {
    return KernelRegression.of(
        shots, text, classes, parameters.number(BETA), parameters.number(LAMBDA));
  }

  /** The values in use: those that were given, or the published ones for so many shots a class. */
  private static Parameters chosen(Parameters given, int shots) {
    Published published = PUBLISHED.floorEntry(Math.max(1, shots)).getValue();
    Parameters chosen = given.number(BETA) == 0 ? given.with(BETA, published.beta()) : given;
    return given.number(LAMBDA) == 0 ? chosen.with(LAMBDA, published.lambda()) : chosen;
  }

  /**
   * A classifier.
   *
   * @param votes aᵀ, k x n
   */
  private record Fitted(
      Method method,
      ClassSet classes,
      @Nullable TextLogits text,
      Cache shots,
      Rows votes,
      GaussianKernel kernel,
      Parameters parameters)
      implements Classifier {

    /** Queries whose kernel is in memory at a time. */
    private static final int BLOCK = 1024;

    /** The most shots that are left out: their system takes 128 MiB, and its factor n³ / 3. */
    private static final int MOST_LEFT_OUT = 4096;

    @Override
    public Matrix logits(FeatureBatch queries) {
      Matrix features = queries.globals();
      Matrix logits =
          text == null ? new Matrix(features.rows(), classes.size()) : text.of(features);
      for (int from = 0; from < features.rows(); from += BLOCK) {
        int to = Math.min(features.rows(), from + BLOCK);
        Matrix near = kernel.of(features.rows(from, to), shots.keys());
        Elementwise.addScaled(1, Products.timesTransposed(near, votes), logits.rows(from, to));
      }
      return Elementwise.scale(logits, parameters.number(SCALE));
    }

    @Override
    public Optional<LogitFormula> formula() {
      double scale = parameters.number(SCALE);
      Matrix values = Elementwise.scale(votes.toMatrix().transposed(), scale);
      return Optional.of(
          new LogitFormula.Votes(
              text == null ? null : Elementwise.scale(text.scaled(), scale),
              shots.keys().toMatrix(),
              values,
              kernel.beta()));
    }

    @Override
    public Optional<LogitParts> parts(FeatureBatch queries) {
      if (text == null) {
        return Optional.empty();
      }
      Matrix texts = Elementwise.scale(text.of(queries.globals()), parameters.number(SCALE));
      Matrix shotsAdd = logits(queries);
      Elementwise.addScaled(-1, texts, shotsAdd);
      return Optional.of(new LogitParts(texts, shotsAdd));
    }

    /**
     * Exactly, by the inverse of the fit's system; nothing above 4,096 shots, where making it anew
     * takes too long.
     */
    @Override
    public Optional<UnseenAnswers> leaveOneOut() {
      if (shots.size() > MOST_LEFT_OUT) {
        return Optional.empty();
      }
      Matrix answers = regression(shots, text, classes.size(), parameters).leftOut();
      Elementwise.scale(answers, parameters.number(SCALE));
      return Optional.of(UnseenAnswers.ofShots(answers, Labels.of(shots.labels())));
    }
  }
}
