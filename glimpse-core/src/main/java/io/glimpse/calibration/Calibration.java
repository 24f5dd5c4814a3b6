package io.glimpse.calibration;

import io.glimpse.auto.Likeness;
import io.glimpse.matrix.Matrix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of how far a classifier's answers can be trusted, from answers to pictures that it
 * had not seen. Immutable.
 */
public final class Calibration {

  private static final String SETS = "sets";
  private static final String MEANS = "means";
  private static final String DEVIATIONS = "deviations";
  private static final String KNOWN = "known";
  private static final String LIKENESS = "likeness.";
  private static final String PROBABILITY = "probability";
  private static final String TEXTS = "texts";
  private static final String LIKE = "likeness";
  private static final List<String> SIGNS = List.of(PROBABILITY, LIKE, TEXTS);

  private final double temperature;
  private final Lack lack;
  private final String source;
  private final SetScores sets;
  private final @Nullable KnownScore known;

  /**
   * A calibration of its parts.
   *
   * @param temperature that logits are divided by before the softmax
   * @param lack why the probabilities are not calibrated
   * @param source what they were calibrated on; empty where they are not
   * @param known what tells a picture of no class; null where nothing does
   */
  Calibration(
      double temperature, Lack lack, String source, SetScores sets, @Nullable KnownScore known) {
    if (!(temperature > 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException("a temperature is above 0, not " + temperature);
    }
    this.temperature = temperature;
    this.lack = lack;
    this.source = source;
    this.sets = sets;
    this.known = known;
  }

  /** Where nothing is known. */
  public static Calibration none(Lack lack) {
    return new Calibration(1, lack, "", SetScores.none(), null);
  }

  /** What logits are divided by before the softmax, above 0. */
  public double temperature() {
    return temperature;
  }

  /** Why probabilities are not calibrated; {@link Lack#NONE} where they are. */
  public Lack lack() {
    return lack;
  }

  /** What they were calibrated on, such as {@code 32 examples}; empty where they are not. */
  public String source() {
    return source;
  }

  /** Whether it is that of a bank that was made before banks could tell. */
  public boolean isOlder() {
    return lack == Lack.OLDER;
  }

  /** Whether probabilities are calibrated. */
  public boolean isCalibrated() {
    return lack == Lack.NONE;
  }

  /** What they were calibrated on, or why they were not. */
  public String sentence() {
    return isCalibrated() ? source : lack.sentence();
  }

  SetScores sets() {
    return sets;
  }

  /**
   * Whether enough is known for sets that hold the true class so often.
   *
   * @param coverage above 0 and below 1
   */
  public boolean allowsSets(double coverage) {
    return sets.allow(coverage);
  }

  @Nullable KnownScore known() {
    return known;
  }

  /** The signs that a picture of no class is told by, by name; empty where there are none. */
  public List<String> signs() {
    List<String> signs = new ArrayList<>();
    if (known != null && known.usesProbability()) {
      signs.add(PROBABILITY);
    }
    if (known != null && known.likeness() != null) {
      signs.add(LIKE);
    }
    if (known != null && known.usesTexts()) {
      signs.add(TEXTS);
    }
    return signs;
  }

  /** What {@link #restore} needs besides, by name. */
  public Map<String, Matrix> tensors() {
    Map<String, Matrix> tensors = new HashMap<>();
    if (sets.size() > 0) {
      tensors.put(SETS, sets.toMatrix());
    }
    if (known != null) {
      tensors.put(MEANS, row(known.means()));
      tensors.put(DEVIATIONS, row(known.deviations()));
      if (known.hasThreshold()) {
        tensors.put(KNOWN, row(known.known()));
      }
      Likeness likeness = known.likeness();
      if (likeness != null) {
        likeness.tensors().forEach((name, tensor) -> tensors.put(LIKENESS + name, tensor));
      }
    }
    return tensors;
  }

  private static Matrix row(double... values) {
    Matrix row = new Matrix(1, values.length);
    for (int i = 0; i < values.length; i++) {
      row.set(0, i, (float) values[i]);
    }
    return row;
  }

  /**
   * One that was kept.
   *
   * @param signs see {@link #signs}
   * @param tensors see {@link #tensors}
   * @param classes k
   * @param width d
   * @throws IllegalArgumentException if a value cannot be, or a tensor has a shape that does not
   *     fit
   */
  public static Calibration restore(
      double temperature,
      Lack lack,
      String source,
      List<String> signs,
      Map<String, Matrix> tensors,
      int classes,
      int width) {
    Matrix scores = tensors.get(SETS);
    SetScores sets = scores == null ? SetScores.none() : SetScores.of(values(scores));
    if (new HashSet<>(signs).size() != signs.size() || !SIGNS.containsAll(signs)) {
      throw new IllegalArgumentException("there are no such signs: " + signs);
    }
    return new Calibration(
        temperature,
        lack,
        source,
        sets,
        signs.isEmpty() ? null : known(signs, tensors, classes, width));
  }

  private static KnownScore known(
      List<String> signs, Map<String, Matrix> tensors, int classes, int width) {
    Map<String, Matrix> likeness = new HashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(LIKENESS)) {
            likeness.put(name.substring(LIKENESS.length()), tensor);
          }
        });
    Matrix scores = tensors.get(KNOWN);
    return new KnownScore(
        signs.contains(PROBABILITY),
        !signs.contains(LIKE) ? null : Likeness.restore(likeness, classes, width),
        signs.contains(TEXTS),
        required(tensors, MEANS),
        required(tensors, DEVIATIONS),
        scores == null ? new double[0] : values(scores));
  }

  private static double[] required(Map<String, Matrix> tensors, String name) {
    Matrix tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("tensor '" + name + "' is missing");
    }
    return values(tensor);
  }

  private static double[] values(Matrix row) {
    if (row.rows() != 1) {
      throw new IllegalArgumentException("a list of values has " + row.rows() + " rows");
    }
    double[] values = new double[row.columns()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(0, i);
    }
    return values;
  }
}
