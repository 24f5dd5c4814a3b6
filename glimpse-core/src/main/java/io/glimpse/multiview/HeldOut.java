package io.glimpse.multiview;

import io.glimpse.feature.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A training set in two parts: to train on, and to choose parameters by.
 *
 * @param train rows of the training set
 * @param held the other rows
 */
public record HeldOut(List<Integer> train, List<Integer> held) {

  public HeldOut {
    train = List.copyOf(train);
    held = List.copyOf(held);
  }

  /**
   * Holds a share of every class out, drawn by a seed; a class of one row stays whole in training.
   *
   * @param share above 0 and below 1
   */
  public static HeldOut of(Labels labels, double share, long seed) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("the share to hold out is above 0 and below 1");
    }
    Random random = new Random(seed);
    List<Integer> train = new ArrayList<>();
    List<Integer> held = new ArrayList<>();
    for (int c = 0; c < labels.classCount(); c++) {
      List<Integer> rows = new ArrayList<>();
      for (int i = 0; i < labels.size(); i++) {
        if (labels.label(i) == c) {
          rows.add(i);
        }
      }
      Collections.shuffle(rows, random);
      int count = rows.size() < 2 ? 0 : Math.max(1, (int) Math.round(share * rows.size()));
      count = Math.min(count, rows.size() - 1);
      held.addAll(rows.subList(0, Math.max(0, count)));
      train.addAll(rows.subList(Math.max(0, count), rows.size()));
    }
    Collections.sort(train);
    Collections.sort(held);
    return new HeldOut(train, held);
  }

  /** The rows of a list as an array. */
  public static int[] rows(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }
}
