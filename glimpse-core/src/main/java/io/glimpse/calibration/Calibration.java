package io.glimpse.calibration;

import io.glimpse.matrix.Matrix;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of how far a classifier's answers can be trusted, from answers to pictures that it
 * had not seen. Immutable.
 */
public final class Calibration {

  private static final String SETS = "sets";

  private static final List<String> SIGNS =
      List.of(KnownScore.PROBABILITY, KnownScore.LIKENESS, KnownScore.TEXTS);
  private static final List<String> SIGNS_OF_ONE =
      List.of(OneClassScore.NEAREST, OneClassScore.PLACES);

  private final double temperature;
  private final Lack lack;
  private final String source;
  private final SetScores sets;
  private final @Nullable UnknownScore known;

  /**
   * A calibration of its parts.
   *
   * @param temperature that logits are divided by before the softmax
   * @param lack why the probabilities are not calibrated
   * @param source what they were calibrated on; empty where they are not
   * @param known what tells a picture of no class; null where nothing does
   */
  Calibration(
      double temperature, Lack lack, String source, SetScores sets, @Nullable UnknownScore known) {
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

  /**
   * Where nothing was learned from pictures, but the model was trained to tell whether a picture
   * and a text belong together.
   *
   * @param scale what the cosine of the two is multiplied by, above 0
   * @param bias what is added before the sigmoid
   */
  public static Calibration ofMatches(double scale, double bias) {
    return new Calibration(1, Lack.NO_EXAMPLES, "", SetScores.none(), new MatchScore(scale, bias));
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

  @Nullable UnknownScore known() {
    return known;
  }

  /**
   * How the score of a picture is computed by which it is told to be of no class; empty where there
   * is none, or where it looks at places.
   */
  public Optional<ScoreFormula> score() {
    return known == null ? Optional.empty() : known.formula();
  }

  /** The signs that a picture of no class is told by, by name; empty where there are none. */
  public List<String> signs() {
    return known == null ? List.of() : known.signs();
  }

  /**
   * Checks that the places that it goes by, if any, are those that the shots have.
   *
   * @param widths of the levels of the shots' places; empty where they have none
   * @throws IllegalArgumentException if they are not
   */
  public void requirePlaces(List<Integer> widths) {
    if (known instanceof OneClassScore score
        && !score.widths().isEmpty()
        && !score.widths().equals(widths)) {
      throw new IllegalArgumentException(
          "what is usual in places of %s values does not go with shots of %s"
              .formatted(score.widths(), widths));
    }
  }

  /**
   * What the threshold of a bank of one class promises; empty where there are several classes, or
   * fewer than two examples to tell it from.
   *
   * @param rate the share of further pictures of the class that may be taken for unlike it, at
   *     least 0 and below 1
   */
  public Optional<FalseAlarms> falseAlarms(double rate) {
    return known instanceof OneClassScore score && score.hasThreshold()
        ? Optional.of(
            new FalseAlarms(
                score.signs(), score.threshold(rate), score.heldRate(rate), rate, score.examples()))
        : Optional.empty();
  }

  /** What {@link #restore} needs besides, by name. */
  public Map<String, Matrix> tensors() {
    Map<String, Matrix> tensors = new HashMap<>();
    if (sets.size() > 0) {
      tensors.put(SETS, sets.toMatrix());
    }
    if (known != null) {
      tensors.putAll(known.tensors());
    }
    return tensors;
  }

  /**
   * One that was kept. Where there is one class and what was kept is of before such banks had a
   * threshold of their own, it is an {@link #isOlder older} one, for it tells nothing.
   *
   * @param signs see {@link #signs}
   * @param tensors see {@link #tensors}
   * @param classes k
   * @param keys of the shots, n x d
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
      Matrix keys) {
    Matrix scores = tensors.get(SETS);
    SetScores sets = scores == null ? SetScores.none() : SetScores.of(KeptTensors.values(scores));
    boolean ofOne = classes == 1 && signs.contains(OneClassScore.NEAREST);
    if (new HashSet<>(signs).size() != signs.size()
        || !(ofOne ? SIGNS_OF_ONE : SIGNS).containsAll(signs)) {
      throw new IllegalArgumentException("there are no such signs: " + signs);
    }
    if (classes == 1 && !ofOne && lack != Lack.NO_EXAMPLES && lack != Lack.TOO_LARGE) {
      return none(Lack.OLDER);
    }
    UnknownScore known =
        ofOne
            ? OneClassScore.restore(signs, tensors, keys)
            : signs.isEmpty() ? null : KnownScore.restore(signs, tensors, classes, keys.columns());
    return new Calibration(temperature, lack, source, sets, known);
  }
}
