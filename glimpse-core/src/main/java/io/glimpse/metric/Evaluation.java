package io.glimpse.metric;

import io.glimpse.feature.ClassSet;
import io.glimpse.method.Prediction;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Counts answers as they come: accuracy, mean of the classes' accuracies, confusions, and how far
 * the probabilities, the sets and the scores of unknown pictures can be trusted. Not safe for
 * several threads.
 */
public final class Evaluation {

  private final ClassSet classes;
  private final Confusion confusion;
  private final Reliability reliability = new Reliability();
  private final ProperScores scores = new ProperScores();
  private final RiskCoverage riskCoverage = new RiskCoverage();
  private final SetCoverage sets = new SetCoverage();
  private final Detection detection = new Detection();
  private boolean calibrated = true;
  private int amongFive;

  public Evaluation(ClassSet classes) {
    this.classes = classes;
    this.confusion = new Confusion(classes.size());
  }

  /** Counts one answer. */
  public void add(int truth, Prediction prediction) {
    int answer = prediction.best().index();
    double probability = prediction.best().probability();
    confusion.add(truth, answer);
    amongFive += prediction.top(5).stream().anyMatch(one -> one.index() == truth) ? 1 : 0;
    reliability.add(probability, answer == truth);
    scores.add(truth, prediction);
    riskCoverage.add(probability, answer == truth);
    sets.add(truth, prediction);
    detection.addKnown(prediction);
    calibrated &= prediction.calibrated();
  }

  /** Counts the answer to a picture of none of the classes, in {@link #detection} alone. */
  public void addUnknown(Prediction prediction) {
    detection.addUnknown(prediction);
  }

  /**
   * Counts the answer to a picture of none of the classes, in {@link #detection} alone.
   *
   * @param kind of thing that it shows, such as the name of its folder
   */
  public void addUnknown(Prediction prediction, String kind) {
    detection.addUnknown(prediction, kind);
  }

  public ClassSet classes() {
    return classes;
  }

  /** Right answers. */
  public int correct() {
    return confusion.correct();
  }

  /** Answers counted. */
  public int total() {
    return confusion.total();
  }

  /** Pictures of a class that were counted. */
  public int total(int label) {
    return confusion.total(label);
  }

  /** Right answers to pictures of a class. */
  public int correct(int label) {
    return confusion.count(label, label);
  }

  /** Share of right answers to pictures of a class, 0 to 1; NaN without any. */
  public double accuracy(int label) {
    return (double) correct(label) / total(label);
  }

  /** Classes without a picture that was counted, in order. */
  public List<Integer> untested() {
    return IntStream.range(0, classes.size()).filter(c -> total(c) == 0).boxed().toList();
  }

  /** Classes with pictures, those of the least accuracy first; of equal ones the larger first. */
  public List<Integer> worstClasses() {
    return IntStream.range(0, classes.size())
        .filter(c -> total(c) > 0)
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer c) -> accuracy(c))
                .thenComparing(Comparator.comparingInt((Integer c) -> total(c)).reversed()))
        .toList();
  }

  /** Share of answers of whose five likeliest classes one is right, 0 to 1; NaN without any. */
  public double topFive() {
    return (double) amongFive / total();
  }

  /** Share of right answers, 0 to 1; NaN before the first answer. */
  public double accuracy() {
    return confusion.accuracy();
  }

  /** The mean of the accuracies of those classes that had pictures, 0 to 1; NaN without any. */
  public double meanOfClasses() {
    return confusion.meanOfClasses();
  }

  /** Whether all answers had calibrated probabilities; false before the first. */
  public boolean isCalibrated() {
    return calibrated && total() > 0;
  }

  /** Expected calibration error over 15 bins, 0 to 1; see {@link Reliability}. */
  public double expectedCalibrationError() {
    return reliability.expectedCalibrationError();
  }

  /** The mean of {@code -ln p} of the true class; see {@link ProperScores}. */
  public double negativeLogLikelihood() {
    return scores.negativeLogLikelihood();
  }

  /** The Brier score over all classes, 0 to 2; see {@link ProperScores}. */
  public double brier() {
    return scores.brier();
  }

  /** How often answers of some probability are right. Goes on with the next answer. */
  public Reliability reliability() {
    return reliability;
  }

  /** How often the surest answers are wrong. Goes on with the next answer. */
  public RiskCoverage riskCoverage() {
    return riskCoverage;
  }

  /** Sets of classes; none is counted where answers have none. Goes on with the next answer. */
  public SetCoverage sets() {
    return sets;
  }

  /** Pictures of no class, told from the others. Goes on with the next answer. */
  public Detection detection() {
    return detection;
  }

  /** Answers by class: row is the truth, column the answer. A copy. */
  public int[][] confusion() {
    return confusion.toArray();
  }

  /** The most frequent mistakes, at most so many; see {@link Confusion#mistakes}. */
  public List<Confusion.Mistake> mistakes(int most) {
    return confusion.mistakes(most);
  }
}
