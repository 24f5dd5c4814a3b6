package io.glimpse.report;

import io.glimpse.metric.WilsonInterval;

/**
 * How many pictures a method got right.
 *
 * @param method its name; scores of one name make one line of the chart
 * @param shots examples a class that it had; 0 for a method that uses none
 * @param correct right answers
 * @param total answers, at least 1
 */
public record Score(String method, int shots, int correct, int total) {

  public Score {
    if (shots < 0 || correct < 0 || total < 1 || correct > total) {
      throw new IllegalArgumentException(
          "%s: %d of %d right at %d shots cannot be".formatted(method, correct, total, shots));
    }
  }

  /** 0 to 1. */
  public double accuracy() {
    return (double) correct / total;
  }

  /** The lower end of Wilson's 95 % interval, 0 to 1. */
  double least() {
    return WilsonInterval.of(correct, total).least();
  }

  /** The upper end of Wilson's 95 % interval, 0 to 1. */
  double most() {
    return WilsonInterval.of(correct, total).most();
  }
}
