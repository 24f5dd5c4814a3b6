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

  private static final String ROW = "%-30s %-13s %9s  %-10s %s";

  private final List<StoredModel> models = new ArrayList<>();

  void add(StoredModel model) {
    models.add(model);
  }

  /** A table of all models. */
  void printTable(Console console) {
    console.print(ROW, "NAME", "STATE", "SIZE", "LICENCE", "SOURCE");
    for (StoredModel model : models) {
      console.print(
          ROW,
          model.name(),
          state(model),
          size(model.bytes()),
          model.licence() == null ? "not stated" : model.licence(),
          model.source());
    }
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
    json.put("state", model.state().toString());
    json.put("bytes", model.bytes());
    json.put("bytes_here", model.bytesHere());
    json.put("licence", model.licence());
    json.put("source", model.source());
    json.put("path", model.path() == null ? null : model.path().toString());
    return json;
  }

  private static String state(StoredModel model) {
    Long bytes = model.bytes();
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
