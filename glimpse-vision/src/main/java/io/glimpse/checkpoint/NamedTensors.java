package io.glimpse.checkpoint;

import io.glimpse.checkpoint.Pickled.Tuple;
import io.glimpse.checkpoint.Pickled.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds all tensors in what a pickle holds, and names each by the way to it. */
final class NamedTensors {

  private static final int DEEPEST = 20;
  private static final int LONGEST_NAME = 1000;

  /** Lists may be named from many places, so that few bytes could make a tree without end. */
  private static final int MOST_VALUES = 100_000;

  private final String name;
  private final Map<String, View> tensors = new LinkedHashMap<>();
  private int values;

  private NamedTensors(String name) {
    this.name = name;
  }

  /**
   * Finds the tensors.
   *
   * @param name what was pickled, for messages
   * @throws CheckpointException if there is none
   */
  static Map<String, View> of(String name, Object pickled) throws CheckpointException {
    NamedTensors found = new NamedTensors(name);
    found.walk("", pickled, 0);
    if (found.tensors.isEmpty()) {
      throw new CheckpointException(name, "holds no tensor");
    }
    return found.tensors;
  }

  private void walk(String path, Object value, int depth) throws CheckpointException {
    if (depth > DEEPEST || ++values > MOST_VALUES || path.length() > LONGEST_NAME) {
      throw new CheckpointException(
          name, "has lists and dictionaries of tensors within each other beyond all reason");
    }
    if (value instanceof View tensor) {
      tensors.put(path, tensor);
    } else if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        walk(joined(path, entry.getKey()), entry.getValue(), depth + 1);
      }
    } else if (value instanceof Tuple tuple) {
      walkAll(path, tuple.items(), depth);
    } else if (value instanceof List<?> list) {
      walkAll(path, list, depth);
    }
  }

  private void walkAll(String path, List<?> list, int depth) throws CheckpointException {
    for (int i = 0; i < list.size(); i++) {
      walk(joined(path, i), list.get(i), depth + 1);
    }
  }

  private static String joined(String path, Object key) {
    return path.isEmpty() ? key.toString() : path + "." + key;
  }
}
