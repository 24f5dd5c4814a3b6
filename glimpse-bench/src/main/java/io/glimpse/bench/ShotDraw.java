package io.glimpse.bench;

import io.glimpse.data.PythonRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Shots of every class, drawn by a seed, and the rest to test on.
 *
 * @param shots places in a list of labels, in order
 * @param tests all other places, in order
 */
record ShotDraw(List<Integer> shots, List<Integer> tests) {

  /**
   * What Python draws with {@code r = random.Random(seed)} and {@code r.sample(places, count)} for
   * the places of one class after the other.
   *
   * @param labels from 0 on
   * @throws IllegalArgumentException if a class has fewer than that
   */
  static ShotDraw of(List<Integer> labels, int count, long seed) {
    PythonRandom random = new PythonRandom(seed);
    Set<Integer> drawn = new TreeSet<>();
    for (int c = 0; c <= Collections.max(labels); c++) {
      drawn.addAll(random.sample(places(labels, c), count));
    }
    List<Integer> rest =
        IntStream.range(0, labels.size()).filter(i -> !drawn.contains(i)).boxed().toList();
    return new ShotDraw(new ArrayList<>(drawn), rest);
  }

  private static List<Integer> places(List<Integer> labels, int label) {
    return IntStream.range(0, labels.size()).filter(i -> labels.get(i) == label).boxed().toList();
  }
}
