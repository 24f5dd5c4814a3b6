package io.glimpse.hub;

import io.glimpse.protobuf.ProtobufReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of a tensor in a network's file, of which only a few are ever kept: those of a list
 * that could be sizes.
 */
final class TensorValues {

  /** Values of a list of sizes. */
  static final int FEW = 16;

  /** Of a number in a list. */
  private static final int MOST_BYTES = 10;

  private static final double[] NONE = {};

  private final List<Long> integers = new ArrayList<>();
  private final List<Double> reals = new ArrayList<>();
  private @Nullable ByteBuffer raw;

  /**
   * Takes in a field of values as they lie in memory, which go before those of all other fields.
   */
  void addRaw(ProtobufReader message) throws IOException {
    raw = message.bytes();
  }

  /** Takes in a field of numbers of 32 or 64 bits, or of halves as their bits. */
  void addIntegers(ProtobufReader message) throws IOException {
    addFew(message, integers);
  }

  /**
   * Takes in a field of floating-point numbers.
   *
   * @param each bytes of one, 4 or 8
   */
  void addReals(ProtobufReader message, int each) throws IOException {
    if (reals.size() > FEW || message.length() > FEW * each) {
      reals.addAll(Collections.nCopies(Math.max(0, FEW + 1 - reals.size()), 0.0));
      return;
    }
    for (ByteBuffer some = little(message.fixed(each)); some.remaining() >= each; ) {
      reals.add(each == Float.BYTES ? some.getFloat() : some.getDouble());
    }
  }

  /** Adds numbers as long as they are few; one more than that tells that they are not. */
  static void addFew(ProtobufReader message, List<Long> numbers) throws IOException {
    if (numbers.size() <= FEW && message.length() <= FEW * MOST_BYTES) {
      message.addIntegers(numbers);
    } else {
      numbers.addAll(Collections.nCopies(Math.max(0, FEW + 1 - numbers.size()), 0L));
    }
  }

  /** The values if they are few, as numbers of a type; otherwise none. */
  double[] few(ElementType type) {
    if (raw != null) {
      return type.isReadable() ? few(type, little(raw.duplicate())) : NONE;
    }
    if (type == ElementType.FLOAT || type == ElementType.DOUBLE) {
      return reals.size() > FEW ? NONE : reals.stream().mapToDouble(Double::doubleValue).toArray();
    }
    return integers.size() > FEW || !type.isReadable()
        ? NONE
        : integers.stream().mapToDouble(type::ofInteger).toArray();
  }

  private static double[] few(ElementType type, ByteBuffer values) {
    int count = values.remaining() / (int) type.bytes(1);
    if (count > FEW) {
      return NONE;
    }
    double[] few = new double[count];
    for (int i = 0; i < count; i++) {
      few[i] = type.next(values);
    }
    return few;
  }

  private static ByteBuffer little(ByteBuffer bytes) {
    return bytes.order(ByteOrder.LITTLE_ENDIAN);
  }
}
