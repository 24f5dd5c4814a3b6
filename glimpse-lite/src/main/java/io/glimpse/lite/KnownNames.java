package io.glimpse.lite;

import io.glimpse.tensor.Half;
import java.io.IOException;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The names whose text feature of CLIP is stored: 3,068 rows, each with its synonyms. */
final class KnownNames {

  static final int WIDTH = 512;

  private final List<String> first = new ArrayList<>();
  private final Map<String, List<Integer>> byFirst = new HashMap<>();
  private final Map<String, List<Integer>> bySynonym = new HashMap<>();

  /** Centred rows, float16. */
  private final ShortBuffer rows;

  KnownNames() throws IOException {
    String file = new String(Embedded.bytes("vocabulary.tsv"), StandardCharsets.UTF_8);
    for (int start = 0; start < file.length(); ) {
      int end = file.indexOf('\n', start);
      addRow(file.substring(start, end));
      start = end + 1;
    }
    rows = Embedded.halves("vocabulary_vectors.npy");
  }

  /** Indexes the names of the next row, which tabs separate. */
  private void addRow(String names) {
    int row = first.size();
    for (int start = 0; start <= names.length(); ) {
      int tab = names.indexOf('\t', start);
      int end = tab < 0 ? names.length() : tab;
      String name = names.substring(start, end);
      if (start == 0) {
        first.add(name);
        add(byFirst, name, row);
      }
      add(bySynonym, name, row);
      start = end + 1;
    }
  }

  private static void add(Map<String, List<Integer>> index, String name, int row) {
    List<Integer> rows = index.computeIfAbsent(key(name), k -> new ArrayList<>(1));
    // Names of one row that differ in nothing, or in case only, count once.
    if (rows.isEmpty() || rows.get(rows.size() - 1) != row) {
      rows.add(row);
    }
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The first name of every row. */
  List<String> first() {
    return first;
  }

  /**
   * The centred feature of a name whatever its case, else of a synonym: the mean over all rows that
   * bear it.
   */
  Optional<float[]> find(String name) {
    List<Integer> found = byFirst.getOrDefault(key(name), bySynonym.get(key(name)));
    if (found == null) {
      return Optional.empty();
    }
    float[] mean = new float[WIDTH];
    for (int row : found) {
      for (int j = 0; j < WIDTH; j++) {
        mean[j] += Half.toFloat(rows.get(row * WIDTH + j)) / found.size();
      }
    }
    return Optional.of(mean);
  }
}
