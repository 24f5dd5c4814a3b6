package io.glimpse.hub;

import io.glimpse.protobuf.ProtobufReader;
import java.io.IOException;

/** Reads the names in a network's file, as long as they are not made to fill the memory. */
final class NameBudget {

  /** The largest encoders have a megabyte. */
  private static final long MOST_BYTES = 64 << 20;

  /** What a name takes besides its letters, about, so that empty ones count as well. */
  private static final int EACH = 64;

  private long left = MOST_BYTES;

  /**
   * A name.
   *
   * @throws IOException if there were too many before it, or it is too long
   */
  String read(ProtobufReader message) throws IOException {
    left -= EACH + message.length();
    if (left < 0) {
      throw new IOException(
          "has names of more than %d bytes, as no encoder does".formatted(MOST_BYTES));
    }
    return message.string();
  }
}
