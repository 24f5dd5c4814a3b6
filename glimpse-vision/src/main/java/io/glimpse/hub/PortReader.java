package io.glimpse.hub;

import io.glimpse.protobuf.ProtobufReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads how an input or output is declared, a {@code ValueInfoProto}. */
final class PortReader {

  // Fields of ValueInfoProto, TypeProto, TypeProto.Tensor, TensorShapeProto and its Dimension.
  private static final int NAME = 1;
  private static final int TYPE = 2;
  private static final int TENSOR = 1;
  private static final int ELEMENT = 1;
  private static final int SHAPE = 2;
  private static final int DIMENSION = 1;
  private static final int VALUE = 1;

  /** No port of a real network has more. */
  private static final int MOST_EXTENTS = 16;

  private String name = "";
  private @Nullable ElementType element;
  private @Nullable List<Long> extents;

  private PortReader() {}

  static NetworkPort read(ProtobufReader message, NameBudget names) throws IOException {
    PortReader reader = new PortReader();
    while (message.next()) {
      switch (message.field()) {
        case NAME -> reader.name = names.read(message);
        case TYPE -> reader.readType(message.message());
        default -> {}
      }
    }
    return new NetworkPort(reader.name, reader.element, reader.extents);
  }

  private void readType(ProtobufReader type) throws IOException {
    while (type.next()) {
      if (type.field() == TENSOR) {
        readTensor(type.message());
      }
    }
  }

  private void readTensor(ProtobufReader tensor) throws IOException {
    while (tensor.next()) {
      switch (tensor.field()) {
        case ELEMENT -> element = ElementType.of(tensor.integer()).orElse(null);
        case SHAPE -> readShape(tensor.message());
        default -> {}
      }
    }
  }

  private void readShape(ProtobufReader shape) throws IOException {
    List<Long> read = new ArrayList<>();
    while (shape.next()) {
      if (shape.field() == DIMENSION) {
        if (read.size() == MOST_EXTENTS) {
          throw new IOException("'%s' has more than %d extents".formatted(name, MOST_EXTENTS));
        }
        read.add(extent(shape.message()));
      }
    }
    extents = read;
  }

  private static long extent(ProtobufReader dimension) throws IOException {
    long value = NetworkPort.OPEN;
    while (dimension.next()) {
      if (dimension.field() == VALUE) {
        value = dimension.integer();
      }
    }
    return value;
  }
}
