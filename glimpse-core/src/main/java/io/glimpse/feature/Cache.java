package io.glimpse.feature;

import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Rows;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The key-value cache of Tip-Adapter: a key for every shot and, as its value, the shot's class or
 * its shares of several classes.
 *
 * <p>A snapshot that never changes. {@link #with} gives a new one that shares storage with this one
 * and costs only what is added; taking something away copies the values, and the keys of the blocks
 * that it touches.
 */
public final class Cache {

  private final Rows keys;

  /** Classes of the first {@code keys.size()} rows; behind them, room that newer snapshots use. */
  private final int[] classes;

  /** Shares of each class, null for a row of one class only; null where all rows are such. */
  private final float @Nullable [] @Nullable [] shares;

  private final AtomicInteger used;

  private Cache(
      Rows keys, int[] classes, float @Nullable [] @Nullable [] shares, AtomicInteger used) {
    this.keys = keys;
    this.classes = classes;
    this.shares = shares;
    this.used = used;
  }

  /** No shots yet. */
  public static Cache empty(int dimension) {
    return new Cache(Rows.empty(dimension), new int[0], null, new AtomicInteger());
  }

  /**
   * A cache of the given shots.
   *
   * @param keys n x d, copied
   * @param labels n classes
   */
  public static Cache of(Matrix keys, Labels labels) {
    return empty(keys.columns()).with(keys, labels);
  }

  /** Number n of shots. */
  public int size() {
    return keys.size();
  }

  /** Width d of a key. */
  public int dimension() {
    return keys.columns();
  }

  /** The keys, in the order in which they came. */
  public Rows keys() {
    return keys;
  }

  /** The class of a shot; of equal shares the first. */
  public int label(int shot) {
    return classes[Objects.checkIndex(shot, size())];
  }

  /** How much of a shot belongs to a class: 0 or 1 unless its label is soft. */
  public float share(int shot, int label) {
    Objects.checkIndex(shot, size());
    float[] soft = shares == null ? null : shares[shot];
    if (soft == null) {
      return classes[shot] == label ? 1 : 0;
    }
    return label < soft.length ? soft[label] : 0;
  }

  /** Adds {@code weight} times the value of a shot to the votes of the classes. */
  public void vote(int shot, float weight, float[] votes, int at) {
    float[] soft = shares == null ? null : shares[shot];
    if (soft == null) {
      votes[at + classes[shot]] += weight;
    } else {
      for (int c = 0; c < soft.length; c++) {
        votes[at + c] += weight * soft[c];
      }
    }
  }

  /**
   * Adds the values of consecutive shots to the votes of several queries.
   *
   * @param first the shot of column 0 of the weights
   * @param weights n queries x m shots
   * @param votes n x some classes, added to; wide enough for every class that the shots name
   * @param firstClass the class of column 0 of the votes; 0 where labels are soft
   */
  public void vote(int first, Matrix weights, Matrix votes, int firstClass) {
    int query = 0;
    if (shares == null) {
      for (; query + 3 < weights.rows(); query += 4) {
        voteOfFour(first, weights, query, votes, firstClass);
      }
    }
    for (; query < weights.rows(); query++) {
      int at = weights.start(query);
      for (int j = 0; j < weights.columns(); j++) {
        vote(first + j, weights.data()[at + j], votes.data(), votes.start(query) - firstClass);
      }
    }
  }

  /**
   * Shots of a class come in runs as a rule, whose sums stay in registers; four at a time do not
   * wait for each other's additions. Every sum is made in the order of the shots.
   */
  private void voteOfFour(int first, Matrix weights, int query, Matrix votes, int firstClass) {
    float[] w = weights.data();
    int w0 = weights.start(query);
    int w1 = weights.start(query + 1);
    int w2 = weights.start(query + 2);
    int w3 = weights.start(query + 3);
    int end = weights.columns();
    int j = 0;
    while (j < end) {
      int label = classes[first + j];
      int column = label - firstClass;
      float s0 = votes.get(query, column);
      float s1 = votes.get(query + 1, column);
      float s2 = votes.get(query + 2, column);
      float s3 = votes.get(query + 3, column);
      do {
        s0 += w[w0 + j];
        s1 += w[w1 + j];
        s2 += w[w2 + j];
        s3 += w[w3 + j];
        j++;
      } while (j < end && classes[first + j] == label);
      votes.set(query, column, s0);
      votes.set(query + 1, column, s1);
      votes.set(query + 2, column, s2);
      votes.set(query + 3, column, s3);
    }
  }

  /** The classes of all shots; a copy. */
  public int[] labels() {
    return Arrays.copyOf(classes, size());
  }

  /** Whether any shot belongs to several classes. */
  public boolean isSoft() {
    return shares != null;
  }

  /** This cache and more shots behind its own. */
  public Cache with(Matrix moreKeys, Labels moreLabels) {
    int more = moreLabels.size();
    if (moreKeys.rows() != more) {
      throw new IllegalArgumentException(moreKeys.rows() + " keys but " + more + " labels");
    }
    int size = size();
    boolean soft = isSoft() || moreLabels.isSoft();
    boolean inPlace =
        size + more <= classes.length && soft == isSoft() && used.compareAndSet(size, size + more);
    // Some room from the beginning on, so that not even the first shot that comes later copies all.
    int room = inPlace ? classes.length : Math.max(size + more + more / 8, 2 * size);
    int[] longerClasses = inPlace ? classes : Arrays.copyOf(classes, room);
    float[][] longerShares = shares;
    if (soft && !inPlace) {
      longerShares = shares == null ? new float[room][] : Arrays.copyOf(shares, room);
    }
    for (int i = 0; i < more; i++) {
      longerClasses[size + i] = moreLabels.label(i);
      if (longerShares != null) {
        longerShares[size + i] = moreLabels.shares(i);
      }
    }
    return new Cache(
        keys.with(moreKeys),
        longerClasses,
        longerShares,
        inPlace ? used : new AtomicInteger(size + more));
  }

  /**
   * This cache with other keys for the same shots, as training makes them.
   *
   * @param newKeys n x d, copied
   */
  public Cache withKeys(Matrix newKeys) {
    int size = size();
    if (newKeys.rows() != size || newKeys.columns() != dimension()) {
      throw new IllegalArgumentException(
          "a " + newKeys + " does not hold " + size + " keys of width " + dimension());
    }
    return new Cache(
        Rows.of(newKeys),
        labels(),
        shares == null ? null : Arrays.copyOf(shares, size),
        new AtomicInteger(size));
  }

  /**
   * This cache with one shot of another class.
   *
   * @throws IllegalArgumentException if the shot belongs to several classes
   */
  public Cache relabelled(int shot, int label) {
    Objects.checkIndex(shot, size());
    if (shares != null && shares[shot] != null) {
      throw new IllegalArgumentException("shot " + shot + " belongs to several classes in part");
    }
    int[] changed = labels();
    changed[shot] = label;
    return new Cache(
        keys,
        changed,
        shares == null ? null : Arrays.copyOf(shares, size()),
        new AtomicInteger(size()));
  }

  /** This cache without one shot; those behind it move up. */
  public Cache without(int shot) {
    int size = size();
    Objects.checkIndex(shot, size);
    int[] fewer = new int[size - 1];
    System.arraycopy(classes, 0, fewer, 0, shot);
    System.arraycopy(classes, shot + 1, fewer, shot, size - 1 - shot);
    float[][] fewerShares = null;
    if (shares != null) {
      fewerShares = new float[size - 1][];
      System.arraycopy(shares, 0, fewerShares, 0, shot);
      System.arraycopy(shares, shot + 1, fewerShares, shot, size - 1 - shot);
    }
    return new Cache(keys.without(shot), fewer, fewerShares, new AtomicInteger(size - 1));
  }

  /**
   * This cache without a class and the shots of it; the classes behind it move up by one.
   *
   * @throws IllegalArgumentException if a soft label gives a part of a shot to the class
   */
  public Cache withoutClass(int label) {
    Cache rest = this;
    for (int shot = size() - 1; shot >= 0; shot--) {
      if (label(shot) == label) {
        rest = rest.without(shot);
      } else if (share(shot, label) > 0) {
        throw new IllegalArgumentException(
            "shot " + shot + " belongs to class " + label + " in part; remove the shot first");
      }
    }
    int[] moved = rest.labels();
    for (int i = 0; i < moved.length; i++) {
      if (moved[i] > label) {
        moved[i]--;
      }
    }
    float[][] movedShares = rest.shares == null ? null : new float[moved.length][];
    if (movedShares != null) {
      for (int i = 0; i < moved.length; i++) {
        movedShares[i] = withoutColumn(Objects.requireNonNull(rest.shares)[i], label);
      }
    }
    return new Cache(rest.keys, moved, movedShares, new AtomicInteger(moved.length));
  }

  private static float @Nullable [] withoutColumn(float @Nullable [] row, int column) {
    if (row == null || column >= row.length) {
      return row;
    }
    float[] shorter = new float[row.length - 1];
    System.arraycopy(row, 0, shorter, 0, column);
    System.arraycopy(row, column + 1, shorter, column, shorter.length - column);
    return shorter;
  }
}
