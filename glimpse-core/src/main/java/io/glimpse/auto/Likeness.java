package io.glimpse.auto;

import io.glimpse.matrix.Elementwise;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much a picture is like the class that it is most like, beyond how much it is like the shots
 * altogether: relative Mahalanobis distance (Ren et al., 2021) with the Gaussians of {@link Auto}.
 *
 * <pre>max_c -N/2 (f - μ_c)ᵀ P (f - μ_c)  +  N/2 (f - c)ᵀ B (f - c),
 * B = (Σ (f - c)(f - c)ᵀ + tr/N I)⁻¹, c the mean of all shots</pre>
 *
 * <p>It needs shots alone, whatever method answers. A picture costs d² + k d.
 */
public final class Likeness {

  private static final String CENTRE = "centre";
  private static final String QUADRATIC = "quadratic";
  private static final String WEIGHT = "weight";
  private static final String BIAS = "bias";
  private static final String BASIS = "basis";
  private static final String OUTSIDE = "outside";

  /** A trace that is rounding alone. */
  private static final double NOTHING = 1e-20;

  /** g, 1 x d. */
  private final Matrix centre;

  /** {@code N/2 (P - B)} in the coordinates that it was fitted in, q x q. */
  private final Matrix quadratic;

  /** What each class adds along those coordinates, k x q. */
  private final Matrix weight;

  /** What each class adds by itself, 1 x k. */
  private final Matrix bias;

  /** The coordinates, q rows of d at right angles; null where they are the features' own. */
  private final @Nullable Matrix basis;

  /** What a squared length outside them takes away. */
  private final double outside;

  private Likeness(
      Matrix centre,
      Matrix quadratic,
      Matrix weight,
      Matrix bias,
      @Nullable Matrix basis,
      double outside) {
    this.centre = centre;
    this.quadratic = quadratic;
    this.weight = weight;
    this.bias = bias;
    this.basis = basis;
    // As a bank keeps it.
    this.outside = (float) outside;
  }

  /**
   * A fit, with what it says of its own shots.
   *
   * @param leftOut of every shot by a fit without it
   */
  @SuppressWarnings("ArrayRecordComponent") // Not modified.
  public record Fit(Likeness likeness, double[] leftOut) {}

  /**
   * Fits to shots.
   *
   * @param keys n x d, unit rows, n at least 1
   * @param labels n classes below {@code classes}
   * @param texts k x d; null where there are none
   */
  public static Fit fit(Matrix keys, int[] labels, int classes, @Nullable Matrix texts) {
    Span span = Span.of(keys, texts);
    Matrix shots = span == null ? keys : span.coordinates(keys);
    ShotSums sums = ShotSums.of(shots, labels, classes);
    Anchors anchors =
        Anchors.of(sums, span == null || texts == null ? texts : span.coordinates(texts));
    Gaussians gaussians = Gaussians.of(sums, anchors);
    double[] best = LeftOutScores.of(gaussians, sums, anchors, shots, labels).best();
    return of(span, shots, sums, anchors, gaussians, best);
  }

  /**
   * Of the parts of a fit.
   *
   * @param shots n x q, in the coordinates of the span where there is one
   * @param best the score of every shot's best class by a fit without it
   */
  static Fit of(
      @Nullable Span span,
      Matrix shots,
      ShotSums sums,
      Anchors anchors,
      Gaussians gaussians,
      double[] best) {
    int n = gaussians.shots();
    double[] g = anchors.centre();
    double[] mean = mean(sums);
    double[][] scatter = scatter(sums, mean);
    double ridge = Scatter.trace(scatter) / n;
    Matrix background = Gaussians.inverse(scatter, ridge);
    double[] leftOut = leftOut(shots, mean, background, n, best);
    int q = g.length;
    Matrix away = new Matrix(1, q);
    for (int j = 0; j < q; j++) {
      away.set(0, j, (float) (mean[j] - g[j]));
    }
    Matrix pulled = Products.timesTransposed(away, background);
    double shift = 0.5 * n * away.dot(0, pulled, 0);
    Matrix quadratic = Elementwise.scale(gaussians.inverse().copy(), 0.5 * n);
    Elementwise.addScaled(-0.5 * n, background, quadratic);
    Matrix weight = new Matrix(sums.classes(), q);
    Matrix bias = new Matrix(1, sums.classes());
    for (int c = 0; c < sums.classes(); c++) {
      for (int j = 0; j < q; j++) {
        weight.set(c, j, n * (gaussians.projected().get(c, j) - pulled.get(0, j)));
      }
      bias.set(0, c, (float) (shift - 0.5 * n * gaussians.lengths()[c]));
    }
    double outside = 0.5 * n * (inverted(gaussians.ridge()) - inverted(ridge));
    Matrix centre = new Matrix(1, q);
    for (int j = 0; j < q; j++) {
      centre.set(0, j, (float) g[j]);
    }
    Likeness likeness =
        span == null
            ? new Likeness(centre, quadratic, weight, bias, null, 0)
            : new Likeness(span.rows(centre), quadratic, weight, bias, span.basis(), outside);
    return new Fit(likeness, leftOut);
  }

