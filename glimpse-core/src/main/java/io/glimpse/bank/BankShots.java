package io.glimpse.bank;

import io.glimpse.feature.Cache;
import io.glimpse.feature.Labels;
import io.glimpse.feature.LocalTokens;
import io.glimpse.local.LocalShots;
import io.glimpse.matrix.Matrix;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The shots of a bank: a key, a class and an origin each, in one order. Immutable.
 *
 * <p>It grows as a {@link Cache} does: the newest snapshot writes behind what older ones look at,
 * so that a shot more costs the shot, and so does asking whether the bank holds it already.
 */
public final class BankShots {

  private final Cache cache;

  /** Origins of the first {@code size()} shots; behind them, room that newer snapshots use. */
  private final Shot[] origins;

  private final AtomicInteger used;

  /**
   * The place of every id; also of such as newer snapshots added, which lie behind this one's. Null
   * until it is asked for.
   */
  private volatile @Nullable Map<String, Integer> places;

  private final @Nullable LocalShots local;

  private BankShots(
      Cache cache,
      Shot[] origins,
      AtomicInteger used,
      @Nullable Map<String, Integer> places,
      @Nullable LocalShots local) {
    this.cache = cache;
    this.origins = origins;
    this.used = used;
    this.places = places;
    this.local = local;
  }

  /**
   * Shots with their keys.
   *
   * @param cache a key and one class for every shot
   * @param origins where they came from, in the order of the cache
   * @throws IllegalArgumentException if there are more of one than of the other, two shots have the
   *     same id, or labels are soft
   */
  public static BankShots of(Cache cache, List<Shot> origins) {
    if (cache.isSoft()) {
      throw new IllegalArgumentException("a bank holds one class a shot; soft labels do not fit");
    }
    if (origins.size() != cache.size()) {
      throw new IllegalArgumentException(
          cache.size() + " keys but " + origins.size() + " shots are named");
    }
    Map<String, Integer> places = new ConcurrentHashMap<>(Math.max(16, 2 * origins.size()));
    for (int i = 0; i < origins.size(); i++) {
      if (places.put(origins.get(i).id(), i) != null) {
        throw twice(origins.get(i).id());
      }
    }
    // Some room from the beginning on, as in the cache.
    Shot[] all = origins.toArray(new Shot[origins.size() + origins.size() / 8]);
    return new BankShots(cache, all, new AtomicInteger(origins.size()), places, null);
  }

  private static void requireDifferent(List<Shot> origins) {
    Set<String> ids = new HashSet<>();
    for (Shot shot : origins) {
      if (!ids.add(shot.id())) {
        throw twice(shot.id());
      }
    }
  }

  private static IllegalArgumentException twice(String id) {
    return new IllegalArgumentException("two shots have the id '" + id + "'");
  }

  /**
   * These with the local tokens of each, or without.
   *
   * @param tokens in the order of the shots; null for shots of which only the whole picture counts
   * @throws IllegalArgumentException if there are more or fewer than shots
   */
  public BankShots withLocal(@Nullable LocalShots tokens) {
    if (tokens != null && tokens.size() != size()) {
      throw new IllegalArgumentException(
          "local tokens of " + tokens.size() + " shots do not go with " + size());
    }
    return new BankShots(cache, origins, used, places, tokens);
  }

  /** The local tokens of each; null where only the whole picture counts. */
  public @Nullable LocalShots local() {
    return local;
  }

  /** The keys and classes, in order. */
  public Cache cache() {
    return cache;
  }

  /** How many there are. */
  public int size() {
    return cache.size();
  }

  /** Where a shot came from. */
  public Shot get(int shot) {
    return list().get(shot);
  }

  /** Where all came from, in order; cannot be changed. */
  public List<Shot> list() {
    return Collections.unmodifiableList(Arrays.asList(origins).subList(0, size()));
  }

  /** See {@link #list()}. */
  public Stream<Shot> stream() {
    return list().stream();
  }

