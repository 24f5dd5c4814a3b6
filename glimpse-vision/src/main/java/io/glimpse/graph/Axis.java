package io.glimpse.graph;

import io.glimpse.protobuf.ProtobufWriter;

/**
 * An axis of a graph's input or output.
 *
 * @param symbol names an extent that a run decides; empty for a fixed one
 * @param extent if it is fixed
 */
public record Axis(String symbol, long extent) {

  /** One that a run decides. */
  public static Axis of(String symbol) {
    return new Axis(symbol, 0);
  }

  /** A fixed one. */
  public static Axis of(long extent) {
    return new Axis("", extent);
  }

  /** The fields of a {@code TensorShapeProto.Dimension}. */
  ProtobufWriter message() {
    return symbol.isEmpty()
        ? new ProtobufWriter().integer(1, extent)
        : new ProtobufWriter().string(2, symbol);
  }
}
