package io.glimpse.graph;

import io.glimpse.protobuf.ProtobufWriter;

/** A named constant of an operator, as ONNX writes it. */
public final class Attribute {

  // Fields of AttributeProto, and the values of its enumeration of types.
  private static final int NAME = 1;
  private static final int F = 2;
  private static final int I = 3;
  private static final int S = 4;
  private static final int INTS = 8;
  private static final int TYPE = 20;
  private static final int TYPE_FLOAT = 1;
  private static final int TYPE_INT = 2;
  private static final int TYPE_STRING = 3;
  private static final int TYPE_INTS = 7;

  private final ProtobufWriter message;

  private Attribute(ProtobufWriter message) {
    this.message = message;
  }

  /** An integer. */
  public static Attribute of(String name, long value) {
    return new Attribute(named(name).integer(I, value).integer(TYPE, TYPE_INT));
  }

  /** A float. */
  public static Attribute of(String name, float value) {
    return new Attribute(named(name).float32(F, value).integer(TYPE, TYPE_FLOAT));
  }

  /** A list of integers. */
  public static Attribute list(String name, long... values) {
    ProtobufWriter message = named(name);
    for (long value : values) {
      message.integer(INTS, value);
    }
    return new Attribute(message.integer(TYPE, TYPE_INTS));
  }

  /** A text, such as a mode. */
  public static Attribute of(String name, String value) {
    return new Attribute(named(name).string(S, value).integer(TYPE, TYPE_STRING));
  }

  /** The fields of an {@code AttributeProto}. */
  ProtobufWriter message() {
    return message;
  }

  private static ProtobufWriter named(String name) {
    return new ProtobufWriter().string(NAME, name);
  }
}