  private static double[] mean(ShotSums sums) {
    double[] mean = new double[sums.dimension()];
    for (int c = 0; c < sums.classes(); c++) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += sums.counts()[c] * sums.means()[c][j] / sums.shots();
      }
    }
    return mean;
  }

  /** {@code Σ (f - c)(f - c)ᵀ}: around the means of the classes, and of these around c. */
  private static double[][] scatter(ShotSums sums, double[] mean) {
    double[][] scatter = new double[mean.length][];
    for (int i = 0; i < mean.length; i++) {
      scatter[i] = sums.scatter()[i].clone();
    }
    for (int from = 0; from < sums.classes(); from += Scatter.BLOCK) {
      Matrix rows = new Matrix(Math.min(Scatter.BLOCK, sums.classes() - from), mean.length);
      for (int i = 0; i < rows.rows(); i++) {
        double weight = Math.sqrt(sums.counts()[from + i]);
        for (int j = 0; j < mean.length && weight > 0; j++) {
          rows.set(i, j, (float) (weight * (sums.means()[from + i][j] - mean[j])));
        }
      }
      Scatter.add(rows, scatter);
    }
    return scatter;
  }

  private static double inverted(double ridge) {
    return ridge <= NOTHING ? 0 : 1 / ridge;
  }

  /** A shot's own part of B is taken out of its distance by {@code h / (1 - h)}. */
  private static double[] leftOut(
      Matrix shots, double[] mean, Matrix background, int n, double[] best) {
    Matrix away = new Matrix(shots.rows(), mean.length);
    for (int i = 0; i < away.rows(); i++) {
      for (int j = 0; j < mean.length; j++) {
        away.set(i, j, (float) (shots.get(i, j) - mean[j]));
      }
    }
    Matrix product = Products.timesTransposed(away, background);
    double[] relative = new double[best.length];
    for (int i = 0; i < relative.length; i++) {
      double h = away.dot(i, product, i);
      relative[i] = best[i] + 0.5 * n * h / (1 - h);
    }
    return relative;
  }

  /**
   * Of some pictures; the larger, the more they are like what is known.
   *
   * @param features n x d, unit rows
   * @return n values
   * @throws IllegalArgumentException if they are of another width
   */
  public double[] of(Matrix features) {
    if (features.columns() != centre.columns()) {
      throw new IllegalArgumentException(
          "features are "
              + features.columns()
              + " wide, but the shots were "
              + centre.columns()
              + " wide");
    }
    Matrix away = features.copy();
    Elementwise.addToEveryRow(Elementwise.scale(centre.copy(), -1), away);
    Matrix x = basis == null ? away : Products.timesTransposed(away, basis);
    Matrix product = Products.timesTransposed(x, quadratic);
    Matrix classes = Products.timesTransposed(x, weight);
    Elementwise.addToEveryRow(bias, classes);
    double[] likeness = new double[features.rows()];
    for (int i = 0; i < likeness.length; i++) {
      double outer = basis == null ? 0 : Math.max(0, away.dot(i, away, i) - x.dot(i, x, i));
      likeness[i] = classes.get(i, classes.argmax(i)) - x.dot(i, product, i) - outside * outer;
    }
    return likeness;
  }

  /** g, 1 x d; not to be modified. */
  public Matrix centre() {
    return centre;
  }

  /** Of a picture in the coordinates that it was fitted in, q x q; not to be modified. */
  public Matrix quadratic() {
    return quadratic;
  }

  /** What each class adds along those coordinates, k x q; not to be modified. */
  public Matrix weight() {
    return weight;
  }

  /** What each class adds by itself, 1 x k; not to be modified. */
  public Matrix bias() {
    return bias;
  }

  /** The coordinates, q rows of d at right angles; null where they are the features' own. */
  public @Nullable Matrix basis() {
    return basis;
  }

  /** What a squared length outside them takes away. */
  public double outside() {
    return outside;
  }

  /** All that {@link #restore} needs, by name. */
  public Map<String, Matrix> tensors() {
    Map<String, Matrix> tensors = new HashMap<>();
    tensors.put(CENTRE, centre);
    tensors.put(QUADRATIC, quadratic);
    tensors.put(WEIGHT, weight);
    tensors.put(BIAS, bias);
    if (basis != null) {
      tensors.put(BASIS, basis);
      tensors.put(OUTSIDE, Matrix.of(new float[] {(float) outside}));
    }
    return tensors;
  }

  /**
   * One that was kept.
   *
   * @param tensors see {@link #tensors}
   * @param classes k
   * @param width d
   * @throws IllegalArgumentException if one is missing or has a shape that does not fit
   */
  public static Likeness restore(Map<String, Matrix> tensors, int classes, int width) {
    Matrix basis = tensors.get(BASIS);
    int q = basis == null ? width : basis.rows();
    return new Likeness(
        require(tensors, CENTRE, 1, width),
        require(tensors, QUADRATIC, q, q),
        require(tensors, WEIGHT, classes, q),
        require(tensors, BIAS, 1, classes),
        basis == null ? null : require(tensors, BASIS, q, width),
        basis == null ? 0 : require(tensors, OUTSIDE, 1, 1).get(0, 0));
  }

  private static Matrix require(Map<String, Matrix> tensors, String name, int rows, int columns) {
    Matrix tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("tensor '" + name + "' is missing");
    }
    if (tensor.rows() != rows || tensor.columns() != columns) {
      throw new IllegalArgumentException(
          "tensor '%s' is %d x %d, not %d x %d"
              .formatted(name, tensor.rows(), tensor.columns(), rows, columns));
    }
    return tensor;
  }
}
