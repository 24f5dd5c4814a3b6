package io.glimpse.memory;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Values by key, of which those that were not used the longest go when all together weigh too much.
 * The one that came last stays, however much it weighs: whoever put it there is about to use it.
 * Many threads may share one.
 *
 * @param <K> key
 * @param <V> value, whose weight does not change
 */
public final class RecentlyUsed<K, V> {

  private final long mostWeight;
  private final ToLongFunction<? super V> weigher;

  /** Those used last stand last. */
  private final Map<K, Weighed<V>> kept = new LinkedHashMap<>(16, 0.75f, true);

  private long weight;

  private record Weighed<V>(V value, long weight) {}

  /**
   * Nothing so far.
   *
   * @param mostWeight of all values together, beside the last one
   * @param weigher of a value, at least 0
   */
  public RecentlyUsed(long mostWeight, ToLongFunction<? super V> weigher) {
    this.mostWeight = mostWeight;
    this.weigher = Objects.requireNonNull(weigher, "weigher");
  }

  /** A value, which is used by that; null where there is none. */
  public synchronized @Nullable V get(K key) {
    Weighed<V> found = kept.get(key);
    return found == null ? null : found.value();
  }

  /**
   * Puts a value where there is none, or what is made of the one that is there and of it.
   *
   * @param merge given the one that is there, and the new one
   * @return the value that is there now
   */
  public synchronized V merge(K key, V value, BinaryOperator<V> merge) {
    Weighed<V> before = kept.get(key);
    V now = before == null ? value : merge.apply(before.value(), value);
    if (before != null) {
      weight -= before.weight();
    }
    Weighed<V> weighed = new Weighed<>(now, weigher.applyAsLong(now));
    kept.put(key, weighed);
    weight += weighed.weight();
    evictBut(key);
    return now;
  }

  private void evictBut(K newest) {
    Iterator<Map.Entry<K, Weighed<V>>> oldest = kept.entrySet().iterator();
    while (weight > mostWeight && oldest.hasNext()) {
      Map.Entry<K, Weighed<V>> next = oldest.next();
      if (!next.getKey().equals(newest)) {
        weight -= next.getValue().weight();
        oldest.remove();
      }
    }
  }

  /** Takes a value away, if there is one. */
  public synchronized void remove(K key) {
    Weighed<V> gone = kept.remove(key);
    weight -= gone == null ? 0 : gone.weight();
  }

  /** Takes this very value away, if it is there yet. */
  @SuppressWarnings("ReferenceEquality") // Another one like it stays.
  public synchronized void remove(K key, V value) {
    Weighed<V> found = kept.get(key);
    if (found != null && found.value() == value) {
      remove(key);
    }
  }

  /** All values, those used last at the end. */
  public synchronized List<V> values() {
    return kept.values().stream().map(Weighed::value).toList();
  }

  /** What all values weigh together. */
  public synchronized long weight() {
    return weight;
  }
}
