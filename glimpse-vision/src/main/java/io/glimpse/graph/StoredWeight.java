package io.glimpse.graph;

import io.glimpse.protobuf.ProtobufReader;
import io.glimpse.protobuf.ProtobufWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A weight of a network that was read, whose values may lie in a file beside it.
 *
 * @param tensor as a {@code TensorProto}
 * @param file with the values; empty where they stand in the tensor
 * @param offset of the values in the file
 * @param length of the values in bytes
 */
record StoredWeight(ByteBuffer tensor, String file, long offset, long length) {

  // Fields of TensorProto.
  private static final int DIMENSION = 1;
  private static final int TYPE = 2;
  private static final int NAME = 8;
  private static final int RAW_DATA = 9;
  private static final int EXTERNAL = 13;
  private static final int PLACE = 14;

  /**
   * Reads what a tensor says of its values.
   *
   * @throws IOException if it is damaged
   */
  static StoredWeight read(ByteBuffer tensor) throws IOException {
    Map<String, String> entries = new HashMap<>();
    for (ProtobufReader all = new ProtobufReader(tensor); all.next(); ) {
      if (all.field() == EXTERNAL) {
        String key = "";
        for (ProtobufReader entry = all.message(); entry.next(); ) {
          if (entry.field() == 1) {
            key = entry.string();
          } else {
            entries.put(key, entry.string());
          }
        }
      }
    }
    if (entries.isEmpty()) {
      return new StoredWeight(tensor, "", 0, 0);
    }
    try {
      return new StoredWeight(
          tensor,
          entries.getOrDefault("location", ""),
          Long.parseLong(entries.getOrDefault("offset", "0")),
          Long.parseLong(entries.getOrDefault("length", "")));
    } catch (NumberFormatException e) {
      throw new IOException("a weight of the network does not say where it lies", e);
    }
  }

  boolean isOutside() {
    return !file.isEmpty();
  }

  /** Where its values lie, for a network of that folder. */
  Path path(Path folder) {
    return folder.resolve(file);
  }

  /** The tensor with its values in another file, at the same place. */
  ProtobufWriter in(String otherFile) throws IOException {
    ProtobufWriter moved = description();
    for (String[] entry :
        List.of(
            new String[] {"location", otherFile},
            new String[] {"offset", Long.toString(offset)},
            new String[] {"length", Long.toString(length)})) {
      moved.message(EXTERNAL, new ProtobufWriter().string(1, entry[0]).string(2, entry[1]));
    }
    return moved.integer(PLACE, 1);
  }

  /** The tensor up to its values, which are to follow. */
  ProtobufWriter beforeValues() throws IOException {
    return description().header(RAW_DATA, length);
  }

  /** Shape, type and name. */
  private ProtobufWriter description() throws IOException {
    List<Long> shape = new ArrayList<>();
    long type = 0;
    String name = "";
    for (ProtobufReader all = new ProtobufReader(tensor); all.next(); ) {
      switch (all.field()) {
        case DIMENSION -> shape.add(all.integer());
        case TYPE -> type = all.integer();
        case NAME -> name = all.string();
        default -> {}
      }
    }
    ProtobufWriter written = new ProtobufWriter();
    shape.forEach(extent -> written.integer(DIMENSION, extent));
    return written.integer(TYPE, type).string(NAME, name);
  }
}
