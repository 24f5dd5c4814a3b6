package io.glimpse.metric;

import io.glimpse.feature.ClassSet;
import io.glimpse.method.Prediction;

/**
 * Counts answers as they come: accuracy, mean of the classes' accuracies, confusions, and how far
 * the probabilities can be trusted. Not safe for several threads.
 */
public final class Evaluation {

  private final ClassSet classes;
  private final Confusion confusion;
  private final CalibrationError calibration = new CalibrationError();

  public Evaluation(ClassSet classes) {
    this.classes = classes;
    this.confusion = new Confusion(classes.size());
  }

  /** Counts one answer. */
  public void add(int truth, Prediction prediction) {
    int answer = prediction.best().index();
    confusion.add(truth, answer);
    calibration.add(prediction.best().probability(), answer == truth);
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

  /** Share of right answers, 0 to 1; NaN before the first answer. */
  public double accuracy() {
    return confusion.accuracy();
  }

  /** The mean of the accuracies of those classes that had pictures, 0 to 1; NaN without any. */
  public double meanOfClasses() {
    return confusion.meanOfClasses();
  }

  /** Expected calibration error over 15 bins, 0 to 1; see {@link CalibrationError}. */
  public double expectedCalibrationError() {
    return calibration.value();
  }

  /** Answers by class: row is the truth, column the answer. A copy. */
  public int[][] confusion() {
    return confusion.toArray();
  }
}
