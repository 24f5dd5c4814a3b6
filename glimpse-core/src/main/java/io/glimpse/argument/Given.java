package io.glimpse.argument;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Collections that a caller gave, copied. The JDK's own copies refuse null without a word of what
 * was null.
 */
public final class Given {

  private Given() {}

  /**
   * An immutable copy of a list.
   *
   * @param name of the parameter
   * @throws NullPointerException naming the parameter, or its first element that is null
   */
  public static <T> List<T> list(Collection<? extends T> values, String name) {
    int place = 0;
    for (T value : Objects.requireNonNull(values, name)) {
      int number = place++;
      Objects.requireNonNull(value, () -> name + "[" + number + "]");
    }
    return List.copyOf(values);
  }

  /**
   * An immutable list of an array's elements.
   *
   * @param name of the parameter
   * @throws NullPointerException naming the parameter, or its first element that is null
   */
  public static <T> List<T> list(T[] values, String name) {
    return list(Arrays.asList(Objects.requireNonNull(values, name)), name);
  }

  /**
   * An immutable copy of a map, whose order is lost.
   *
   * @param name of the parameter
   * @throws NullPointerException naming the parameter, or the key whose value is null
   */
  public static <V> Map<String, V> map(Map<String, ? extends V> values, String name) {
    Objects.requireNonNull(values, name)
        .forEach(
            (key, value) -> {
              Objects.requireNonNull(key, () -> "a key of " + name);
              Objects.requireNonNull(value, () -> name + "[" + key + "]");
            });
    return Map.copyOf(values);
  }
}
