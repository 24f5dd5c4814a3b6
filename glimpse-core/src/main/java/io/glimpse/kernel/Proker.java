package io.glimpse.kernel;

import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.matrix.Cholesky;
import io.glimpse.matrix.CrossProduct;
import io.glimpse.matrix.Elementwise;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.matrix.Rows;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Need;
import io.glimpse.method.Parameter;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.method.TextLogits;
import io.glimpse.progress.Monitor;
import java.util.List;
import java.util.NavigableMap;
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
  public Classifier fit(Task task) {
    Cache shots = task.requireWholeShots(this);
    int classes = task.classes().size();
    Parameters parameters = chosen(task.parameters(this), shots.size() / classes);
    task.selection(this);
    task.monitor().phase(Monitor.Phase.FIT);
    TextLogits text =
        task.text() == null ? null : new TextLogits(Rows.of(task.text().weights()), 1);
    double beta = parameters.number(BETA);
    Matrix keys = shots.keys().toMatrix();
    double[] system = kernel(keys, beta);
    for (int i = 0; i < system.length; i++) {
      system[i] /= parameters.number(LAMBDA);
    }
    for (int i = 0; i < keys.rows(); i++) {
      system[i * keys.rows() + i] += 1;
    }
    double[] votes = residual(shots, text, keys, classes);
    Cholesky.of(system, keys.rows()).solve(votes, classes);
    return new Fitted(
        this,
        task.classes(),
        text,
        shots.keys(),
        Rows.of(transposed(votes, classes)),
        new GaussianKernel((float) beta),
        parameters);
  }

  /** The values in use: those that were given, or the published ones for so many shots a class. */
  private static Parameters chosen(Parameters given, int shots) {
    Published published = PUBLISHED.floorEntry(Math.max(1, shots)).getValue();
    Parameters chosen = given.number(BETA) == 0 ? given.with(BETA, published.beta()) : given;
    return given.number(LAMBDA) == 0 ? chosen.with(LAMBDA, published.lambda()) : chosen;
  }

  /** {@code k(F, F)}, the diagonal and what is right of it; n x n. */
  private static double[] kernel(Matrix keys, double beta) {
    int n = keys.rows();
    double[][] columns = new double[keys.columns()][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < columns.length; j++) {
        columns[j][i] = keys.get(i, j);
      }
    }
    double[] cosines = CrossProduct.of(columns, n);
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        cosines[i * n + j] = Math.exp(-beta * (1 - cosines[i * n + j]));
      }
    }
    return cosines;
  }

  /** {@code L - F Wᵀ}, n x k. */
  private static double[] residual(
      Cache shots, @Nullable TextLogits text, Matrix keys, int classes) {
    Matrix said = text == null ? new Matrix(keys.rows(), classes) : text.of(keys);
    double[] residual = new double[keys.rows() * classes];
    for (int i = 0; i < keys.rows(); i++) {
      for (int c = 0; c < classes; c++) {
        residual[i * classes + c] = shots.share(i, c) - said.get(i, c);
      }
    }
    return residual;
  }

  private static Matrix transposed(double[] votes, int classes) {
    Matrix t = new Matrix(classes, votes.length / classes);
    for (int i = 0; i < votes.length; i++) {
      t.set(i % classes, i / classes, (float) votes[i]);
    }
    return t;
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
      Rows keys,
      Rows votes,
      GaussianKernel kernel,
      Parameters parameters)
      implements Classifier {

    /** Queries whose kernel is in memory at a time. */
    private static final int BLOCK = 1024;

    @Override
    public Matrix logits(FeatureBatch queries) {
      Matrix features = queries.globals();
      Matrix logits =
          text == null ? new Matrix(features.rows(), classes.size()) : text.of(features);
      for (int from = 0; from < features.rows(); from += BLOCK) {
        int to = Math.min(features.rows(), from + BLOCK);
        Matrix near = kernel.of(features.rows(from, to), keys);
        Elementwise.addScaled(1, Products.timesTransposed(near, votes), logits.rows(from, to));
      }
      return Elementwise.scale(logits, parameters.number(SCALE));
    }
  }
}
