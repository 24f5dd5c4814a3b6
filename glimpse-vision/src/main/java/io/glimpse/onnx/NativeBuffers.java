package io.glimpse.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Direct buffers of the calling thread that grow and are used again: a fresh one for every call
 * would have to be zeroed, and would wait for the garbage collector.
 */
final class NativeBuffers {

  private static final ThreadLocal<NativeBuffers> OF_THREAD =
      ThreadLocal.withInitial(NativeBuffers::new);

  private final List<FloatBuffer> slots = new ArrayList<>();

  private NativeBuffers() {}

  static NativeBuffers ofThread() {
    return OF_THREAD.get();
  }

  /** A buffer of {@code floats} values from position 0, with whatever its last use left in it. */
  FloatBuffer floats(int slot, int floats) {
    while (slots.size() <= slot) {
      slots.add(allocate(0));
    }
    if (slots.get(slot).capacity() < floats) {
      slots.set(slot, allocate(floats));
    }
    return slots.get(slot).clear().limit(floats).slice();
  }

  static FloatBuffer allocate(int floats) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
