package io.glimpse.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small JSON files beside the weights. */
final class JsonFile {

  /** An index of a hundred thousand tensors stays below this. */
  private static final long MOST_BYTES = 16 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonFile() {}

  /** Reads a file that holds one object. */
  static JsonNode read(Path path) throws IOException {
    if (Files.size(path) > MOST_BYTES) {
      throw new CheckpointException(path, "is longer than " + MOST_BYTES + " bytes");
    }
    JsonNode json;
    try {
      json = JSON.readTree(Files.readString(path));
    } catch (JsonProcessingException e) {
      throw new CheckpointException(
          path,
          "is not the JSON it should be at line %d: %s"
              .formatted(
                  e.getLocation().getLineNr(),
                  // Of an early end the parser says where it began, in words for its own users.
                  e instanceof JsonEOFException ? "it ends too early" : e.getOriginalMessage()),
          e);
    } catch (CharacterCodingException e) {
      throw new CheckpointException(path, "is not valid UTF-8", e);
    }
    if (!json.isObject()) {
      throw new CheckpointException(path, "is not a JSON object");
    }
    return json;
  }
}
