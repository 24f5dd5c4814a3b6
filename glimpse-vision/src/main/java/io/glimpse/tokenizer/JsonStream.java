package io.glimpse.tokenizer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.json.JsonReason;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON file as a stream, since a vocabulary as a tree would take a hundred bytes a piece.
 * What is small is made a tree, of a bounded number of values in all.
 */
final class JsonStream implements Closeable {

  /** The largest file in use, XLM-V's, has half of it. */
  private static final long MOST_BYTES = 128L << 20;

  private static final int DEEPEST = 100;

  /** Characters of a text; a map of characters is the longest in use, with 0.4 million. */
  private static final int LONGEST_TEXT = 8 << 20;

  /** Values outside the vocabulary; Gemma's thousands of added tokens are the most in use. */
  private static final int MOST_VALUES = 500_000;

  /** Names are not remembered: those of a vocabulary come once, and might be made to collide. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_TEXT)
                  .build())
          .build();

  private final Path file;
  private final JsonParser parser;
  private int values;

  private JsonStream(Path file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /** Opens a file, before its first value. */
  static JsonStream open(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new CheckpointException(
          file, "is longer than " + MOST_BYTES + " bytes, which no tokenizer is");
    }
    return new JsonStream(
        file,
        FACTORY.createParser(
            new BufferedReader(
                new InputStreamReader(
                    Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()))));
  }

  /** Reads the one object that a file holds, as a tree. */
  static Section read(Path file) throws IOException {
    try (JsonStream stream = open(file)) {
      stream.require(JsonToken.START_OBJECT, "");
      JsonNode tree = stream.tree();
      stream.requireEnd();
      return new Section(file, "", tree);
    }
  }

  /** Goes on to the next token; {@code NOT_AVAILABLE} is the one after the last. */
  JsonToken next() throws IOException {
    JsonToken token = parsed(parser::nextToken);
    return token == null ? JsonToken.NOT_AVAILABLE : token;
  }

  private interface Step<T extends @Nullable Object> {
    T take() throws IOException;
  }

  private <T extends @Nullable Object> T parsed(Step<T> step) throws IOException {
    try {
      return step.take();
    } catch (JsonProcessingException e) {
      throw new CheckpointException(file, damage(JsonReason.of(e)), e);
    } catch (CharacterCodingException e) {
      throw new CheckpointException(file, "is not valid UTF-8; fetch it anew", e);
    }
  }

  /** Goes on to the next token, which has to be this one. */
  void require(JsonToken wanted, String place) throws IOException {
    requireCurrent(next(), wanted, place);
  }

  /** Refuses a token that is not the one wanted. */
  void requireCurrent(JsonToken found, JsonToken wanted, String place) throws IOException {
    if (found != wanted) {
      String what =
          switch (wanted) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case END_ARRAY -> "the end of the list";
            case VALUE_STRING -> "text";
            default -> "what should be there";
          };
      throw damaged((place.isEmpty() ? "there" : "in '" + place + "' there") + " is not " + what);
    }
  }

  void requireEnd() throws IOException {
    if (next() != JsonToken.NOT_AVAILABLE) {
      throw damaged("something follows its end");
    }
  }

  /** The name or the text at which the stream is. */
  String text() throws IOException {
    return parsed(parser::getText);
  }

  /** The whole number at which the stream is, within bounds. */
  int whole(int least, int most, String place) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parsed(parser::getNumberType) != JsonParser.NumberType.BIG_INTEGER) {
      long value = parsed(parser::getLongValue);
      if (value >= least && value <= most) {
        return (int) value;
      }
    }
    throw damaged("'%s' is not a whole number from %d to %d".formatted(place, least, most));
  }

  /** The finite number at which the stream is. */
  double number(String place) throws IOException {
    if (parser.currentToken().isNumeric()) {
      double value = parsed(parser::getDoubleValue);
      if (Double.isFinite(value)) {
        return value;
      }
    }
    throw damaged("'%s' is not a finite number".formatted(place));
  }

  /** Leaves out the value at which the stream is, and all in it. */
  void skip() throws IOException {
    int depth = 0;
    JsonToken token = parser.currentToken();
    while (true) {
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (depth == 0) {
        return;
      }
      token = next();
    }
  }

  /** The value at which the stream is, and all in it. */
  JsonNode tree() throws IOException {
    if (++values > MOST_VALUES) {
      throw damaged("there are more than " + MOST_VALUES + " values beside the vocabulary");
    }
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        ObjectNode object = nodes.objectNode();
        while (next() == JsonToken.FIELD_NAME) {
          String name = text();
          next();
          if (object.has(name)) {
            throw damaged("'" + name + "' is there twice");
          }
          object.set(name, tree());
        }
        yield object;
      }
      case START_ARRAY -> {
        ArrayNode list = nodes.arrayNode();
        while (next() != JsonToken.END_ARRAY) {
          list.add(tree());
        }
        yield list;
      }
      case VALUE_STRING -> nodes.textNode(text());
      case VALUE_TRUE -> nodes.booleanNode(true);
      case VALUE_FALSE -> nodes.booleanNode(false);
      case VALUE_NULL -> nodes.nullNode();
      case VALUE_NUMBER_INT ->
          parsed(parser::getNumberType) == JsonParser.NumberType.BIG_INTEGER
              ? nodes.numberNode(parsed(parser::getDoubleValue))
              : nodes.numberNode(parsed(parser::getLongValue));
      case VALUE_NUMBER_FLOAT -> nodes.numberNode(parsed(parser::getDoubleValue));
      default -> throw damaged("it ends too early");
    };
  }

  /** A refusal at the place where the stream is. */
  CheckpointException damaged(String reason) {
    return new CheckpointException(file, damage(reason));
  }

  private String damage(String reason) {
    return "is not the JSON it should be at line %d: %s; fetch it anew"
        .formatted(parser.currentLocation().getLineNr(), reason);
  }

  Path file() {
    return file;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
