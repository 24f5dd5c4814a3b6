package io.glimpse.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Some of the bytes of {@link StoredBytes} as a stream; closing it leaves them open. */
final class StoredInput extends InputStream {

  private final StoredBytes stored;
  private final long end;
  private long next;

  /** From byte {@code from} (inclusive) to byte {@code end} (exclusive), both within the bytes. */
  StoredInput(StoredBytes stored, long from, long end) {
    this.stored = stored;
    this.next = from;
    this.end = end;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (next == end) {
      return -1;
    }
    int count = (int) Math.min(length, end - next);
    stored.read(next, ByteBuffer.wrap(target, offset, count));
    next += count;
    return count;
  }
}
