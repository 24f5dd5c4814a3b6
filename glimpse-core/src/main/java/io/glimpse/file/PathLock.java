package io.glimpse.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * A lock that threads and processes share by the name of a file: one holds it exclusively, or some
 * share it.
 *
 * <p>Any thread may release it, and none may take it twice. A process that is killed loses it when
 * it ends. The file is empty, stays when the lock is gone, since deleting it would be a race, and
 * should be of no other use: on some systems whoever closes a file gives up its locks.
 */
public final class PathLock implements AutoCloseable {

  /** A system's lock is held by the whole process, so its threads need one of their own. */
  private static final ConcurrentMap<Path, Gate> GATES = new ConcurrentHashMap<>();

  /** What the threads of this process have of one file. */
  private static final class Gate {
    final StampedLock threads = new StampedLock();
    int sharing;
    @Nullable FileChannel shared;
  }

  private final Gate gate;
  private final long stamp;

  /** Of an exclusive lock; null if it is shared. */
  private final @Nullable FileChannel channel;

  private boolean closed;

  private PathLock(Gate gate, long stamp, @Nullable FileChannel channel) {
    this.gate = gate;
    this.stamp = stamp;
    this.channel = channel;
  }

  /**
   * Waits until nobody else has the lock.
   *
   * @param file made with its folder where it is missing
   * @param waiting called once, first, if there is anything to wait for
   */
  public static PathLock exclusive(Path file, Runnable waiting) throws IOException {
    Path key = key(file);
    Gate gate = gate(key);
    boolean told = false;
    long stamp = gate.threads.tryWriteLock();
    if (stamp == 0) {
      waiting.run();
      told = true;
      stamp = gate.threads.writeLock();
    }
    FileChannel channel = null;
    try {
      channel = open(key);
      if (channel.tryLock() == null) {
        if (!told) {
          waiting.run();
        }
        channel.lock();
      }
      return new PathLock(gate, stamp, channel);
    } catch (IOException | RuntimeException e) {
      giveBack(gate, stamp, channel);
      throw e;
    }
  }

  /** The lock, if nobody has it and nobody waits for it. */
  public static Optional<PathLock> tryExclusive(Path file) throws IOException {
    Path key = key(file);
    Gate gate = gate(key);
    long stamp = gate.threads.tryWriteLock();
    if (stamp == 0) {
      return Optional.empty();
    }
    FileChannel channel = null;
    try {
      channel = open(key);
      if (channel.tryLock() != null) {
        return Optional.of(new PathLock(gate, stamp, channel));
      }
    } catch (IOException | RuntimeException e) {
      giveBack(gate, stamp, channel);
      throw e;
    }
    giveBack(gate, stamp, channel);
    return Optional.empty();
  }

  /** Shares the lock; waits until nobody has it exclusively. */
  public static PathLock shared(Path file) throws IOException {
    Path key = key(file);
    Gate gate = gate(key);
    long stamp = gate.threads.readLock();
    synchronized (gate) {
      if (gate.sharing == 0) {
        FileChannel channel = null;
        try {
          channel = open(key);
          channel.lock(0, Long.MAX_VALUE, true);
          gate.shared = channel;
        } catch (IOException | RuntimeException e) {
          giveBack(gate, stamp, channel);
          throw e;
        }
      }
      gate.sharing++;
    }
    return new PathLock(gate, stamp, null);
  }

  /**
   * Takes the lock of an open file itself, for as long as it is open, if nobody has it: for files
   * that one writer has at a time. Another channel of this process that has it counts as another.
   *
   * @return whether it is held now
   */
  public static boolean locks(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static Path key(Path file) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
    Files.createDirectories(folder);
    return folder.toRealPath().resolve(file.getFileName());
  }

  private static Gate gate(Path key) {
    return GATES.computeIfAbsent(key, unused -> new Gate());
  }

  private static FileChannel open(Path key) throws IOException {
    return FileChannel.open(
        key, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static void giveBack(Gate gate, long stamp, @Nullable FileChannel channel)
      throws IOException {
    try {
      if (channel != null) {
        channel.close();
      }
    } finally {
      gate.threads.unlock(stamp);
    }
  }

  /** Releases it; the second time does nothing. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (channel != null) {
      giveBack(gate, stamp, channel);
      return;
    }
    synchronized (gate) {
      FileChannel last = --gate.sharing == 0 ? gate.shared : null;
      giveBack(gate, stamp, last);
    }
  }
}
