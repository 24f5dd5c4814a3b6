package io.glimpse.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Risk against coverage: how many answers are wrong if only the surest are taken (El-Yaniv and
 * Wiener, 2010). Answers of one probability are taken together. Not safe for several threads.
 */
public final class RiskCoverage {

  private final List<Answer> answers = new ArrayList<>();

  /** Nothing is counted yet. */
  public RiskCoverage() {}

  private record Answer(double probability, boolean right) {}

  /**
   * The surest answers, as far as some probability.
   *
   * @param coverage their share of all, above 0 and at most 1
   * @param risk the share of wrong ones among them, 0 to 1
   * @param probability the least of theirs
   */
  public record Point(double coverage, double risk, double probability) {}

  /**
   * Counts one answer.
   *
   * @param confidence its probability
   * @param right whether it was right
   */
  public void add(double confidence, boolean right) {
    answers.add(new Answer(confidence, right));
  }

  /** A point for every probability, the surest first; none before the first answer. */
  public List<Point> points() {
    List<Answer> sorted = new ArrayList<>(answers);
    sorted.sort(Comparator.comparingDouble(Answer::probability).reversed());
    List<Point> points = new ArrayList<>();
    int wrong = 0;
    for (int i = 0; i < sorted.size(); i++) {
      Answer one = sorted.get(i);
      wrong += one.right() ? 0 : 1;
      boolean last = i + 1 == sorted.size() || sorted.get(i + 1).probability() < one.probability();
      if (last) {
        points.add(
            new Point((i + 1.0) / sorted.size(), (double) wrong / (i + 1), one.probability()));
      }
    }
    return points;
  }

  /**
   * The points at which such shares are covered first, in their order: a share that would part
   * answers of one probability takes all of them.
   *
   * @param shares each above 0 and at most 1, ascending
   * @return a point a share; none before the first answer
   */
  public List<Point> at(double... shares) {
    List<Point> all = points();
    List<Point> found = new ArrayList<>();
    int next = 0;
    for (double share : all.isEmpty() ? new double[0] : shares) {
      while (next + 1 < all.size() && all.get(next).coverage() < share) {
        next++;
      }
      found.add(all.get(next));
    }
    return found;
  }

  /**
   * The area under the curve: the mean over all answers of the risk at their point; 0 to 1, NaN
   * before the first answer.
   */
  public double area() {
    double area = 0;
    double before = 0;
    for (Point point : points()) {
      area += (point.coverage() - before) * point.risk();
      before = point.coverage();
    }
    return answers.isEmpty() ? Double.NaN : area;
  }
}
