package io.glimpse.tensor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.glimpse.json.JsonReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON in front of a safetensors file, found to describe every byte behind it exactly once.
 *
 * @param metadata the strings of {@code __metadata__}
 * @param tensors by name, in the header's order
 */
record SafetensorsHeader(Map<String, String> metadata, Map<String, Entry> tensors) {

  /**
   * One tensor.
   *
   * @param begin its first byte, counted from the end of the header
   * @param end the byte after its last one
   */
  record Entry(ElementType type, Shape shape, long begin, long end) {}

  static final String METADATA = "__metadata__";

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * Reads a header as a stream, so that memory grows with what is there and not with what is said.
   *
   * @param in stands at the first byte of the JSON and ends with its last
   * @param dataBytes how many bytes follow the JSON
   */
  static SafetensorsHeader read(Object file, InputStream in, long dataBytes) throws IOException {
    // A reader, as Jackson would guess UTF-16 and UTF-32 from bytes; this one refuses bad UTF-8.
    Reader text = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
    SafetensorsHeader header;
    try (JsonParser json = JSON.createParser(text)) {
      header = new Reading(file, json).read();
    } catch (StreamConstraintsException e) {
      throw new TensorFormatException(
          file, "the header has a string, a number or a nesting beyond all reason" + place(e), e);
    } catch (JsonProcessingException e) {
      throw new TensorFormatException(
          file,
          "the header is not the JSON it should be%s: %s".formatted(place(e), JsonReason.of(e)),
          e);
    } catch (CharacterCodingException e) {
      throw new TensorFormatException(file, "the header is not valid UTF-8", e);
    }
    checkCoverage(file, header.tensors, dataBytes);
    return header;
  }

  /** Where it is, unless the parser does not know. */
  private static String place(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    return at == null ? "" : " at character " + at.getCharOffset();
  }

  /** Tensors must follow each other without gaps or overlaps up to the end of the file. */
  private static void checkCoverage(Object file, Map<String, Entry> tensors, long dataBytes)
      throws TensorFormatException {
    List<Map.Entry<String, Entry>> inOrder = new ArrayList<>(tensors.entrySet());
    inOrder.sort(
        Comparator.<Map.Entry<String, Entry>>comparingLong(e -> e.getValue().begin())
            .thenComparingLong(e -> e.getValue().end()));
    long covered = 0;
    for (var tensor : inOrder) {
      Entry entry = tensor.getValue();
      if (entry.begin() != covered) {
        throw new TensorFormatException(
            file,
            "the tensor '%s' starts at byte %d of the data, but the one before it ends at %d"
                .formatted(tensor.getKey(), entry.begin(), covered));
      }
      covered = entry.end();
    }
    if (covered != dataBytes) {
      throw new TensorFormatException(
          file,
          "the tensors take %d bytes, but %d bytes follow the header"
              .formatted(covered, dataBytes));
    }
  }

  /** One pass over the tokens of a header. */
  private record Reading(Object file, JsonParser json) {

    private static final int MOST_AXES = 64;

    SafetensorsHeader read() throws IOException {
      Map<String, String> metadata = new LinkedHashMap<>();
      Map<String, Entry> tensors = new LinkedHashMap<>();
      expect(JsonToken.START_OBJECT, "the header");
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        if (name.equals(METADATA)) {
          readMetadata(metadata);
        } else {
          tensors.put(name, tensor(name));
        }
      }
      if (json.nextToken() != null) {
        throw new TensorFormatException(file, "the header goes on after its JSON object");
      }
      return new SafetensorsHeader(metadata, tensors);
    }

    private void readMetadata(Map<String, String> metadata) throws IOException {
      expect(JsonToken.START_OBJECT, METADATA);
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String key = json.currentName();
        expect(JsonToken.VALUE_STRING, METADATA + "." + key);
        metadata.put(key, json.getText());
      }
    }

    private Entry tensor(String name) throws IOException {
      String type = null;
      long[] shape = null;
      long[] offsets = null;
      expect(JsonToken.START_OBJECT, name);
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        switch (field) {
          case "dtype" -> {
            expect(JsonToken.VALUE_STRING, name + ".dtype");
            type = json.getText();
          }
          case "shape" -> shape = numbers(name + ".shape");
          case "data_offsets" -> offsets = numbers(name + ".data_offsets");
          default -> throw refusal(name, "has the unknown field '" + field + "'");
        }
      }
      return entry(
          name,
          required(name, type, "dtype"),
          required(name, shape, "shape"),
          required(name, offsets, "data_offsets"));
    }

    private Entry entry(String name, String typeName, long[] axes, long[] offsets)
        throws TensorFormatException {
      ElementType type = ElementType.ofSafetensors(typeName);
      if (type == null) {
        throw refusal(name, "has the element type " + typeName + ", which is not read");
      }
      if (offsets.length != 2 || offsets[0] < 0 || offsets[1] < offsets[0]) {
        throw refusal(name, "needs data_offsets of two numbers, 0 <= begin <= end");
      }
      Shape shape = Shape.of(file + ": the tensor '" + name + "'", axes);
      long wanted = shape.elements() * type.bytes();
      if (offsets[1] - offsets[0] != wanted) {
        throw refusal(
            name,
            "has the shape %s of %s, %d bytes, but its data_offsets span %d bytes"
                .formatted(shape, typeName, wanted, offsets[1] - offsets[0]));
      }
      return new Entry(type, shape, offsets[0], offsets[1]);
    }

    private long[] numbers(String place) throws IOException {
      expect(JsonToken.START_ARRAY, place);
      List<Long> numbers = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT || numbers.size() == MOST_AXES) {
          throw new TensorFormatException(
              file, place + " must be a list of at most " + MOST_AXES + " whole numbers");
        }
        numbers.add(json.getLongValue());
      }
      return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private void expect(JsonToken wanted, String place) throws IOException {
      if (json.nextToken() != wanted) {
        String kind =
            switch (wanted) {
              case START_OBJECT -> "an object";
              case START_ARRAY -> "a list";
              default -> "a string";
            };
        throw new TensorFormatException(file, place + " is not " + kind);
      }
    }

    private <T> T required(String name, @Nullable T value, String field)
        throws TensorFormatException {
      if (value == null) {
        throw refusal(name, "has no " + field);
      }
      return value;
    }

    private TensorFormatException refusal(String name, String reason) {
      return new TensorFormatException(file, "the tensor '" + name + "' " + reason);
    }
  }
}
