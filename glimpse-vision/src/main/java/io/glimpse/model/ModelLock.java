package io.glimpse.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps others, threads and processes, from changing a model. A process that is killed loses its
 * lock with its last breath; the file of the lock stays, as deleting it would be a race.
 */
final class ModelLock implements AutoCloseable {

  /** A file lock is held by the whole process, so threads need one of their own. */
  private static final ConcurrentMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final ReentrantLock thread;
  private final FileChannel channel;

  private ModelLock(ReentrantLock thread, FileChannel channel) {
    this.thread = thread;
    this.channel = channel;
  }

  /** Takes the lock of a file; {@code waiting} is called first if another one has it. */
  static ModelLock of(Path file, Runnable waiting) throws IOException {
    Path key = file.toAbsolutePath().normalize();
    Files.createDirectories(key.getParent());
    ReentrantLock thread = THREADS.computeIfAbsent(key, unused -> new ReentrantLock());
    boolean told = false;
    if (!thread.tryLock()) {
      waiting.run();
      told = true;
      thread.lock();
    }
    FileChannel channel = null;
    boolean taken = false;
    try {
      channel = FileChannel.open(key, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        if (!told) {
          waiting.run();
        }
        lock = channel.lock();
      }
      taken = lock.isValid();
      return new ModelLock(thread, channel);
    } finally {
      if (!taken) {
        if (channel != null) {
          channel.close();
        }
        thread.unlock();
      }
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
