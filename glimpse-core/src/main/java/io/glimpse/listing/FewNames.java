package io.glimpse.listing;

import java.util.Collection;
import java.util.stream.Collectors;

/** Names in a sentence about many. */
public final class FewNames {

  private static final int NAMED = 3;

  private FewNames() {}

  /** The first few and how many there are more: {@code a, b, c and 21 more}. */
  public static String of(Collection<?> names) {
    return of(names, NAMED);
  }

  /**
   * As {@link #of(Collection)}.
   *
   * @param most that are named
   */
  public static String of(Collection<?> names, int most) {
    String first =
        names.stream().limit(most).map(String::valueOf).collect(Collectors.joining(", "));
    return names.size() > most ? first + " and " + (names.size() - most) + " more" : first;
  }
}
