package io.glimpse.calibration;

import io.glimpse.auto.Likeness;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much a picture is like what is known: the mean of up to three signs, each in units of its
 * deviation over unseen pictures of the classes.
 *
 * <ul>
 *   <li>the logarithm of the top probability,
 *   <li>{@link Likeness} to the shots,
 *   <li>the top of the softmax of its cosines with the texts (MCM; Ming et al., 2022).
 * </ul>
 *
 * <p>No one of them is good on all kinds of data; their mean is near the best of them on each.
 */
final class KnownScore implements UnknownScore {

  static final String PROBABILITY = "probability";
  static final String LIKENESS = "likeness";
  static final String TEXTS = "texts";

  /** Before the names of what a likeness keeps. */
  private static final String LIKENESS_PREFIX = "likeness.";

  /** Below it, a sign is the same for all. */
  private static final double NOTHING = 1e-12;

  private final boolean probability;
  private final @Nullable Likeness likeness;
  private final boolean texts;
  private final KnownPictures pictures;

  /**
   * A score of its parts.
   *
   * @param probability whether the top probability counts
   * @param likeness to the shots; null where there are none
   * @param texts whether texts count
   * @param pictures of the classes that were not seen, by every sign that counts, in the order
   *     above
   */
  KnownScore(
      boolean probability, @Nullable Likeness likeness, boolean texts, KnownPictures pictures) {
    this.probability = probability;
    this.likeness = likeness;
    this.texts = texts;
    this.pictures = pictures;
    int signs = (probability ? 1 : 0) + (likeness == null ? 0 : 1) + (texts ? 1 : 0);
    if (signs == 0 || pictures.signs() != signs) {
      throw new IllegalArgumentException(
          "%d signs of what is known have the units of %d".formatted(signs, pictures.signs()));
    }
  }

  /** By the texts alone, as it comes: no picture of the classes is known. */
  static KnownScore ofTexts() {
    return new KnownScore(false, null, true, KnownPictures.none(1));
  }

  /**
   * One that was kept.
   *
   * @param signs see {@link #signs()}
   * @param classes k
   * @param width d
   * @throws IllegalArgumentException if a tensor is missing, or does not fit
   */
  static KnownScore restore(
      List<String> signs, Map<String, Matrix> tensors, int classes, int width) {
    return new KnownScore(
        signs.contains(PROBABILITY),
        signs.contains(LIKENESS)
            ? Likeness.restore(KeptTensors.behind(LIKENESS_PREFIX, tensors), classes, width)
            : null,
        signs.contains(TEXTS),
        KnownPictures.restore(tensors));
  }

  /**
   * Standardised over some pictures.
   *
   * @param signs a row a picture, all of unseen pictures of the classes
   * @param useful whether a threshold can be told from them
   */
  static KnownScore fitted(
      boolean probability,
      @Nullable Likeness likeness,
      boolean texts,
      double[][] signs,
      boolean useful) {
    double[] means = KnownPictures.means(signs);
    double[] deviations =
        Arrays.stream(KnownPictures.squares(signs, means))
            .map(squares -> Math.sqrt(squares / signs.length))
            .map(deviation -> deviation > NOTHING ? deviation : 1)
            .toArray();
    double[] known = new double[useful ? signs.length : 0];
    for (int i = 0; i < known.length; i++) {
      known[i] = mean(KnownPictures.standardised(signs[i], means, deviations));
    }
    return new KnownScore(
        probability, likeness, texts, new KnownPictures(means, deviations, known));
  }

  private static double mean(double... values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  @Override
  public List<String> signs() {
    List<String> signs = new ArrayList<>();
    if (probability) {
      signs.add(PROBABILITY);
    }
    if (likeness != null) {
      signs.add(LIKENESS);
    }
    if (texts) {
      signs.add(TEXTS);
    }
    return signs;
  }

  @Override
  public Optional<ScoreFormula> formula() {
    Likeness near = likeness;
    return Optional.of(
        new ScoreFormula.Known(
            probability,
            near == null
                ? null
                : new ScoreFormula.ToShots(
                    near.centre(),
                    near.quadratic(),
                    near.weight(),
                    near.bias(),
                    near.basis(),
                    near.outside()),
            texts,
            pictures.means(),
            pictures.deviations()));
  }

  @Override
  public Map<String, Matrix> tensors() {
    Map<String, Matrix> tensors = pictures.tensors();
    if (likeness != null) {
      KeptTensors.putBehind(LIKENESS_PREFIX, likeness.tensors(), tensors);
    }
    return tensors;
  }

  @Override
  public KnownPictures pictures() {
    return pictures;
  }

  @Override
  public double threshold(double rate) {
    return pictures.score((int) (rate * pictures.size()));
  }

  @Override
  public double[] of(double[] largest, FeatureBatch asked, @Nullable Matrix text) {
    Matrix features = asked.globals().copy().normalizeRows();
    double[][] signs = signs(probability ? largest : null, likeness, features, texts ? text : null);
    return Arrays.stream(signs).mapToDouble(row -> mean(pictures.standardised(row))).toArray();
  }

  /** The signs of some pictures, a row each; null for what does not count. */
  static double[][] signs(
      double @Nullable [] largest,
      @Nullable Likeness likeness,
      Matrix features,
      @Nullable Matrix text) {
    return signs(largest, likeness == null ? null : likeness.of(features), features, text);
  }

  /** The same with likenesses that are known. */
  static double[][] signs(
      double @Nullable [] largest,
      double @Nullable [] likenesses,
      Matrix features,
      @Nullable Matrix text) {
    int n = features.rows();
    double[] matches = text == null ? null : matches(features, text);
    int parts =
        (largest == null ? 0 : 1) + (likenesses == null ? 0 : 1) + (matches == null ? 0 : 1);
    double[][] signs = new double[n][parts];
    for (int i = 0; i < n; i++) {
      int p = 0;
      if (largest != null) {
        signs[i][p++] = Math.log(largest[i]);
      }
      if (likenesses != null) {
        signs[i][p++] = likenesses[i];
      }
      if (matches != null) {
        signs[i][p] = matches[i];
      }
    }
    return signs;
  }

  private static double[] matches(Matrix features, Matrix text) {
    Matrix cosines = Products.timesTransposed(features, text);
    double[] matches = new double[features.rows()];
    for (int i = 0; i < matches.length; i++) {
      matches[i] = Probabilities.largest(cosines, i, 1);
    }
    return matches;
  }
}
