package io.glimpse.tensor;

import java.nio.ByteBuffer;

/**
 * Bytes in memory.
 *
 * @param name what refusals call them
 * @param bytes not copied
 */
record ArrayBytes(Object name, byte[] bytes) implements StoredBytes {

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public void read(long position, ByteBuffer target) {
    target.put(bytes, Math.toIntExact(position), target.remaining());
  }

  @Override
  public void close() {}
}
