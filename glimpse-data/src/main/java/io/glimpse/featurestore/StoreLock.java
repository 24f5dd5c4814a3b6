package io.glimpse.featurestore;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one thread of one process at a time write to a store. Reading needs no lock, for blocks that
 * are there never change.
 */
final class StoreLock implements AutoCloseable {

  /** A file lock belongs to the whole process, so that its threads need one of their own. */
  private static final ConcurrentMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final ReentrantLock thread;
  private final FileChannel channel;

  private StoreLock(ReentrantLock thread, FileChannel channel) {
    this.thread = thread;
    this.channel = channel;
  }

  /**
   * Waits until nobody else writes.
   *
   * @param waiting called once if there is anything to wait for
   */
  static StoreLock of(Path folder, Runnable waiting) throws IOException {
    ReentrantLock thread =
        THREADS.computeIfAbsent(folder.toRealPath(), path -> new ReentrantLock());
    boolean told = false;
    if (!thread.tryLock()) {
      waiting.run();
      told = true;
      thread.lock();
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        if (!told) {
          waiting.run();
        }
        channel.lock();
      }
      return new StoreLock(thread, channel);
    } catch (IOException | RuntimeException e) {
      if (channel != null) {
        channel.close();
      }
      thread.unlock();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      thread.unlock();
    }
  }
}
