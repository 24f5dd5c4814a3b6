package io.glimpse.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The rule for JSON that is not to be trusted: it has an end, one meaning and a reasonable size.
 *
 * <p>A key stands once in an object, nothing follows the value, nesting ends at {@value #DEEPEST},
 * and the caller says how many bytes a file may have. What a tree holds is asked for by type, here
 * with {@link #object}, {@link #list}, {@link #text}, {@link #whole} and {@link #number}, whose
 * refusals name the place; {@link #record} is for files that Glimpse itself writes, and makes
 * records of plain values alone.
 */
public final class StrictJson {

  /** What Glimpse and its neighbours write is a tenth as deep. */
  private static final int DEEPEST = 100;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Fields of later versions are left aside; a number that is missing is not taken to be 0. */
  private static final JsonMapper RECORDS =
      JSON.rebuild()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private StrictJson() {}

  /** Reads text; an empty one is a missing value. */
  public static JsonNode read(String text) throws MalformedJsonException {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new MalformedJsonException(e);
    }
  }

  /** As {@link #read(String)}, from UTF-8. */
  public static JsonNode read(byte[] utf8) throws MalformedJsonException {
    try {
      return JSON.readTree(utf8);
    } catch (JsonProcessingException e) {
      throw new MalformedJsonException(e);
    } catch (IOException e) {
      throw new MalformedJsonException("it is not valid text");
    }
  }

  /**
   * Reads a file.
   *
   * @param mostBytes that it may have, below 2 GiB
   * @throws MalformedJsonException if it is not JSON
   * @throws FileSystemException if it has more bytes
   */
  public static JsonNode read(Path file, int mostBytes) throws IOException {
    return read(bytes(file, mostBytes));
  }

  private static byte[] bytes(Path file, int mostBytes) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(mostBytes);
      if (in.read() >= 0) {
        throw new FileSystemException(
            file.toString(), null, "has more than " + mostBytes + " bytes");
      }
      return bytes;
    }
  }

  /**
   * Makes a record of plain values from a file; see {@link #read(Path, int)}.
   *
   * @throws MalformedJsonException if the file is not JSON, or not of such a record
   */
  public static <T> T record(Path file, int mostBytes, Class<T> type) throws IOException {
    try {
      T value = RECORDS.treeToValue(read(file, mostBytes), type);
      if (value == null) {
        throw new MalformedJsonException("there is no value");
      }
      return value;
    } catch (JacksonException e) {
      throw new MalformedJsonException("it does not hold what it should");
    }
  }

  /**
   * An object.
   *
   * @param place where the value stands, for the refusal; empty for the whole
   * @throws IllegalArgumentException if it is something else, such as {@code 'id' is a list, not an
   *     object}
   */
  public static JsonNode object(JsonNode value, String place) {
    return require(value.isObject(), value, place, "an object");
  }

  /** A list; as {@link #object}. */
  public static JsonNode list(JsonNode value, String place) {
    return require(value.isArray(), value, place, "a list");
  }

  /** Text; as {@link #object}. */
  public static String text(JsonNode value, String place) {
    return require(value.isTextual(), value, place, "text").textValue();
  }

  /** A number; as {@link #object}. */
  public static double number(JsonNode value, String place) {
    return require(value.isNumber(), value, place, "a number").doubleValue();
  }

  /** A whole number from {@code least} to {@code most}, both allowed; as {@link #object}. */
  public static long whole(JsonNode value, String place, long least, long most) {
    boolean fits =
        value.isIntegralNumber()
            && value.canConvertToLong()
            && value.longValue() >= least
            && value.longValue() <= most;
    return require(fits, value, place, "a whole number from " + least + " to " + most).longValue();
  }

  private static JsonNode require(boolean sound, JsonNode value, String place, String wanted) {
    if (!sound) {
      String found =
          switch (value.getNodeType()) {
            case NULL -> "null";
            case MISSING -> "missing";
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "text";
            case BOOLEAN -> value.asText();
            case NUMBER -> "the number " + value.asText();
            case BINARY, POJO -> "something else";
          };
      throw new IllegalArgumentException(
          (place.isEmpty() ? "" : place + " ") + "is " + found + ", not " + wanted);
    }
    return value;
  }
}
