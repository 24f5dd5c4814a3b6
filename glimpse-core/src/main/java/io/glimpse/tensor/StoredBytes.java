package io.glimpse.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes that many threads may read, each at a position of its own: a file, or an array. */
interface StoredBytes extends AutoCloseable {

  /** What refusals call them: the path of a file, or a name. */
  Object name();

  /** How many there are. */
  long size();

  /** Fills what remains of {@code target} from byte {@code position} on. */
  void read(long position, ByteBuffer target) throws IOException;

  @Override
  void close() throws IOException;
}
