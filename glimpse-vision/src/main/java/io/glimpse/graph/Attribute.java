package io.glimpse.graph;

/**
 * A named constant of an operator, as ONNX writes it.
 *
 * @param message the fields of an {@code AttributeProto}
 */
record Attribute(ProtobufWriter message) {

  // Fields of AttributeProto, and the values of its enumeration of types.
  private static final int NAME = 1;
  private static final int F = 2;
  private static final int I = 3;
  private static final int INTS = 8;
  private static final int TYPE = 20;
  private static final int TYPE_FLOAT = 1;
  private static final int TYPE_INT = 2;
  private static final int TYPE_INTS = 7;

  static Attribute of(String name, long value) {
    return new Attribute(named(name).integer(I, value).integer(TYPE, TYPE_INT));
  }

  static Attribute of(String name, float value) {
    return new Attribute(named(name).float32(F, value).integer(TYPE, TYPE_FLOAT));
  }

  static Attribute list(String name, long... values) {
    ProtobufWriter message = named(name);
    for (long value : values) {
      message.integer(INTS, value);
    }
    return new Attribute(message.integer(TYPE, TYPE_INTS));
  }

  private static ProtobufWriter named(String name) {
    return new ProtobufWriter().string(NAME, name);
  }
}
