package io.glimpse.lite;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.glimpse.matrix.Matrix;
import java.io.IOException;
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
  private final Matrix rows;

  KnownNames() throws IOException {
    for (List<String> names : read()) {
      int row = first.size();
      first.add(names.get(0));
      add(byFirst, names.get(0), row);
      names.stream().distinct().forEach(name -> add(bySynonym, name, row));
    }
    rows = Embedded.halves("vocabulary_vectors.npy", WIDTH);
  }

  private static List<List<String>> read() throws IOException {
    List<List<String>> all = new ArrayList<>();
    List<String> names = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(Embedded.bytes("vocabulary.json"))) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          names.add(json.getText());
        } else if (token == JsonToken.END_ARRAY && !names.isEmpty()) {
          all.add(List.copyOf(names));
          names.clear();
        }
      }
    }
    return all;
  }

  private static void add(Map<String, List<Integer>> index, String name, int row) {
    List<Integer> rows = index.computeIfAbsent(key(name), k -> new ArrayList<>(1));
    // Synonyms that differ in case only count once.
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
        mean[j] += rows.get(row, j) / found.size();
      }
    }
    return Optional.of(mean);
  }
}
