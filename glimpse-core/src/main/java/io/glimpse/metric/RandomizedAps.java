package io.glimpse.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Randomised adaptive prediction sets (Romano, Sesia and Candès, NeurIPS 2020), to hold other sets
 * of classes to. The score of a class is the probability of all likelier ones plus a share u of its
 * own, u drawn evenly from 0 to 1 once a picture; a set holds the classes whose score is at most
 * the ⌈(n+1)·coverage⌉-th smallest score of the true classes of n pictures, or all classes where
 * that exceeds n. Sets may be empty.
 */
public final class RandomizedAps {

  /** Keeps a rank that is a whole number from being rounded up, and a score at the threshold in. */
  private static final double SLACK = 1e-12;

  private final double threshold;

  private RandomizedAps(double threshold) {
    this.threshold = threshold;
  }

  /**
   * Learns the threshold.
   *
   * @param probabilities of pictures that were not trained on, n x k, rows add up to 1
   * @param labels their n classes
   * @param coverage how often a set is to hold the true class, above 0 and below 1
   * @param seed of the n shares
   */
  public static RandomizedAps of(
      double[][] probabilities, int[] labels, double coverage, long seed) {
    return of(probabilities, labels, coverage, shares(labels.length, seed));
  }

  /** The same with shares that are given. */
  static RandomizedAps of(
      double[][] probabilities, int[] labels, double coverage, double[] shares) {
    double[] scores = new double[labels.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = scores(probabilities[i], shares[i])[labels[i]];
    }
    Arrays.sort(scores);
    int rank = Math.max(1, (int) Math.ceil((scores.length + 1) * coverage - SLACK));
    return new RandomizedAps(rank > scores.length ? Double.POSITIVE_INFINITY : scores[rank - 1]);
  }

  private static double[] shares(int count, long seed) {
    Random random = new Random(seed);
    double[] shares = new double[count];
    for (int i = 0; i < count; i++) {
      shares[i] = random.nextDouble();
    }
    return shares;
  }

  /** The largest score of a class in a set; infinite where too few pictures were known. */
  double threshold() {
    return threshold;
  }

  /**
   * The classes in the set of one picture, ascending.
   *
   * @param probabilities of the k classes
   * @param share u, 0 to 1
   */
  int[] set(double[] probabilities, double share) {
    double[] scores = scores(probabilities, share);
    return IntStream.range(0, scores.length).filter(c -> scores[c] <= threshold + SLACK).toArray();
  }

  /**
   * Counts the sets of some pictures.
   *
   * @param probabilities m x k
   * @param labels their m classes
   * @param seed of the m shares; another than that of {@link #of}
   */
  public SetCoverage judge(double[][] probabilities, int[] labels, long seed) {
    double[] shares = shares(labels.length, seed);
    SetCoverage counted = new SetCoverage();
    for (int i = 0; i < labels.length; i++) {
      int label = labels[i];
      int[] set = set(probabilities[i], shares[i]);
      counted.add(set.length, Arrays.stream(set).anyMatch(c -> c == label));
    }
    return counted;
  }

  /** Of equal probabilities the first class comes first. */
  private static double[] scores(double[] probabilities, double share) {
    int[] order =
        IntStream.range(0, probabilities.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer c) -> probabilities[c]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    double[] scores = new double[probabilities.length];
    double likelier = 0;
    for (int c : order) {
      scores[c] = likelier + share * probabilities[c];
      likelier += probabilities[c];
    }
    return scores;
  }
}
