package io.glimpse.listing;

import java.util.Collection;
import java.util.stream.Collectors;

/** Names in a sentence about many. */
public final class FewNames {

  private static final int NAMED = 3;

  private FewNames() {}

  /** The first few and how many there are more: {@code a, b, c and 21 more}. */
  public static String of(Collection<?> names) {
    String first =
        names.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "));
    return names.size() > NAMED ? first + " and " + (names.size() - NAMED) + " more" : first;
  }
}
