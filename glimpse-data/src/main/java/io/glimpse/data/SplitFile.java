package io.glimpse.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.json.MalformedJsonException;
import io.glimpse.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * CoOp's split files: {@code {"train": [[path, label, class name], ...], "val": ..., "test": ...}}.
 */
final class SplitFile {

  /** The published ones have up to 4 MB. */
  private static final int MOST_BYTES = 256 << 20;

  private final Path file;
  private final Map<Integer, String> names = new TreeMap<>();

  private SplitFile(Path file) {
    this.file = file;
  }

  /**
   * Reads a split file and checks that every entry is whole, every label has one name, no label is
   * left out, and no path leads out of the data set.
   */
  static Contents read(Path file) throws IOException {
    return new SplitFile(file).read();
  }

  private Contents read() throws IOException {
    JsonNode root = json(file);
    Parts parts = new Parts(part(root, "train"), part(root, "val"), part(root, "test"));
    int expected = 0;
    for (int label : names.keySet()) {
      if (label != expected++) {
        throw new DatasetException(file, "no entry has label " + (expected - 1));
      }
    }
    return new Contents(ClassNames.of(List.copyOf(names.values())), parts, List.of());
  }

  /** Reads a file that is JSON and of reasonable size. */
  static JsonNode json(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new DatasetException(
          file, "has " + Files.size(file) + " bytes, the limit is " + (MOST_BYTES >> 20) + " MiB");
    }
    try {
      return StrictJson.read(file, MOST_BYTES);
    } catch (MalformedJsonException e) {
      throw new DatasetException(
          file, "this is not JSON from line " + e.line() + " on; it may be cut off", e);
    }
  }

  private List<LabelledImage> part(JsonNode root, String name) throws DatasetException {
    JsonNode entries = root.path(name);
    if (!entries.isArray()) {
      throw new DatasetException(file, "has no list '" + name + "'");
    }
    List<LabelledImage> pictures = new ArrayList<>(entries.size());
    for (JsonNode entry : entries) {
      pictures.add(picture(entry, name + "[" + pictures.size() + "]"));
    }
    return pictures;
  }

  private LabelledImage picture(JsonNode entry, String place) throws DatasetException {
    if (!entry.isArray()
        || entry.size() != 3
        || !entry.get(0).isTextual()
        || !entry.get(1).canConvertToInt()
        || !entry.get(1).isIntegralNumber()
        || !entry.get(2).isTextual()) {
      throw new DatasetException(file, place + " is not [path, label, class name]");
    }
    String path = entry.get(0).textValue();
    int label = entry.get(1).intValue();
    String name = entry.get(2).textValue();
    requireInside(file, place, path);
    if (label < 0) {
      throw new DatasetException(file, place + " has the negative label " + label);
    }
    String before = names.putIfAbsent(label, name);
    if (before != null && !before.equals(name)) {
      throw new DatasetException(
          file,
          String.format("%s calls class %d '%s', others call it '%s'", place, label, name, before));
    }
    return new LabelledImage(path, label);
  }

  /** Refuses a path that is absolute, or leads out of the folder that it is below. */
  static void requireInside(Path file, String place, String path) throws DatasetException {
    boolean inside = !path.isEmpty() && path.indexOf('\0') < 0 && !path.startsWith("/");
    for (String name : path.split("/", -1)) {
      inside &= !name.equals("..");
    }
    if (!inside || Path.of(path).isAbsolute()) {
      throw new DatasetException(
          file, place + " names '" + path + "', which is no path below the data set");
    }
  }
}
