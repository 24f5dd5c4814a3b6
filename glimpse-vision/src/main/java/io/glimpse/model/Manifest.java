package io.glimpse.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a model that is here. It is written last, when every file of the model is in its
 * place and its checksum was right; a folder without it holds no model.
 *
 * @param name of the model
 * @param family what kind of model it is; null where nobody said
 * @param source where it came from
 * @param licence null where none is known
 * @param files at least one, the weights first
 */
record Manifest(
    String name,
    @Nullable String family,
    String source,
    @Nullable String licence,
    List<Item> files) {

  /**
   * A file as it was verified.
   *
   * @param name of the file
   * @param bytes its length
   * @param sha256 its checksum
   */
  record Item(String name, long bytes, String sha256) {}

  Manifest {
    files = List.copyOf(files);
  }

  /** The length of all files. */
  long bytes() {
    return files.stream().mapToLong(Item::bytes).sum();
  }

  static Manifest read(Path file) throws IOException {
    JsonNode json = RecordJson.read(file);
    try {
      List<Item> files = new ArrayList<>();
      for (JsonNode item : RecordJson.list(json, "files")) {
        String name = RecordJson.text(item, "name");
        Long bytes = RecordJson.numberOrNull(item, "bytes");
        if (!ModelFile.isName(name) || bytes == null) {
          throw new IllegalArgumentException("file " + (files.size() + 1) + " lacks name or bytes");
        }
        files.add(new Item(name, bytes, ModelFile.digest(RecordJson.text(item, "sha256"))));
      }
      if (files.isEmpty()) {
        throw new IllegalArgumentException("'files' is empty");
      }
      return new Manifest(
          RecordJson.text(json, "name"),
          RecordJson.textOrNull(json, "family"),
          RecordJson.text(json, "source"),
          RecordJson.textOrNull(json, "licence"),
          files);
    } catch (IllegalArgumentException e) {
      throw new FileSystemException(file.toString(), null, e.getMessage());
    }
  }

  void write(Path file) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("family", family);
    json.put("source", source);
    json.put("licence", licence);
    json.put(
        "files",
        files.stream().map(item -> item(item.name(), item.bytes(), item.sha256())).toList());
    RecordJson.write(file, json);
  }

  private static Map<String, Object> item(String name, long bytes, String sha256) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("bytes", bytes);
    json.put("sha256", sha256);
    return json;
  }
}
