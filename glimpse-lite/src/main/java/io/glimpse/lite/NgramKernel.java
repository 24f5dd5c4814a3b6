package io.glimpse.lite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The cosine of names by the runs of 3 to 5 characters that their words share. */
final class NgramKernel {

  private static final int SHORTEST = 3;
  private static final int LONGEST = 5;

  private static final Pattern SPACE = Pattern.compile("\\s+");

  private record Posting(int name, double weight) {}

  /** For each run the known names that have it, with the run's share of their unit vector. */
  private final Map<String, List<Posting>> index = new HashMap<>();

  NgramKernel(List<String> known) {
    for (int i = 0; i < known.size(); i++) {
      int name = i;
      unit(known.get(i))
          .forEach(
              (gram, weight) ->
                  index
                      .computeIfAbsent(gram, g -> new ArrayList<>(2))
                      .add(new Posting(name, weight)));
    }
  }

  /** Adds {@code scale} times the cosine with each known name to {@code sums}. */
  void addTo(double[] sums, String name, double scale) {
    unit(name)
        .forEach(
            (gram, weight) -> {
              for (Posting posting : index.getOrDefault(gram, List.of())) {
                sums[posting.name()] += scale * weight * posting.weight();
              }
            });
  }

  /** How often each run occurs in the lower-case words, one space added at both ends; unit. */
  static Map<String, Double> unit(String name) {
    Map<String, Double> counts = new HashMap<>();
    SPACE
        .splitAsStream(name.toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .forEach(word -> count((" " + word + " ").codePoints().toArray(), counts));
    double norm = Math.sqrt(counts.values().stream().mapToDouble(c -> c * c).sum());
    counts.replaceAll((gram, count) -> count / norm);
    return counts;
  }

  private static void count(int[] word, Map<String, Double> counts) {
    for (int k = SHORTEST; k <= Math.min(LONGEST, word.length); k++) {
      for (int i = 0; i + k <= word.length; i++) {
        counts.merge(new String(word, i, k), 1.0, Double::sum);
      }
    }
  }
}
