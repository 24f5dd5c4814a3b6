package io.glimpse.lite;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The cosine of names by the runs of 3 to 5 characters that their words share. */
final class NgramKernel {

  private static final int SHORTEST = 3;
  private static final int LONGEST = 5;

  /** An odd multiplier; among the runs of all names two equal 64-bit hashes are out of reach. */
  private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

  private final long[][] known;
  private final double[] norms;

  NgramKernel(List<String> names) {
    known = new long[names.size()][];
    norms = new double[names.size()];
    for (int i = 0; i < known.length; i++) {
      known[i] = runs(names.get(i));
      norms[i] = Math.sqrt(product(known[i], known[i]));
    }
  }

  /** Adds {@code scale} times the cosine with each known name to {@code sums}. */
  void addTo(double[] sums, String name, double scale) {
    long[] runs = runs(name);
    double norm = Math.sqrt(product(runs, runs));
    for (int i = 0; i < known.length; i++) {
      double product = product(runs, known[i]);
      if (product > 0) {
        sums[i] += scale * product / (norm * norms[i]);
      }
    }
  }

  /**
   * The runs of the lower-case words, with one space added at both ends, as sorted hashes; a run
   * that occurs twice is there twice.
   */
  static long[] runs(String name) {
    int[] text = (" " + name.toLowerCase(Locale.ROOT) + " ").codePoints().toArray();
    long[] runs = new long[text.length * (LONGEST - SHORTEST + 1)];
    int count = 0;
    for (int start = 0; start < text.length; start++) {
      long hash = 0;
      for (int k = 1; k <= LONGEST && start + k <= text.length; k++) {
        int last = text[start + k - 1];
        boolean space = Character.isWhitespace(last);
        hash = (hash ^ (space ? ' ' : last)) * MULTIPLIER;
        hash ^= hash >>> 32;
        if (k >= SHORTEST) {
          runs[count++] = hash;
        }
        if (k > 1 && space) {
          break;
        }
      }
    }
    long[] sorted = Arrays.copyOf(runs, count);
    Arrays.sort(sorted);
    return sorted;
  }

  /** The sum, over the runs of both, of how often the one has it times how often the other. */
  private static double product(long[] a, long[] b) {
    double sum = 0;
    int j = 0;
    for (int i = 0; i < a.length; ) {
      int endOfA = endOfRun(a, i);
      while (j < b.length && b[j] < a[i]) {
        j++;
      }
      if (j < b.length && b[j] == a[i]) {
        int endOfB = endOfRun(b, j);
        sum += (double) (endOfA - i) * (endOfB - j);
        j = endOfB;
      }
      i = endOfA;
    }
    return sum;
  }

  private static int endOfRun(long[] sorted, int from) {
    int end = from + 1;
    while (end < sorted.length && sorted[end] == sorted[from]) {
      end++;
    }
    return end;
  }
}
