package io.glimpse.encoder;

import java.util.Iterator;

/**
 * Results in the order of what they were made of, worked out a little ahead of who reads them. For
 * one thread.
 */
public interface Ordered<T> extends Iterator<T>, AutoCloseable {

  /** Gives up what was not read, and waits for work that is under way. Needless at the end. */
  @Override
  void close();
}
