package io.glimpse.metric;

import io.glimpse.feature.ClassSet;
import io.glimpse.method.Prediction;

/**
 * Counts answers as they come: accuracy, mean of the classes' accuracies, confusions, and how far
 * the probabilities can be trusted. Not safe for several threads.
 */
public final class Evaluation {

  private final ClassSet classes;
  private final int[][] confusion;
  private final CalibrationError calibration = new CalibrationError();

  public Evaluation(ClassSet classes) {
    this.classes = classes;
    this.confusion = new int[classes.size()][classes.size()];
  }

  /** Counts one answer. */
  public void add(int truth, Prediction prediction) {
    int answer = prediction.best().index();
    confusion[truth][answer]++;
    calibration.add(prediction.best().probability(), answer == truth);
  }

  public ClassSet classes() {
    return classes;
  }

  /** Right answers. */
  public int correct() {
    int correct = 0;
    for (int c = 0; c < confusion.length; c++) {
      correct += confusion[c][c];
    }
    return correct;
  }

  /** Answers counted. */
  public int total() {
    int total = 0;
    for (int c = 0; c < confusion.length; c++) {
      total += total(c);
    }
    return total;
  }

  /** Pictures of a class that were counted. */
  public int total(int label) {
    int total = 0;
    for (int answers : confusion[label]) {
      total += answers;
    }
    return total;
  }

  /** Share of right answers, 0 to 1; NaN before the first answer. */
  public double accuracy() {
    return (double) correct() / total();
  }

  /** The mean of the accuracies of those classes that had pictures, 0 to 1; NaN without any. */
  public double meanOfClasses() {
    double sum = 0;
    int seen = 0;
    for (int c = 0; c < confusion.length; c++) {
      if (total(c) > 0) {
        sum += (double) confusion[c][c] / total(c);
        seen++;
      }
    }
    return sum / seen;
  }

  /** Expected calibration error over 15 bins, 0 to 1; see {@link CalibrationError}. */
  public double expectedCalibrationError() {
    return calibration.value();
  }

  /** Answers by class: row is the truth, column the answer. A copy. */
  public int[][] confusion() {
    int[][] copy = new int[confusion.length][];
    for (int c = 0; c < copy.length; c++) {
      copy[c] = confusion[c].clone();
    }
    return copy;
  }
}
