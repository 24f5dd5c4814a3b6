package io.glimpse.review;

import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.matrix.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds rows of features that are near each other, a block of products at a time, so that memory
 * does not grow with the square of their number.
 */
public final class NearPairs {

  private static final int BLOCK = 1024;
  private static final int PART = 64;

  private final Matrix queries;
  private final Matrix keys;
  private final boolean within;
  private final float floor;
  private final int most;

  /** Of every query the nearest keys so far, the nearest first. */
  private final int[][] nearest;

  private final float[][] cosines;
  private final int[] found;

  private NearPairs(Matrix queries, Matrix keys, boolean within, double floor, int most) {
    this.queries = queries;
    this.keys = keys;
    this.within = within;
    this.floor = (float) floor;
    this.most = most;
    this.nearest = new int[queries.rows()][];
    this.cosines = new float[queries.rows()][];
    this.found = new int[queries.rows()];
  }

  /**
   * Of every row, the rows before it that are nearest.
   *
   * @param rows n x d; any length but 0
   * @param floor the least cosine
   * @param most how many of each row
   * @return by the second row; of one, the nearest first, of equals the first
   */
  public static List<NearPair> within(Matrix rows, double floor, int most) {
    Matrix unit = rows.copy().normalizeRows();
    return new NearPairs(unit, unit, true, floor, most).search();
  }

  /**
   * Of every query, the keys that are nearest.
   *
   * @param queries m x d; any length but 0
   * @param keys n x d; any length but 0
   * @param floor the least cosine
   * @param most how many of each query
   * @return pairs of a key and a query, by the query; of one, the nearest first, of equals the
   *     first
   */
  public static List<NearPair> between(Matrix queries, Matrix keys, double floor, int most) {
    return new NearPairs(
            queries.copy().normalizeRows(), keys.copy().normalizeRows(), false, floor, most)
        .search();
  }

  private List<NearPair> search() {
    for (int first = 0; first < queries.rows(); first += BLOCK) {
      int from = first;
      Matrix some = queries.rows(from, Math.min(from + BLOCK, queries.rows()));
      int end = within ? from + some.rows() : keys.rows();
      for (int firstKey = 0; firstKey < end; firstKey += BLOCK) {
        int at = firstKey;
        Matrix block = keys.rows(at, Math.min(at + BLOCK, keys.rows()));
        Matrix products = Products.timesTransposed(some, block);
        Workers.shared()
            .forEachPart(
                some.rows(),
                PART,
                (low, high) -> {
                  for (int i = low; i < high; i++) {
                    look(from + i, products, i, at);
                  }
                });
      }
    }
    return pairs();
  }

  private void look(int query, Matrix products, int row, int firstKey) {
    int end = products.columns();
    if (within) {
      end = Math.min(end, query - firstKey);
    }
    for (int j = 0; j < end; j++) {
      float cosine = products.get(row, j);
      if (cosine >= floor) {
        insert(query, firstKey + j, cosine);
      }
    }
  }

  private void insert(int query, int key, float cosine) {
    if (found[query] == 0) {
      nearest[query] = new int[most];
      cosines[query] = new float[most];
    }
    int place = found[query];
    while (place > 0 && cosines[query][place - 1] < cosine) {
      place--;
    }
    if (place == most) {
      return;
    }
    int moved = Math.min(found[query], most - 1) - place;
    System.arraycopy(nearest[query], place, nearest[query], place + 1, moved);
    System.arraycopy(cosines[query], place, cosines[query], place + 1, moved);
    nearest[query][place] = key;
    cosines[query][place] = cosine;
    found[query] = Math.min(most, found[query] + 1);
  }

  /** The cosines once more in double precision, since they decide what is the same. */
  private List<NearPair> pairs() {
    List<NearPair> pairs = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      if (found[i] > 0) {
        for (int key : Arrays.copyOf(nearest[i], found[i])) {
          pairs.add(new NearPair(key, i, Math.min(1, queries.dot(i, keys, key))));
        }
      }
    }
    return pairs;
  }
}
