package io.glimpse.cli.model;

import io.glimpse.cli.console.Console;
import io.glimpse.model.StoredModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the commands say of stored models. */
final class ModelListing {

  /** The column of numbers. */
  private static final int SIZE = 3;

  private final List<StoredModel> models = new ArrayList<>();

  void add(StoredModel model) {
    models.add(model);
  }

  /** A table of all models, each column as wide as it must be. */
  void printTable(Console console) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("NAME", "FAMILY", "STATE", "SIZE", "LICENCE", "SOURCE"));
    models.forEach(model -> rows.add(row(model)));
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String blanks = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == SIZE ? blanks + row.get(i) : row.get(i) + blanks).append("  ");
      }
      console.print("%s", line.toString().stripTrailing());
    }
  }

  private static List<String> row(StoredModel model) {
    return List.of(
        model.name(),
        model.family() == null ? "-" : model.family(),
        state(model),
        roughSize(model),
        model.licence() == null ? "not stated" : model.licence(),
        model.source());
  }

  private static String roughSize(StoredModel model) {
    return model.bytes() == null && model.roughBytes() != null
        ? "~" + size(model.roughBytes())
        : size(model.bytes());
  }

  /** Each model's name and where it is. */
  void printPaths(Console console) {
    for (StoredModel model : models) {
      console.print("%s  %s  %s", model.name(), size(model.bytes()), String.valueOf(model.path()));
    }
  }

  /** The answer as JSON. */
  void printJson(Console console) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("models", models.stream().map(ModelListing::json).toList());
    answer.put("errors", console.errors());
    console.printJson(answer);
  }

  private static Map<String, Object> json(StoredModel model) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", model.name());
    json.put("family", model.family());
    json.put("state", model.state().toString());
    json.put("bytes", model.bytes());
    json.put("rough_bytes", model.roughBytes());
    json.put("bytes_here", model.bytesHere());
    json.put("licence", model.licence());
    json.put("source", model.source());
    json.put("path", model.path() == null ? null : model.path().toString());
    return json;
  }

  private static String state(StoredModel model) {
    Long bytes = model.roughBytes();
    return model.state() == StoredModel.State.PARTIAL && bytes != null
        ? "partial " + Math.min(99, model.bytesHere() * 100 / bytes) + " %"
        : model.state().toString();
  }

  private static String size(@Nullable Long bytes) {
    return bytes == null
        ? "unknown"
        : bytes < 1_000_000
            ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
            : String.format(Locale.ROOT, "%.0f MB", bytes / 1e6);
  }
}
