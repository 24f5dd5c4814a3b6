package io.glimpse.method;

import java.util.List;
import java.util.Locale;

/** Finds what a mistyped name was probably meant to be. */
public final class NearestName {

  /** Nobody types a longer name, but a file may hold one. */
  private static final int LONGEST = 100;

  private NearestName() {}

  /**
   * A clause such as {@code ; did you mean 'tip'?}, or the list of names where none is near.
   *
   * @param names at least one
   */
  public static String hint(String typed, List<String> names) {
    String near = ifNear(typed, names);
    return near.isEmpty() ? "; there are " + String.join(", ", names) : near;
  }

  /** A clause such as {@code ; did you mean 'tip'?}, or nothing where no name is near. */
  public static String ifNear(String typed, List<String> names) {
    if (typed.length() > LONGEST) {
      return "";
    }
    String best = "";
    int least = Integer.MAX_VALUE;
    for (String name : names) {
      if (name.length() > 2 * LONGEST) {
        continue;
      }
      int distance = distance(typed.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return least <= Math.max(1, typed.length() / 2) ? "; did you mean '" + best + "'?" : "";
  }

  /** Letters to change, insert or drop, or neighbours to swap, to turn one word into another. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
