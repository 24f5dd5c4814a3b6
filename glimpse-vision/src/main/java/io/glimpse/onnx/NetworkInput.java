package io.glimpse.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/** What a {@link Network} reads under one name; its values are neither modified nor kept. */
public final class NetworkInput {

  private interface Conversion {
    OnnxTensor tensor() throws OrtException;
  }

  private final String name;
  private final Conversion conversion;

  private NetworkInput(String name, Conversion conversion) {
    this.name = name;
    this.conversion = conversion;
  }

  /**
   * Float32 values, which are not copied.
   *
   * @param values direct and of native byte order, row-major from its position on
   * @param shape its product is the number of values that are read
   */
  public static NetworkInput floats(String name, FloatBuffer values, long... shape) {
    if (!values.isDirect() || values.order() != ByteOrder.nativeOrder()) {
      throw new IllegalArgumentException(
          name + " must lie in a direct buffer of native byte order");
    }
    int size = checkedSize(name, values.remaining(), shape);
    FloatBuffer used = values.slice(values.position(), size);
    return new NetworkInput(
        name, () -> OnnxTensor.createTensor(OrtRuntime.environment(), used, shape));
  }

  /**
   * 64-bit integers.
   *
   * @param shape its product is the number of values
   */
  public static NetworkInput longs(String name, long[] values, long... shape) {
    checkedSize(name, values.length, shape);
    return new NetworkInput(
        name,
        () -> OnnxTensor.createTensor(OrtRuntime.environment(), LongBuffer.wrap(values), shape));
  }

  /** 32-bit integers; as {@link #longs}. */
  public static NetworkInput ints(String name, int[] values, long... shape) {
    checkedSize(name, values.length, shape);
    return new NetworkInput(
        name,
        () -> OnnxTensor.createTensor(OrtRuntime.environment(), IntBuffer.wrap(values), shape));
  }

  private static int checkedSize(String name, int available, long... shape) {
    int size = Network.size(shape);
    if (size > available) {
      throw new IllegalArgumentException(
          name + " has " + available + " values, its shape needs " + size);
    }
    return size;
  }

  String name() {
    return name;
  }

  OnnxTensor tensor() throws OrtException {
    return conversion.tensor();
  }
}
