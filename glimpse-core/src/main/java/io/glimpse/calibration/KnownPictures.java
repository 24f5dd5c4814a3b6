package io.glimpse.calibration;

import io.glimpse.matrix.Matrix;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What unseen pictures of the classes come to: the mean and the deviation of every sign over them,
 * which are the units that other pictures are measured by, and the scores that they have in these.
 * Rounded to float32, as a bank keeps them.
 */
final class KnownPictures {

  private static final String MEANS = "means";
  private static final String DEVIATIONS = "deviations";
  private static final String SCORES = "known";

  private final double[] means;
  private final double[] deviations;
  private final double[] scores;

  /**
   * Of its values.
   *
   * @param means of every sign
   * @param deviations of every sign, above 0
   * @param scores in any order; empty where a threshold cannot be told
   */
  KnownPictures(double[] means, double[] deviations, double... scores) {
    this.means = rounded(means);
    this.deviations = rounded(deviations);
    this.scores = rounded(scores);
    Arrays.sort(this.scores);
    if (means.length != deviations.length) {
      throw new IllegalArgumentException(
          "there are %d means and %d deviations of signs"
              .formatted(means.length, deviations.length));
    }
    for (double deviation : this.deviations) {
      if (!(deviation > 0)) {
        throw new IllegalArgumentException("a deviation is above 0, not " + deviation);
      }
    }
  }

  private static double[] rounded(double... values) {
    return Arrays.stream(values).map(value -> (float) value).toArray();
  }

  /** Of signs that are taken as they come, without a threshold. */
  static KnownPictures none(int signs) {
    double[] ones = new double[signs];
    Arrays.fill(ones, 1);
    return new KnownPictures(new double[signs], ones);
  }

  /**
   * Those that were kept.
   *
   * @throws IllegalArgumentException if one is missing, or has a value that cannot be
   */
  static KnownPictures restore(Map<String, Matrix> tensors) {
    Matrix scores = tensors.get(SCORES);
    return new KnownPictures(
        KeptTensors.required(tensors, MEANS),
        KeptTensors.required(tensors, DEVIATIONS),
        scores == null ? new double[0] : KeptTensors.values(scores));
  }

  /** What a bank keeps of them, by name. */
  Map<String, Matrix> tensors() {
    Map<String, Matrix> tensors = new HashMap<>();
    tensors.put(MEANS, KeptTensors.row(means));
    tensors.put(DEVIATIONS, KeptTensors.row(deviations));
    if (scores.length > 0) {
      tensors.put(SCORES, KeptTensors.row(scores));
    }
    return tensors;
  }

  /** The mean of every sign over some pictures, a row each. */
  static double[] means(double[][] pictures) {
    double[] means = new double[pictures[0].length];
    for (int p = 0; p < means.length; p++) {
      for (double[] row : pictures) {
        means[p] += row[p] / pictures.length;
      }
    }
    return means;
  }

  /** The sum of the squares of what every sign is off its mean by. */
  static double[] squares(double[][] pictures, double... means) {
    double[] squares = new double[means.length];
    for (int p = 0; p < means.length; p++) {
      for (double[] row : pictures) {
        squares[p] += (row[p] - means[p]) * (row[p] - means[p]);
      }
    }
    return squares;
  }

  /** The signs of a picture in these units. */
  double[] standardised(double... signs) {
    return standardised(signs, means, deviations);
  }

  /** The signs of a picture in such units. */
  static double[] standardised(double[] signs, double[] means, double[] deviations) {
    double[] values = new double[signs.length];
    for (int p = 0; p < values.length; p++) {
      values[p] = (signs[p] - means[p]) / deviations[p];
    }
    return values;
  }

  /** The mean of every sign. */
  List<Double> means() {
    return Arrays.stream(means).boxed().toList();
  }

  /** The deviation of every sign, above 0. */
  List<Double> deviations() {
    return Arrays.stream(deviations).boxed().toList();
  }

  /** How many signs there are. */
  int signs() {
    return means.length;
  }

  /** How many pictures have scores. */
  int size() {
    return scores.length;
  }

  /**
   * The score at a place, the lowest first.
   *
   * @throws IllegalArgumentException if there are none
   */
  double score(int place) {
    if (scores.length == 0) {
      throw new IllegalArgumentException(
          "too little is known of pictures of the classes to tell from which score on one is none"
              + " of them; give more examples, or a threshold of your own");
    }
    return scores[place];
  }
}
