package io.glimpse.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.glimpse.file.AtomicFile;
import io.glimpse.json.MalformedJsonException;
import io.glimpse.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Small JSON files, read without trust: nothing is bound to a class by reflection, and each value
 * is asked for with its type.
 */
final class RecordJson {

  private static final int LARGEST = 1 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private RecordJson() {}

  /** Reads a file of at most 1 MiB. */
  static JsonNode read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
    }
  }

  /** Reads at most 1 MiB; {@code name} is for messages. */
  static JsonNode read(InputStream in, String name) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new FileSystemException(name, null, "has more than 1 MiB");
    }
    try {
      return StrictJson.read(bytes);
    } catch (MalformedJsonException e) {
      throw new FileSystemException(name, null, e.getMessage());
    }
  }

  /** Writes a file that appears whole or not at all. */
  static void write(Path file, Object content) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    AtomicFile.write(file, out -> out.write(JSON.writeValueAsBytes(content)));
  }

  /** A text that must be there. */
  static String text(JsonNode object, String key) {
    String value = textOrNull(object, key);
    if (value == null) {
      throw new IllegalArgumentException("'" + key + "' is missing");
    }
    return value;
  }

  /** A text that may be absent or null. */
  static @Nullable String textOrNull(JsonNode object, String key) {
    JsonNode value = object.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new IllegalArgumentException("'" + key + "' is not a text");
    }
    return value.textValue();
  }

  /** A whole number that may be absent or null. */
  static @Nullable Long numberOrNull(JsonNode object, String key) {
    JsonNode value = object.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException("'" + key + "' is not a whole number");
    }
    return value.longValue();
  }

  /** A list that must be there. */
  static JsonNode list(JsonNode object, String key) {
    JsonNode value = object.path(key);
    if (!value.isArray()) {
      throw new IllegalArgumentException("'" + key + "' is not a list");
    }
    return value;
  }
}
