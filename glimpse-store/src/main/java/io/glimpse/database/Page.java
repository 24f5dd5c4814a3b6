package io.glimpse.database;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a long list.
 *
 * @param items in the order of the list
 * @param next what the {@link Request} for the part behind it begins after; null at the end
 * @param <T> what is listed
 */
public record Page<T>(List<T> items, @Nullable String next) {

  /** Items of a page at most. */
  public static final int MOST = 1000;

  public Page {
    items = List.copyOf(items);
  }

  /**
   * Which part.
   *
   * @param size items at most, 1 to {@value #MOST}
   * @param after what the page before gave as its next; null for the first page
   */
  public record Request(int size, @Nullable String after) {

    /** The first page, of 100. */
    public static final Request FIRST = new Request(100, null);

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if the size is out of range
     */
    public Request {
      if (size < 1 || size > MOST) {
        throw new IllegalArgumentException("a page has 1 to " + MOST + " items, not " + size);
      }
    }

    /** The page after one. */
    public Request after(@Nullable String next) {
      return new Request(size, next);
    }

    /**
     * The number that a page begins after, in lists that are ordered by one.
     *
     * @param first where the first page begins
     * @throws IllegalArgumentException if it is none that a page gave
     */
    long number(long first) {
      if (after == null) {
        return first;
      }
      try {
        return Long.parseLong(after);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "'" + after + "' is no place in this list; begin with the first page", e);
      }
    }
  }

  /**
   * A page of what was read, one item more than asked for where there are more.
   *
   * @param key of the last item of the page
   */
  static <T> Page<T> of(List<T> found, Request request, Function<T, String> key) {
    if (found.size() <= request.size()) {
      return new Page<>(found, null);
    }
    List<T> items = found.subList(0, request.size());
    return new Page<>(items, key.apply(items.get(items.size() - 1)));
  }
}
