package io.glimpse.method;

import java.util.List;

/**
 * Right answers over a grid of two parameters.
 *
 * @param outer values of the parameter that the rows are of
 * @param inner values of the parameter that the columns are of
 * @param right how many pictures are answered rightly, a list of inner values for every outer one
 * @param total how many pictures there are
 */
public record Sensitivity(
    List<Double> outer, List<Double> inner, List<List<Integer>> right, int total) {

  public Sensitivity {
    outer = List.copyOf(outer);
    inner = List.copyOf(inner);
    right = right.stream().map(List::copyOf).toList();
  }
}
