package io.glimpse.tensor;

import java.nio.ByteBuffer;

/** Bytes in memory. */
final class ArrayBytes implements StoredBytes {

  private final Object name;
  private final byte[] bytes;

  /**
   * Bytes by the name that refusals call them.
   *
   * @param bytes not copied
   */
  ArrayBytes(Object name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  @Override
  public Object name() {
    return name;
  }

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
