package io.glimpse.search;

import io.glimpse.feature.Cache;
import java.util.Arrays;

/** The keys of a cache class by class, each with the share of it that belongs to the class. */
final class KeysByClass {

  private final int[] start;
  private final int[] keys;
  private final double[] shares;
  private final double[] weights;
  private final int[] byCount;
  private final int[] labels;
  private final int[] shots;
  private final boolean soft;

  KeysByClass(Cache cache, int classes) {
    labels = cache.labels();
    soft = cache.isSoft();
    start = new int[classes + 1];
    for (int key = 0; key < labels.length; key++) {
      for (int c = first(key); c < end(key); c++) {
        start[c + 1] += cache.share(key, c) > 0 ? 1 : 0;
      }
    }
    for (int c = 0; c < classes; c++) {
      start[c + 1] += start[c];
    }
    keys = new int[start[classes]];
    shares = new double[keys.length];
    weights = new double[classes];
    shots = new int[classes];
    int[] next = start.clone();
    for (int key = 0; key < labels.length; key++) {
      for (int c = first(key); c < end(key); c++) {
        float share = cache.share(key, c);
        if (share > 0) {
          keys[next[c]] = key;
          shares[next[c]++] = share;
          weights[c] += share;
        }
      }
      shots[labels[key]]++;
    }
    byCount = byCount();
  }

  private int[] byCount() {
    long[] order = new long[classes()];
    for (int c = 0; c < order.length; c++) {
      order[c] = ((long) -count(c) << 32) + c;
    }
    Arrays.sort(order);
    int[] classes = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      classes[i] = (int) order[i];
    }
    return classes;
  }

  private int first(int key) {
    return soft ? 0 : labels[key];
  }

  private int end(int key) {
    return soft ? start.length - 1 : labels[key] + 1;
  }

  int classes() {
    return weights.length;
  }

  /** Where the places of a class begin; they end where those of the next class begin. */
  int start(int c) {
    return start[c];
  }

  /** The key at a place; the keys of a class are in ascending order. */
  int key(int place) {
    return keys[place];
  }

  /** How much of the key at a place belongs to the class, above 0; 1 unless labels are soft. */
  double share(int place) {
    return shares[place];
  }

  /** The largest of the values of a class's keys; values of all keys lie from {@code at} on. */
  float largest(int c, float[] values, int at) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int place = start[c]; place < start[c + 1]; place++) {
      float value = values[at + keys[place]];
      largest = value > largest ? value : largest;
    }
    return largest;
  }

  /** Number of keys that belong to a class, at least in part. */
  int count(int c) {
    return start[c + 1] - start[c];
  }

  /** The sum of the shares of a class. */
  double weight(int c) {
    return weights[c];
  }

  /** Number of keys whose label is the class; of equal shares the first class is the label. */
  int shots(int c) {
    return shots[c];
  }

  /** The classes, those with the most keys first. */
  int byCount(int i) {
    return byCount[i];
  }
}
