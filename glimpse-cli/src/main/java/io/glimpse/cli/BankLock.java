package io.glimpse.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * Keeps other processes from changing a bank between reading and writing it.
 *
 * <p>The lock is on the bank itself, which a change replaces by another file; who waited for the
 * old one takes the lock of the new one instead.
 */
final class BankLock implements AutoCloseable {

  private final FileChannel channel;

  private BankLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Waits for the bank to be free. */
  static BankLock of(Path bank) throws IOException {
    while (true) {
      FileChannel channel = FileChannel.open(bank, StandardOpenOption.WRITE);
      boolean taken = false;
      try {
        Object key = key(bank);
        FileLock lock = channel.lock();
        taken = lock.isValid() && Objects.equals(key, key(bank));
        if (taken) {
          return new BankLock(channel);
        }
      } finally {
        if (!taken) {
          channel.close();
        }
      }
    }
  }

  private static Object key(Path file) throws IOException {
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    return key == null ? file : key;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
