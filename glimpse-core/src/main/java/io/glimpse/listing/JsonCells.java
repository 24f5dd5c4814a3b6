package io.glimpse.listing;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.file.InputException;
import io.glimpse.json.MalformedJsonException;
import io.glimpse.json.StrictJson;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as a table: an object a line, a list of objects, or an object with such a list, {@code
 * items}, as a few-shot sample is printed.
 */
final class JsonCells {

  private final Path table;
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final List<TableCells.Row> rows = new ArrayList<>();

  private JsonCells(Path table) {
    this.table = table;
  }

  /**
   * Reads a table.
   *
   * @throws InputException naming the line or the item that is not as it should be
   */
  static TableCells read(Path table, String text) throws InputException {
    JsonCells cells = new JsonCells(table);
    String first = text.substring(0, end(text)).strip();
    if (first.startsWith("{") && isWhole(first)) {
      cells.addLines(text);
      return cells.toTable(null);
    }
    JsonNode root;
    try {
      root = StrictJson.read(text);
    } catch (MalformedJsonException e) {
      throw new InputException(
          table.toString(),
          e.isBeyondReason()
              ? "in line " + e.line() + " " + e.reason()
              : "this is not JSON from line " + e.line() + " on; it may be cut off",
          e);
    }
    JsonNode items = root.isArray() ? root : root.path("items");
    if (!items.isArray()) {
      throw new InputException(
          table, "it holds no list 'items' of objects, nor is it a list of such");
    }
    for (int i = 0; i < items.size(); i++) {
      cells.add((root.isArray() ? "item " : "items ") + (i + 1), items.get(i));
    }
    return cells.toTable(folder(root));
  }

  /** Where the first line that is not blank ends. */
  private static int end(String text) {
    int from = 0;
    while (from < text.length() && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  /** Whether a line is an object that is no list of items. */
  private static boolean isWhole(String line) {
    try {
      JsonNode node = StrictJson.read(line);
      return node.isObject() && !node.path("items").isArray();
    } catch (MalformedJsonException e) {
      return false;
    }
  }

  private void addLines(String text) throws InputException {
    int line = 0;
    for (String one : text.split("\n", -1)) {
      line++;
      if (one.isBlank()) {
        continue;
      }
      try {
        add("line " + line, StrictJson.read(one));
      } catch (MalformedJsonException e) {
        throw new InputException(
            table.toString(),
            e.isBeyondReason()
                ? "in line " + line + " " + e.reason()
                : "line " + line + " is no JSON object; it may be cut off",
            e);
      }
    }
  }

  private void add(String place, JsonNode item) throws InputException {
    if (!item.isObject()) {
      throw new InputException(table, place + " is no JSON object");
    }
    List<String> values = new ArrayList<>(Collections.nCopies(columns.size(), ""));
    item.properties()
        .forEach(
            field -> {
              int column = columns.computeIfAbsent(field.getKey(), head -> columns.size());
              while (values.size() <= column) {
                values.add("");
              }
              values.set(column, field.getValue().isNull() ? "" : field.getValue().asText());
            });
    rows.add(new TableCells.Row(place, values));
  }

  /** Rows before one with another field are made as long. */
  private TableCells toTable(@Nullable Path folder) {
    for (TableCells.Row row : rows) {
      while (row.values().size() < columns.size()) {
        row.values().add("");
      }
    }
    return new TableCells(List.copyOf(columns.keySet()), rows, folder);
  }

  private static @Nullable Path folder(JsonNode root) {
    String folder = root.path("folder").asText("");
    try {
      return folder.isEmpty() ? null : Path.of(folder);
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
