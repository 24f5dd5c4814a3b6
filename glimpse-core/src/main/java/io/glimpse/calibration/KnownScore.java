package io.glimpse.calibration;

import io.glimpse.auto.Likeness;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** Below it, a sign is the same for all. */
  private static final double NOTHING = 1e-12;

  private final boolean probability;
  private final @Nullable Likeness likeness;
  private final boolean texts;
  private final double[] means;
  private final double[] deviations;
  private final double[] known;

  /**
   * A score of its parts.
   *
   * @param probability whether the top probability counts
   * @param likeness to the shots; null where there are none
   * @param texts whether texts count
   * @param means of every sign that counts, in the order above
   * @param deviations of every sign, above 0
   * @param known the scores of unseen pictures of the classes, in any order; empty where a
   *     threshold cannot be told
   */
  KnownScore(
      boolean probability,
      @Nullable Likeness likeness,
      boolean texts,
      double[] means,
      double[] deviations,
      double... known) {
    this.probability = probability;
    this.likeness = likeness;
    this.texts = texts;
    this.means = rounded(means);
    this.deviations = rounded(deviations);
    this.known = rounded(known);
    Arrays.sort(this.known);
    for (double deviation : this.deviations) {
      if (!(deviation > 0)) {
        throw new IllegalArgumentException("a deviation is above 0, not " + deviation);
      }
    }
    int signs = signs(probability, likeness, texts);
    if (signs == 0 || means.length != signs || deviations.length != signs) {
      throw new IllegalArgumentException(
          "%d signs of what is known have %d means and %d deviations"
              .formatted(signs, means.length, deviations.length));
    }
  }

  /** As a bank keeps them. */
  static double[] rounded(double... values) {
    return Arrays.stream(values).map(value -> (float) value).toArray();
  }

  private static int signs(boolean probability, @Nullable Likeness likeness, boolean texts) {
    return (probability ? 1 : 0) + (likeness == null ? 0 : 1) + (texts ? 1 : 0);
  }

  /** By the texts alone, as it comes: no picture of the classes is known. */
  static KnownScore ofTexts() {
    return new KnownScore(false, null, true, new double[] {0}, new double[] {1});
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
    int parts = signs(probability, likeness, texts);
    double[] means = new double[parts];
    double[] deviations = new double[parts];
    for (int p = 0; p < parts; p++) {
      for (double[] row : signs) {
        means[p] += row[p] / signs.length;
      }
      double squares = 0;
      for (double[] row : signs) {
        squares += (row[p] - means[p]) * (row[p] - means[p]);
      }
      double deviation = Math.sqrt(squares / signs.length);
      deviations[p] = deviation > NOTHING ? deviation : 1;
    }
    double[] known = new double[useful ? signs.length : 0];
    for (int i = 0; i < known.length; i++) {
      known[i] = mean(signs[i], means, deviations);
    }
    return new KnownScore(probability, likeness, texts, means, deviations, known);
  }

  private static double mean(double[] signs, double[] means, double[] deviations) {
    double sum = 0;
    for (int p = 0; p < means.length; p++) {
      sum += (signs[p] - means[p]) / deviations[p];
    }
    return sum / means.length;
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
  public Map<String, Matrix> tensors() {
    Map<String, Matrix> tensors = new HashMap<>();
    tensors.put(Calibration.MEANS, Calibration.row(means));
    tensors.put(Calibration.DEVIATIONS, Calibration.row(deviations));
    if (known.length > 0) {
      tensors.put(Calibration.KNOWN, Calibration.row(known));
    }
    if (likeness != null) {
      likeness
          .tensors()
          .forEach((name, tensor) -> tensors.put(Calibration.LIKENESS_PREFIX + name, tensor));
    }
    return tensors;
  }

  @Override
  public int examples() {
    return known.length;
  }

  @Override
  public double threshold(double rate) {
    if (known.length == 0) {
      throw UnknownScore.tooLittle();
    }
    return known[(int) (rate * known.length)];
  }

  @Override
  public double[] of(double[] largest, FeatureBatch asked, @Nullable Matrix text) {
    Matrix features = asked.globals().copy().normalizeRows();
    double[][] signs = signs(probability ? largest : null, likeness, features, texts ? text : null);
    return Arrays.stream(signs).mapToDouble(row -> mean(row, means, deviations)).toArray();
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
