package io.glimpse.review;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which classes are taken for which. */
final class Confusions {

  /** Less than this a class gives to another counts for nothing, so that few pairs are kept. */
  private static final double TRACE = 0.01;

  /** Pairs that share less than this are told apart well enough. */
  private static final double WORTH_SAYING = 0.05;

  private record Pair(int first, int second) {}

  private Confusions() {}

  /** Pairs of classes that are hard to tell apart, the hardest first. */
  static List<ConfusedPair> of(LeftOutShots shots) {
    int k = shots.classes();
    List<List<Integer>> members = new ArrayList<>();
    for (int c = 0; c < k; c++) {
      members.add(new ArrayList<>());
    }
    for (int i = 0; i < shots.size(); i++) {
      if (shots.isJudged(i)) {
        members.get(shots.label(i)).add(i);
      }
    }
    Map<Pair, Double> shares = new HashMap<>();
    double[] given = new double[k];
    for (int c = 0; c < k; c++) {
      mean(shots, members.get(c), given);
      for (int other = 0; other < k; other++) {
        if (other != c && given[other] >= TRACE) {
          shares.merge(
              new Pair(Math.min(c, other), Math.max(c, other)), given[other] / 2, Double::sum);
        }
      }
    }
    return shares.entrySet().stream()
        .filter(entry -> entry.getValue() >= WORTH_SAYING)
        .map(e -> new ConfusedPair(e.getKey().first(), e.getKey().second(), e.getValue()))
        .sorted(
            Comparator.comparingDouble(ConfusedPair::share)
                .reversed()
                .thenComparingInt(ConfusedPair::first)
                .thenComparingInt(ConfusedPair::second))
        .toList();
  }

  /** The mean probability of every class over some shots; 0 where there are none. */
  private static void mean(LeftOutShots shots, List<Integer> some, double[] given) {
    for (int c = 0; c < given.length; c++) {
      double sum = 0;
      for (int shot : some) {
        sum += shots.probability(shot, c);
      }
      given[c] = some.isEmpty() ? 0 : sum / some.size();
    }
  }
}