  /** The place of the shot of an id; empty if there is no such shot. */
  public OptionalInt find(String id) {
    Integer place = places().get(id);
    return place == null || place >= size() ? OptionalInt.empty() : OptionalInt.of(place);
  }

  /** The place of the shot of an id, which must be here. */
  int require(String id) {
    return find(id)
        .orElseThrow(
            () -> new IllegalArgumentException("there is no shot '" + id + "' in this bank"));
  }

  private Map<String, Integer> places() {
    Map<String, Integer> ready = places;
    if (ready == null) {
      ready = new ConcurrentHashMap<>(Math.max(16, 2 * size()));
      for (int i = 0; i < size(); i++) {
        ready.put(origins[i].id(), i);
      }
      places = ready;
    }
    return ready;
  }

  /**
   * More shots of one class behind these.
   *
   * @param keys a unit row of each; copied
   * @param places the local tokens of each where these shots have them; else not used
   * @throws IllegalArgumentException if one is here already, or its local tokens are missing
   */
  BankShots with(Matrix keys, int label, List<Shot> more, List<LocalTokens> places) {
    if (local != null && places.size() != more.size()) {
      throw new IllegalArgumentException(
          "this bank looks at places, and the examples come without local tokens");
    }
    if (keys.rows() != more.size()) {
      throw new IllegalArgumentException(
          keys.rows() + " keys but " + more.size() + " shots are named");
    }
    requireDifferent(more);
    for (Shot shot : more) {
      if (find(shot.id()).isPresent()) {
        throw twice(shot.id());
      }
    }
    int[] labels = new int[keys.rows()];
    Arrays.fill(labels, label);
    Cache longer = cache.with(keys, Labels.of(labels));
    int size = size();
    int total = size + more.size();
    Map<String, Integer> longerPlaces = places();
    Shot[] longerOrigins = origins;
    AtomicInteger longerUsed = used;
    if (total > origins.length || !used.compareAndSet(size, total)) {
      longerOrigins = Arrays.copyOf(Arrays.copyOf(origins, size), Math.max(total, 2 * size));
      longerUsed = new AtomicInteger(total);
      longerPlaces = new ConcurrentHashMap<>(longerPlaces);
      longerPlaces.values().removeIf(place -> place >= size);
    }
    for (int i = 0; i < more.size(); i++) {
      longerOrigins[size + i] = more.get(i);
      longerPlaces.put(more.get(i).id(), size + i);
    }
    return new BankShots(
        longer, longerOrigins, longerUsed, longerPlaces, local == null ? null : local.with(places));
  }

  /** These without one; those behind it move up. */
  BankShots without(int shot) {
    Shot[] fewer = new Shot[size() - 1];
    System.arraycopy(origins, 0, fewer, 0, shot);
    System.arraycopy(origins, shot + 1, fewer, shot, fewer.length - shot);
    return new BankShots(
        cache.without(shot),
        fewer,
        new AtomicInteger(fewer.length),
        null,
        selected(IntStream.range(0, size()).filter(i -> i != shot)));
  }

  /** These without those of a class; the classes behind it move up. */
  BankShots withoutClass(int label) {
    Shot[] fewer = new Shot[size()];
    int count = 0;
    for (int i = 0; i < size(); i++) {
      if (cache.label(i) != label) {
        fewer[count++] = origins[i];
      }
    }
    return new BankShots(
        cache.withoutClass(label),
        fewer,
        new AtomicInteger(count),
        null,
        selected(IntStream.range(0, size()).filter(i -> cache.label(i) != label)));
  }

  /** These with one of another class. */
  BankShots relabelled(int shot, int label) {
    return new BankShots(cache.relabelled(shot, label), origins, used, places, local);
  }

  private @Nullable LocalShots selected(IntStream kept) {
    return local == null ? null : local.select(kept.toArray());
  }

  /** Whether another shot has the class of this one. */
  boolean hasOthersOfItsClass(int shot) {
    int[] labels = cache.labels();
    for (int i = 0; i < labels.length; i++) {
      if (i != shot && labels[i] == labels[shot]) {
        return true;
      }
    }
    return false;
  }
}
