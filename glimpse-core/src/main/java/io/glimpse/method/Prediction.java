package io.glimpse.method;

import io.glimpse.feature.ClassSet;
import io.glimpse.matrix.Matrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The answer for one picture: all classes, the likeliest first; of equal ones the first in the
 * task.
 *
 * @param ranked every class once
 * @param calibrated whether the probabilities were fitted to answers to pictures that the
 *     classifier had not seen, so that of those with 80 % about 80 % are right; otherwise they only
 *     rank
 * @param unknown whether the picture is of any of the classes; null where nothing tells
 * @param set the likeliest classes, as many as it takes to hold the true one as often as was asked
 *     for; empty where that is not known
 * @param places where the picture is odd; null where the answer does not depend on it
 */
public record Prediction(
    List<Ranked> ranked,
    boolean calibrated,
    @Nullable Unknown unknown,
    List<Ranked> set,
    @Nullable PlaceMap places) {

  /** Classes that are shown of a prediction that is printed. */
  private static final int SHOWN = 3;

  /**
   * A class in an answer.
   *
   * @param index its number in the task
   * @param name its name
   * @param probability softmax of the calibrated logits over all classes, 0 to 1
   * @param logit as the classifier gave it
   * @param match probability that the picture is of the class, whatever the others are, 0 to 1;
   *     null where the encoder was not trained to tell
   */
  public record Ranked(
      int index, String name, double probability, double logit, @Nullable Double match) {

    /** One of an encoder that tells classes apart, and no more. */
    public Ranked(int index, String name, double probability, double logit) {
      this(index, name, probability, logit, null);
    }
  }

  /**
   * How much a picture is like what is known.
   *
   * @param score the lower, the less it is like any class; its scale is the classifier's own
   * @param threshold below which it is taken for none of them; null where none is known
   */
  public record Unknown(double score, @Nullable Double threshold) {

    /** Whether it is taken for none of the classes. */
    public boolean is() {
      return threshold != null && score < threshold;
    }
  }

  public Prediction {
    ranked = List.copyOf(ranked);
    set = List.copyOf(set);
  }

  /** An answer that does not depend on small places. */
  public Prediction(
      List<Ranked> ranked, boolean calibrated, @Nullable Unknown unknown, List<Ranked> set) {
    this(ranked, calibrated, unknown, set, null);
  }

  /** The same, and where the picture is odd. */
  public Prediction withPlaces(PlaceMap odd) {
    return new Prediction(ranked, calibrated, unknown, set, odd);
  }

  /**
   * The answer that a row of logits, n x k, gives as it is: nothing is known of how far to trust
   * it.
   *
   * @throws IllegalArgumentException if a logit of the row is not finite, naming row and class
   */
  public static Prediction of(ClassSet classes, Matrix logits, int row) {
    return new Prediction(ranked(classes, logits, row, 1), false, null, List.of());
  }

  /**
   * The classes by a row of logits.
   *
   * @param temperature that logits are divided by before the softmax, above 0
   * @throws IllegalArgumentException if a logit of the row is not finite, naming row and class
   */
  public static List<Ranked> ranked(ClassSet classes, Matrix logits, int row, double temperature) {
    return ranked(classes, logits, row, temperature, null);
  }

  /**
   * As {@link #ranked(ClassSet, Matrix, int, double)}, with how each class matches by itself.
   *
   * @param matches probabilities, n x k; null where they are not known
   */
  public static List<Ranked> ranked(
      ClassSet classes, Matrix logits, int row, double temperature, @Nullable Matrix matches) {
    for (int c = 0; c < classes.size(); c++) {
      if (!Float.isFinite(logits.get(row, c))) {
        throw new IllegalArgumentException(
            String.format(
                "row %d of the logits gives class '%s' the value %s, which is not finite",
                row, classes.name(c), logits.get(row, c)));
      }
    }
    double most = logits.get(row, logits.argmax(row));
    double sum = 0;
    for (int c = 0; c < classes.size(); c++) {
      sum += Math.exp((logits.get(row, c) - most) / temperature);
    }
    List<Ranked> ranked = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      double logit = logits.get(row, c);
      double probability = Math.exp((logit - most) / temperature) / sum;
      Double match = matches == null ? null : Double.valueOf(matches.get(row, c));
      ranked.add(new Ranked(c, classes.name(c), probability, logit, match));
    }
    ranked.sort(Comparator.comparingDouble(Ranked::logit).reversed());
    return ranked;
  }

  /** The likeliest class. */
  public Ranked best() {
    return ranked.get(0);
  }

  /**
   * The likeliest classes.
   *
   * @param most how many at most, at least 0
   */
  public List<Ranked> top(int most) {
    if (most < 0) {
      throw new IllegalArgumentException("at least 0 classes can be asked for, not " + most);
    }
    return ranked.subList(0, Math.min(most, ranked.size()));
  }

  /** Whether the picture is taken for none of the classes. */
  public boolean isUnknown() {
    return unknown != null && unknown.is();
  }

  /** The likeliest classes with their probabilities, and what else is known. */
  @Override
  public String toString() {
    StringJoiner said = new StringJoiner(", ", "Prediction[", "]");
    for (Ranked one : top(SHOWN)) {
      said.add(
          String.format(Locale.ROOT, "%s %.3f", ClassSet.shortened(one.name()), one.probability()));
    }
    if (ranked.size() > SHOWN) {
      said.add("... of " + ranked.size());
    }
    said.add(calibrated ? "calibrated" : "not calibrated");
    if (isUnknown()) {
      said.add("none of these");
    }
    return said.toString();
  }

  /** By how much the best logit is larger than the next; infinite where there is one class only. */
  public double margin() {
    return ranked.size() < 2
        ? Double.POSITIVE_INFINITY
        : ranked.get(0).logit() - ranked.get(1).logit();
  }
}
