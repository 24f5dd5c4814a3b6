package io.glimpse.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.glimpse.checkpoint.ModelConfig.Claim;
import io.glimpse.image.Preprocessing.Rgb;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One object of a configuration file.
 *
 * @param place the file and the keys that lead here, each followed by a dot
 */
record ConfigValues(Path file, String place, JsonNode json) {

  /** Of a picture; the limit of {@link io.glimpse.image.Preprocessing}. */
  private static final int MAX_SIDE = 8192;

  static ConfigValues read(Path file) throws IOException {
    return new ConfigValues(file, "", ConfigJson.read(file));
  }

  /** The object below a key, empty where the key is absent or null. */
  ConfigValues object(String key) throws CheckpointException {
    JsonNode node = json.get(key);
    if (node == null || node.isNull()) {
      return new ConfigValues(file, place + key + ".", JsonNodeFactory.instance.objectNode());
    }
    if (!node.isObject()) {
      throw refusal(key, "is not an object");
    }
    return new ConfigValues(file, place + key + ".", node);
  }

  boolean has(String key) {
    return json.hasNonNull(key);
  }

  /** A whole number above 0; null if absent. */
  @Nullable Integer whole(String key) throws CheckpointException {
    if (!has(key)) {
      return null;
    }
    JsonNode node = json.get(key);
    if (!node.canConvertToInt() || !node.isIntegralNumber() || node.intValue() < 1) {
      throw refusal(key, "is not a whole number above 0");
    }
    return node.intValue();
  }

  int whole(String key, int otherwise) throws CheckpointException {
    Integer value = whole(key);
    return value == null ? otherwise : value;
  }

  /** The size of a square: one number, a list of two equal ones, or height and width. */
  @Nullable Integer square(String key) throws CheckpointException {
    if (!has(key) || json.get(key).isNumber()) {
      return whole(key);
    }
    JsonNode node = json.get(key);
    JsonNode height = node.isArray() ? node.get(0) : node.get("height");
    JsonNode width = node.isArray() ? node.get(node.size() - 1) : node.get("width");
    if (height == null || !height.canConvertToInt() || !height.equals(width)) {
      throw refusal(key, "is " + node + ", but pictures are square here");
    }
    return height.intValue();
  }

  /** Rows and columns: one number for both, a list of two, or height and width. */
  PictureSize size(String key, PictureSize otherwise) throws CheckpointException {
    if (!has(key)) {
      return otherwise;
    }
    JsonNode node = json.get(key);
    boolean isList = node.isArray() && node.size() == 2;
    boolean isPair = node.isObject() && node.size() == 2;
    JsonNode height = node.isNumber() ? node : isList ? node.get(0) : node.get("height");
    JsonNode width = node.isNumber() ? node : isList ? node.get(1) : node.get("width");
    if (!(node.isNumber() || isList || isPair) || !isSide(height) || !isSide(width)) {
      throw refusal(
          key,
          "is %s, but only a number, [rows, columns] and height with width, of 1 to %d, are read"
              .formatted(node, MAX_SIDE));
    }
    return new PictureSize(height.intValue(), width.intValue());
  }

  private static boolean isSide(@Nullable JsonNode node) {
    return node != null
        && node.isIntegralNumber()
        && node.canConvertToInt()
        && node.intValue() >= 1
        && node.intValue() <= MAX_SIDE;
  }

  @Nullable Double number(String key) throws CheckpointException {
    if (!has(key)) {
      return null;
    }
    if (!json.get(key).isNumber()) {
      throw refusal(key, "is not a number");
    }
    return json.get(key).doubleValue();
  }

  boolean flag(String key) throws CheckpointException {
    return flag(key, false);
  }

  boolean flag(String key, boolean otherwise) throws CheckpointException {
    if (!has(key)) {
      return otherwise;
    }
    if (!json.get(key).isBoolean()) {
      throw refusal(key, "is neither true nor false");
    }
    return json.get(key).booleanValue();
  }

  String text(String key, String otherwise) throws CheckpointException {
    if (!has(key)) {
      return otherwise;
    }
    if (!json.get(key).isTextual()) {
      throw refusal(key, "is not a string");
    }
    return json.get(key).textValue();
  }

  /** What a word stands for; others are refused with all that there are. */
  <T> T oneOf(String key, String otherwise, Map<String, T> meanings) throws CheckpointException {
    String word = text(key, otherwise);
    T meaning = meanings.get(word);
    if (meaning == null) {
      throw refusal(
          key,
          "is '%s', but only %s are done here"
              .formatted(word, String.join(", ", new TreeSet<>(meanings.keySet()))));
    }
    return meaning;
  }

  /** A finite number for all channels, or one a channel. */
  Rgb rgb(String key, Rgb otherwise) throws CheckpointException {
    if (!has(key)) {
      return otherwise;
    }
    JsonNode node = json.get(key);
    if (isFinite(node)) {
      return Rgb.of(node.doubleValue());
    }
    boolean valid = node.isArray() && node.size() == 3;
    for (int band = 0; valid && band < 3; band++) {
      valid = isFinite(node.get(band));
    }
    if (!valid) {
      throw refusal(key, "is neither a number nor a list of three numbers");
    }
    return Rgb.of(node.get(0).doubleValue(), node.get(1).doubleValue(), node.get(2).doubleValue());
  }

  private static boolean isFinite(JsonNode node) {
    return node.isNumber() && Float.isFinite(node.floatValue());
  }

  /** As {@link #rgb}, of numbers above 0. */
  Rgb deviation(String key, Rgb otherwise) throws CheckpointException {
    Rgb value = rgb(key, otherwise);
    if (!(value.red() > 0 && value.green() > 0 && value.blue() > 0)) {
      throw refusal(key, "has a number that is not above 0");
    }
    return value;
  }

  /** Adds what a key says of a size, if it says something. */
  void claim(List<Claim> claims, String key, Size size, @Nullable Integer value) {
    if (value != null) {
      claims.add(new Claim(file, place + key, size, value));
    }
  }

  /** Refuses a string other than the one that is done here. */
  void requireText(String key, String only) throws CheckpointException {
    if (!text(key, only).equals(only)) {
      throw refusal(
          key, "is '%s', but only '%s' is done here".formatted(json.get(key).textValue(), only));
    }
  }

  /**
   * Refuses keys that nobody here knows, unless their value leaves a model as it is.
   *
   * <p>Most keys of a newer version change the arithmetic, which would cost accuracy in silence.
   */
  void refuseUnknown(Set<String> known) throws CheckpointException {
    for (var entry : json.properties()) {
      JsonNode value = entry.getValue();
      boolean neutral =
          value.isNull()
              || (value.isBoolean() && !value.booleanValue())
              || (value.isNumber() && value.doubleValue() == 0)
              || (value.isContainerNode() && value.isEmpty());
      if (!known.contains(entry.getKey()) && !neutral) {
        throw refusal(entry.getKey(), "is set, which is an architecture that is not known here");
      }
    }
  }

  /** Refuses keys other than these, unless they are null. */
  void refuseOthers(Set<String> known) throws CheckpointException {
    for (var entry : json.properties()) {
      if (!known.contains(entry.getKey()) && !entry.getValue().isNull()) {
        throw refusal(
            entry.getKey(),
            "is not known here, where %s are".formatted(String.join(", ", new TreeSet<>(known))));
      }
    }
  }

  CheckpointException refusal(String key, String reason) {
    return new CheckpointException(file, place + key + " " + reason);
  }
}
