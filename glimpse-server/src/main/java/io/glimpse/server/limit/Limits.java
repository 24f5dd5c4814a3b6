package io.glimpse.server.limit;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A value for every {@link Limit}. Immutable. */
public final class Limits {

  private final Map<Limit, Long> values;

  private Limits(Map<Limit, Long> values) {
    this.values = values;
  }

  /** Those of a service to which nobody said others. */
  public static Limits usual() {
    Map<Limit, Long> values = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      values.put(limit, limit.usual());
    }
    return new Limits(values);
  }

  /**
   * The same with another value.
   *
   * @throws IllegalArgumentException if it is out of the limit's range, naming the limit
   */
  public Limits with(Limit limit, long value) {
    Map<Limit, Long> changed = new EnumMap<>(values);
    changed.put(limit, limit.checked(value));
    return new Limits(changed);
  }

  /**
   * Checks that they go together.
   *
   * @throws IllegalArgumentException if a request could be as large as one limit allows and never
   *     be taken for another
   */
  public Limits checked() {
    requireAtMost(Limit.MAX_IMAGES, Limit.MAX_QUEUE);
    requireAtMost(Limit.MAX_BODY, Limit.MAX_MEMORY);
    return this;
  }

  private void requireAtMost(Limit one, Limit whole) {
    if (of(one) > of(whole)) {
      throw new IllegalArgumentException(
          "%s is %d and so more than %s, which is %d: such a request would never be taken"
              .formatted(one.option(), of(one), whole.option(), of(whole)));
    }
  }

  /** The value of a limit. */
  public long of(Limit limit) {
    return Objects.requireNonNull(values.get(limit));
  }

  /** The value of a limit that counts things in memory. */
  public int count(Limit limit) {
    return Math.toIntExact(of(limit));
  }

  /** The value of a limit in seconds. */
  public Duration time(Limit limit) {
    return Duration.ofSeconds(of(limit));
  }

  /** All of them by the names of their fields, in their order. */
  public Map<String, Long> byField() {
    Map<String, Long> named = new LinkedHashMap<>();
    values.forEach((limit, value) -> named.put(limit.field(), value));
    return named;
  }

  @Override
  public String toString() {
    return "Limits" + byField();
  }
}
