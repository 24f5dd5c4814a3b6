package io.glimpse.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.tensor.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tensors of safetensors files, of which a large model may have several with an index. */
final class SafetensorsWeights {

  private static final int MOST_SHARDS = 1000;

  private SafetensorsWeights() {}

  /** The tensors of one file. */
  static Map<String, Tensor> read(MappedFile file) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try (Safetensors header = Safetensors.open(file.path())) {
      for (String name : header.names()) {
        NumberType type = NumberType.ofSafetensors(header.dtype(name));
        if (type == null) {
          throw new CheckpointException(
              file.path(),
              "the tensor '%s' has the element type %s, which is not read"
                  .formatted(name, header.dtype(name)));
        }
        List<Integer> shape = new ArrayList<>();
        for (long extent : header.shape(name)) {
          if (extent > Integer.MAX_VALUE) {
            throw new CheckpointException(
                file.path(), "the tensor '" + name + "' has an axis of " + extent + " elements");
          }
          shape.add((int) extent);
        }
        tensors.put(name, StoredTensor.rowMajor(file, header.position(name), type, shape));
      }
    }
    return tensors;
  }

  /** The tensors of the files that an index names, all in its folder. */
  static Map<String, Tensor> readSharded(Path index) throws IOException {
    Map<String, Map<String, Tensor>> shards = new HashMap<>();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (var place : places(index).entrySet()) {
      String shard = place.getValue();
      if (!shards.containsKey(shard)) {
        shards.put(shard, read(CheckpointFiles.map(index.resolveSibling(shard))));
      }
      Tensor tensor = shards.get(shard).get(place.getKey());
      if (tensor == null) {
        throw new CheckpointException(
            index, "places '%s' in %s, which has no such tensor".formatted(place.getKey(), shard));
      }
      tensors.put(place.getKey(), tensor);
    }
    return tensors;
  }

  /** The files that an index names. */
  static List<Path> shards(Path index) throws IOException {
    return places(index).values().stream().distinct().map(index::resolveSibling).toList();
  }

  /** The file of every tensor, by name; all are there. */
  private static Map<String, String> places(Path index) throws IOException {
    JsonNode map = ConfigJson.read(index).get("weight_map");
    if (map == null || !map.isObject()) {
      throw new CheckpointException(index, "has no weight_map");
    }
    Map<String, String> places = new LinkedHashMap<>();
    Set<String> shards = new HashSet<>();
    for (var entry : map.properties()) {
      String shard = entry.getValue().asText();
      boolean isNew = shards.add(shard);
      // An index must not reach into other folders.
      if (!shard.matches("[\\w.-]+\\.safetensors") || shards.size() > MOST_SHARDS) {
        throw new CheckpointException(
            index,
            "places '%s' in '%s', which is no file of its folder".formatted(entry.getKey(), shard));
      }
      if (isNew && !Files.exists(index.resolveSibling(shard))) {
        throw new CheckpointException(
            index,
            "places '%s' in %s, which is not there; fetch it from where the others come from"
                .formatted(entry.getKey(), shard));
      }
      places.put(entry.getKey(), shard);
    }
    return places;
  }
}
