package io.glimpse.hub;

import io.glimpse.protobuf.ProtobufReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tensor in a network's file, a {@code TensorProto}, without its values.
 *
 * @param extents at least 0 each
 * @param inside bytes of values within the file
 * @param external where the values are if not within the file, by key; empty if they are
 * @param few the values, if they are few and could be sizes, not numbers if they are in another
 *     file; otherwise none
 */
@SuppressWarnings("ArrayRecordComponent") // Read at once, and never compared.
record StoredTensor(
    String name,
    ElementType type,
    List<Long> extents,
    long inside,
    Map<String, String> external,
    double[] few) {

  // Fields of TensorProto, and of StringStringEntryProto.
  private static final int DIMS = 1;
  private static final int DATA_TYPE = 2;
  private static final int FLOAT_DATA = 4;
  private static final int INT32_DATA = 5;
  private static final int STRING_DATA = 6;
  private static final int INT64_DATA = 7;
  private static final int NAME = 8;
  private static final int RAW_DATA = 9;
  private static final int DOUBLE_DATA = 10;
  private static final int UINT64_DATA = 11;
  private static final int EXTERNAL_DATA = 13;
  private static final int DATA_LOCATION = 14;
  private static final int KEY = 1;
  private static final int VALUE = 2;
  private static final int EXTERNAL = 1;

  /** No tensor of a real network has more. */
  private static final int MOST_EXTENTS = 16;

  /** Above this, eight bytes a value could not be counted. */
  private static final long MOST_ELEMENTS = 1L << 56;

  StoredTensor {
    extents = List.copyOf(extents);
    external = Map.copyOf(external);
  }

  /**
   * Reads one.
   *
   * @throws IOException if it is damaged, of a type that no network needs, or has fewer values than
   *     its extents ask for
   */
  static StoredTensor read(ProtobufReader message, NameBudget names) throws IOException {
    String name = "";
    long code = 0;
    long location = 0;
    long inside = 0;
    List<Long> extents = new ArrayList<>();
    TensorValues values = new TensorValues();
    Map<String, String> external = new LinkedHashMap<>();
    while (message.next()) {
      switch (message.field()) {
        case NAME -> name = names.read(message);
        case DATA_TYPE -> code = message.integer();
        case DATA_LOCATION -> location = message.integer();
        case DIMS -> TensorValues.addFew(message, extents);
        case EXTERNAL_DATA -> addEntry(message.message(), external, names);
        case RAW_DATA -> {
          values.addRaw(message);
          inside += message.length();
        }
        case INT32_DATA, INT64_DATA, UINT64_DATA -> {
          values.addIntegers(message);
          // A value takes a byte at least, whatever its type.
          inside += (long) message.length() * Long.BYTES;
        }
        case FLOAT_DATA -> {
          values.addReals(message, Float.BYTES);
          inside += message.length();
        }
        case DOUBLE_DATA -> {
          values.addReals(message, Double.BYTES);
          inside += message.length();
        }
        case STRING_DATA -> throw new IOException("the tensor '%s' has texts".formatted(name));
        default -> {}
      }
    }
    boolean isOutside = location == EXTERNAL || !external.isEmpty();
    ElementType type = type(name, code);
    double[] few = isOutside ? unread(extents) : values.few(type);
    StoredTensor tensor = new StoredTensor(name, type, extents, inside, external, few);
    tensor.requireSize(isOutside);
    return tensor;
  }

  /** Not a number for each of a few values in another file, which must be no size. */
  private static double[] unread(List<Long> extents) {
    double elements = 1;
    for (long extent : extents) {
      elements *= extent;
    }
    double[] few = new double[elements > 0 && elements <= TensorValues.FEW ? (int) elements : 0];
    Arrays.fill(few, Double.NaN);
    return few;
  }

  private static void addEntry(ProtobufReader entry, Map<String, String> external, NameBudget names)
      throws IOException {
    String key = "";
    String value = "";
    while (entry.next()) {
      switch (entry.field()) {
        case KEY -> key = names.read(entry);
        case VALUE -> value = names.read(entry);
        default -> {}
      }
    }
    external.put(key, value);
  }

  private static ElementType type(String name, long code) throws IOException {
    return ElementType.of(code)
        .orElseThrow(
            () ->
                new IOException(
                    "the tensor '%s' has values of type %d, which is none that networks need"
                        .formatted(name, code)));
  }

  private void requireSize(boolean isOutside) throws IOException {
    if (extents.size() > MOST_EXTENTS) {
      throw new IOException("the tensor '%s' has %d extents".formatted(name, extents.size()));
    }
    double elements = 1;
    for (long extent : extents) {
      if (extent < 0) {
        throw new IOException("the tensor '%s' has the extent %d".formatted(name, extent));
      }
      elements *= extent;
    }
    if (elements > MOST_ELEMENTS || (!isOutside && bytes() > inside)) {
      throw new IOException(
          "the tensor '%s' of %s %s would take more than the %d bytes that it has"
              .formatted(name, type, extents, inside));
    }
    if (isOutside && external.isEmpty()) {
      throw new IOException(
          "the tensor '%s' has its values elsewhere, not saying where".formatted(name));
    }
  }

  /** What its values take. */
  long bytes() {
    return type.bytes(extents.stream().reduce(1L, (a, b) -> a * b));
  }
}
