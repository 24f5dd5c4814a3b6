package io.glimpse.auto;

import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Elementwise;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Rows;
import io.glimpse.method.Classifier;
import io.glimpse.method.LogitFormula;
import io.glimpse.method.LogitParts;
import io.glimpse.method.Method;
import io.glimpse.method.NearestKeys;
import io.glimpse.method.Parameters;
import io.glimpse.method.UnseenAnswers;
import io.glimpse.method.Vote;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A linear layer, with the shots that it was made of. */
final class AutoClassifier implements Classifier {

  static final String WEIGHT = "weight";
  static final String BIAS = "bias";
  static final String TEXT_SCALE = "text_scale";
  static final String TEXT_BIAS = "text_bias";

  /** Up to so many operations a fit is a moment, and spares what follows any thought. */
  private static final double MOMENT = 5e9;

  /** Weights are learned anew when such a share of the shots has come or gone. */
  private static final double MANY = 0.1;

  private final Method method;
  private final ClassSet classes;
  private final Parameters parameters;
  private final Cache shots;
  private final @Nullable Matrix text;
  private final Layer layer;
  private final @Nullable TextPart textPart;
  private final @Nullable Kept kept;

  /**
   * What a fit leaves, so that shots can come and go without it.
   *
   * @param learnedOn how many shots the weights were learned on
   */
  record Kept(ShotSums sums, Mixture mixture, int learnedOn) {}

  /**
   * A classifier.
   *
   * @param text k x d; null where there are no texts
   * @param textPart what the texts have of the layer; null where that is not known
   * @param kept null where it was read, or fitted in fewer dimensions than it has
   */
  AutoClassifier(
      Method method,
      ClassSet classes,
      Parameters parameters,
      Cache shots,
      @Nullable Matrix text,
      Layer layer,
      @Nullable TextPart textPart,
      @Nullable Kept kept) {
    this.method = method;
    this.classes = classes;
    this.parameters = parameters;
    this.shots = shots;
    this.text = text;
    this.layer = layer;
    this.textPart = textPart;
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
  public Optional<LogitFormula> formula() {
    return Optional.of(new LogitFormula.Linear(layer.weight().toMatrix(), layer.bias()));
  }

  @Override
  public Optional<LogitParts> parts(FeatureBatch queries) {
    if (text == null || textPart == null) {
      return Optional.empty();
    }
    int[] counts = Labels.of(shots.labels()).counts(classes.size());
    Matrix texts = textPart.logits(queries.globals(), text, counts);
    Matrix ofShots = logits(queries);
    Elementwise.addScaled(-1, texts, ofShots);
    return Optional.of(new LogitParts(texts, ofShots));
  }

  @Override
  public Map<String, Matrix> weights() {
    Map<String, Matrix> weights = new HashMap<>();
    weights.put(WEIGHT, layer.weight().toMatrix());
    weights.put(BIAS, layer.bias());
    if (textPart != null) {
      weights.put(TEXT_SCALE, textPart.scale());
      weights.put(TEXT_BIAS, textPart.bias());
    }
    return weights;
  }

  /** Those that lie near; a linear layer is made of all at once, so that none has a vote. */
  @Override
  public List<Vote> nearestShots(FeatureBatch query, int most) {
    return NearestKeys.of(shots, query, most);
  }

  @Override
  public Optional<UnseenAnswers> leaveOneOut() {
    Matrix keys = shots.keys().toMatrix();
    return Optional.of(
        new AutoFit(keys, shots.labels(), classes.size(), text, parameters.number(Auto.PULL))
            .leaveOneOut());
  }

  /** Its weights are those of the greatest likelihood of shots that were left out. */
  @Override
  public boolean isProbabilistic() {
    return true;
  }

  /**
   * Where a fit takes long: sums are continued, and the weights of texts and Gaussians stay as they
   * are until a tenth of the shots has come or gone.
   */
  @Override
  public Optional<Classifier> grown(TextFeatures longerText, Cache longer) {
    int k = longerText.classes().size();
    if (kept == null || fitsAtOnce(longer.size(), k, kept)) {
      return Optional.empty();
    }
    Matrix more = rows(longer.keys(), shots.size(), longer.size());
    int[] labels = new int[more.rows()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = longer.label(shots.size() + i);
    }
    Matrix longerRows = text == null ? null : longerText.weights();
    return Optional.of(
        with(kept.sums.with(more, labels, k), longerText.classes(), longer, longerRows, kept));
  }

  /** As {@link #grown}. */
  @Override
  public Optional<Classifier> without(int shot, Cache fewer) {
    if (kept == null || fitsAtOnce(fewer.size(), classes.size(), kept)) {
      return Optional.empty();
    }
    Matrix row = rows(shots.keys(), shot, shot + 1);
    ShotSums sums = kept.sums.without(row, 0, shots.label(shot));
    return Optional.of(with(sums, classes, fewer, text, kept));
  }

  private Classifier with(
      ShotSums sums, ClassSet names, Cache cache, @Nullable Matrix rows, Kept before) {
    Anchors anchors = Anchors.of(sums, rows);
    Layer other = Layer.of(sums, anchors, Gaussians.of(sums, anchors), before.mixture);
    Kept after = new Kept(sums, before.mixture, before.learnedOn);
    TextPart part = rows == null ? null : TextPart.of(anchors, before.mixture, names.size());
    return new AutoClassifier(method, names, parameters, cache, rows, other, part, after);
  }

  /** Whether a fit is a moment, or due. */
  private boolean fitsAtOnce(int size, int k, Kept before) {
    return Math.abs(size - before.learnedOn) > MANY * before.learnedOn
        || operations(size, k, shots.dimension()) < MOMENT;
  }

  /** Of a fit: its products, and the inverse. */
  private static double operations(double n, double k, double d) {
    return n * d * (4 * d + 4 * k) + d * d * d;
  }

  /** A copy of rows {@code from} to {@code to - 1}. */
  private static Matrix rows(Rows all, int from, int to) {
    Matrix some = new Matrix(to - from, all.columns());
    for (int b = 0; b < all.blockCount(); b++) {
      int first = all.firstOf(b);
      Matrix block = all.block(b);
      for (int i = Math.max(0, from - first); i < Math.min(block.rows(), to - first); i++) {
        some.setRow(first + i - from, block, i);
      }
    }
    return some;
  }
}
