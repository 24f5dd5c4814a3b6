package io.glimpse.encoder;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;

/** Direct buffers for networks' inputs, all of one length, that are used again. */
final class PixelBuffers {

  private final int length;
  private final Queue<FloatBuffer> unused;

  /**
   * None yet.
   *
   * @param length floats of a buffer
   * @param most how many are kept while nobody needs them
   */
  PixelBuffers(int length, int most) {
    this.length = length;
    this.unused = new LinkedBlockingQueue<>(most);
  }

  /** An empty buffer, used before or new. */
  FloatBuffer take() {
    FloatBuffer used = unused.poll();
    return used != null
        ? used.clear()
        : ByteBuffer.allocateDirect(Math.multiplyExact(length, Float.BYTES))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
  }

  /** Keeps a buffer for the next use, unless there are enough. */
  @SuppressWarnings("CheckReturnValue") // One too many goes with the last reference to it.
  void giveBack(FloatBuffer buffer) {
    unused.offer(buffer);
  }
}
