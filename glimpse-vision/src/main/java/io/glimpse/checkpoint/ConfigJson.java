package io.glimpse.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.json.MalformedJsonException;
import io.glimpse.json.StrictJson;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small JSON files beside the weights. */
final class ConfigJson {

  /** An index of a hundred thousand tensors stays below this. */
  private static final long MOST_BYTES = 16 << 20;

  private ConfigJson() {}

  /** Reads a file that holds one object. */
  static JsonNode read(Path path) throws IOException {
    if (Files.size(path) > MOST_BYTES) {
      throw new CheckpointException(path, "is longer than " + MOST_BYTES + " bytes");
    }
    JsonNode json;
    try {
      json = StrictJson.read(Files.readString(path));
    } catch (MalformedJsonException e) {
      throw new CheckpointException(
          path, "is not the JSON it should be at line %d: %s".formatted(e.line(), e.reason()), e);
    } catch (CharacterCodingException e) {
      throw new CheckpointException(path, "is not valid UTF-8", e);
    }
    if (!json.isObject()) {
      throw new CheckpointException(path, "is not a JSON object");
    }
    return json;
  }
}
