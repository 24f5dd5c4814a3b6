package io.glimpse.tensor;

import java.io.IOException;
import java.io.InputStream;

/** The next bytes of a stream, up to a number; closing it leaves the stream open. */
final class BoundedInput extends InputStream {

  private final InputStream in;
  private long remaining;

  BoundedInput(InputStream in, long remaining) {
    this.in = in;
    this.remaining = remaining;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (remaining == 0) {
      return -1;
    }
    int count = in.read(target, offset, (int) Math.min(length, remaining));
    remaining -= Math.max(count, 0);
    return count;
  }
}
