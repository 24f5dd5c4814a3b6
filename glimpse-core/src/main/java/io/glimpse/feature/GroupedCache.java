package io.glimpse.feature;

import io.glimpse.matrix.Matrix;
import java.util.Arrays;

/** A cache that knows which shot each of its keys was made of. Immutable. */
public final class GroupedCache {

  /** In the place of a shot where a key is the mean of several. */
  public static final int SEVERAL = -1;

  private final Cache cache;
  private final int[] shots;

  GroupedCache(Cache cache, int[] shots) {
    this.cache = cache;
    this.shots = shots;
  }

  /** A cache with a key for every shot, in their order. */
  public static GroupedCache of(Cache cache) {
    return new GroupedCache(cache, new int[0]);
  }

  /** The keys and their classes. */
  public Cache cache() {
    return cache;
  }

  /** The shot that a key was made of, or {@link #SEVERAL}. */
  public int shot(int key) {
    return shots.length == 0 ? key : shots[key];
  }

  /** Whether every shot has a key of its own, in the order of the shots. */
  public boolean isPlain() {
    return shots.length == 0;
  }

  /** This one with other keys for the same shots, see {@link Cache#withKeys}. */
  public GroupedCache withKeys(Matrix keys) {
    return new GroupedCache(cache.withKeys(keys), Arrays.copyOf(shots, shots.length));
  }
}
