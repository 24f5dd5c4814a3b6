package io.glimpse.calibration;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * By a model that was trained to tell whether a picture and a text belong together, text by text
 * (SigLIP; Zhai et al., 2023): {@code p = sigmoid(s cos + b)}. The score of a picture is the
 * largest p of a class, and where none reaches a half it is of none of them.
 */
final class MatchScore implements UnknownScore {

  static final String MATCH = "match";

  /** Where a picture and a text are as likely to belong together as not. */
  private static final double HALF = 0.5;

  private final double scale;
  private final double bias;

  /**
   * A score by what was trained.
   *
   * @param scale s, above 0
   * @param bias b
   */
  MatchScore(double scale, double bias) {
    if (!(scale > 0) || Double.isInfinite(scale) || !Double.isFinite(bias)) {
      throw new IllegalArgumentException(
          "a scale is above 0 and a bias is finite, not %s and %s".formatted(scale, bias));
    }
    this.scale = scale;
    this.bias = bias;
  }

  /**
   * The probability that each picture and each text belong together.
   *
   * @param text k x d, unit rows
   * @return n x k
   */
  Matrix probabilities(FeatureBatch asked, Matrix text) {
    Matrix pairs = Products.timesTransposed(asked.globals().copy().normalizeRows(), text);
    for (int i = 0; i < pairs.rows(); i++) {
      for (int c = 0; c < pairs.columns(); c++) {
        pairs.set(i, c, (float) (1 / (1 + Math.exp(-(scale * pairs.get(i, c) + bias)))));
      }
    }
    return pairs;
  }

  @Override
  public List<String> signs() {
    return List.of(MATCH);
  }

  @Override
  public Optional<ScoreFormula> formula() {
    return Optional.of(new ScoreFormula.Match(scale, bias));
  }

  /** Nothing: what a bank's answers go by is learned from its shots. */
  @Override
  public Map<String, Matrix> tensors() {
    return Map.of();
  }

  @Override
  public KnownPictures pictures() {
    return KnownPictures.none(1);
  }

  /** The half, which needs no pictures to be told from. */
  @Override
  public boolean hasThreshold() {
    return true;
  }

  @Override
  public double threshold(double rate) {
    return HALF;
  }

  @Override
  public double[] of(double[] largest, FeatureBatch asked, @Nullable Matrix text) {
    if (text == null) {
      throw new IllegalArgumentException("a match is one of a picture and a text");
    }
    Matrix pairs = probabilities(asked, text);
    double[] scores = new double[pairs.rows()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = pairs.get(i, pairs.argmax(i));
    }
    return scores;
  }
}
