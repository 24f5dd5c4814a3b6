package io.glimpse.auto;

import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Rows;
import io.glimpse.method.Classifier;
import io.glimpse.method.LeaveOneOut;
import io.glimpse.method.Method;
import io.glimpse.method.Parameters;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A linear layer, with the shots that it was made of. */
final class AutoClassifier implements Classifier {

  static final String WEIGHT = "weight";
  static final String BIAS = "bias";

  /** Up to so many operations a fit is a moment, and spares what follows any thought. */
  private static final double MOMENT = 5e9;

  /** Weights are learned anew when there are so many times the shots. */
  private static final double MANY_MORE = 1.1;

  private final Method method;
  private final ClassSet classes;
  private final Parameters parameters;
  private final Cache shots;
  private final @Nullable Matrix text;
  private final Layer layer;
  private final @Nullable Kept kept;

  /**
   * What a fit leaves, so that shots can join without it.
   *
   * @param learnedOn how many shots the weights were learned on
   */
  record Kept(ShotSums sums, Mixture mixture, int learnedOn) {}

  /**
   * A classifier.
   *
   * @param text k x d; null where there are no texts
   * @param kept null where it was read, or fitted in fewer dimensions than it has
   */
  AutoClassifier(
      Method method,
      ClassSet classes,
      Parameters parameters,
      Cache shots,
      @Nullable Matrix text,
      Layer layer,
      @Nullable Kept kept) {
    this.method = method;
    this.classes = classes;
    this.parameters = parameters;
    this.shots = shots;
    this.text = text;
    this.layer = layer;
    this.kept = kept;
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
  public Matrix logits(FeatureBatch queries) {
    return layer.logits(queries.globals());
  }

  @Override
  public Map<String, Matrix> weights() {
    return Map.of(WEIGHT, layer.weight().toMatrix(), BIAS, layer.bias());
  }

  @Override
  public Optional<LeaveOneOut> leaveOneOut() {
    Matrix keys = shots.keys().toMatrix();
    return Optional.of(new AutoFit(keys, shots.labels(), classes.size(), text).leaveOneOut());
  }

  /**
   * Where a fit takes long: sums are continued, and the weights of texts and Gaussians stay as they
   * are until there are a tenth more shots.
   */
  @Override
  public Optional<Classifier> grown(TextFeatures longerText, Cache longer) {
    int k = longerText.classes().size();
    if (kept == null
        || longer.size() > MANY_MORE * kept.learnedOn
        || operations(longer.size(), k, longer.dimension()) < MOMENT) {
      return Optional.empty();
    }
    Matrix more = rowsFrom(shots.size(), longer.keys());
    int[] labels = new int[more.rows()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = longer.label(shots.size() + i);
    }
    ShotSums sums = kept.sums.with(more, labels, k);
    Matrix longerRows = text == null ? null : longerText.weights();
    Anchors anchors = Anchors.of(sums, longerRows);
    Layer grown = Layer.of(sums, anchors, Gaussians.of(sums, anchors), kept.mixture);
    return Optional.of(
        new AutoClassifier(
            method,
            longerText.classes(),
            parameters,
            longer,
            longerRows,
            grown,
            new Kept(sums, kept.mixture, kept.learnedOn)));
  }

  /** Of a fit: its products, and the inverse. */
  private static double operations(double n, double k, double d) {
    return n * d * (4 * d + 4 * k) + d * d * d;
  }

  private static Matrix rowsFrom(int first, Rows rows) {
    Matrix some = new Matrix(rows.size() - first, rows.columns());
    for (int b = 0; b < rows.blockCount(); b++) {
      int start = rows.firstOf(b);
      Matrix block = rows.block(b);
      for (int i = Math.max(0, first - start); i < block.rows(); i++) {
        some.setRow(start + i - first, block, i);
      }
    }
    return some;
  }
}
