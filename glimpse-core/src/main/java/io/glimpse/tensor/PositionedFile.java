package io.glimpse.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that many threads may read, each at a position of its own.
 *
 * <p>Not mapped: a mapped file that someone truncates takes the whole JVM down with it.
 */
final class PositionedFile implements StoredBytes {

  private final Path path;
  private final FileChannel channel;
  private final long size;

  private PositionedFile(Path path, FileChannel channel, long size) {
    this.path = path;
    this.channel = channel;
    this.size = size;
  }

  static PositionedFile open(Path path) throws IOException {
    requireRegular(path);
    FileChannel channel;
    try {
      channel = FileChannel.open(path, StandardOpenOption.READ);
    } catch (AccessDeniedException e) {
      throw new AccessDeniedException(path.toString(), null, "permission to read it is denied");
    }
    try {
      return new PositionedFile(path, channel, channel.size());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Refuses what is missing, a folder or a device, in words. */
  static void requireRegular(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString(), null, "there is no such file");
    }
    if (!Files.isRegularFile(path)) {
      throw new FileSystemException(path.toString(), null, "is not a regular file");
    }
  }

  Path path() {
    return path;
  }

  @Override
  public Object name() {
    return path;
  }

  /** The length in bytes when the file was opened. */
  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    long next = position;
    while (target.hasRemaining()) {
      int count = channel.read(target, next);
      if (count < 0) {
        throw new TensorFormatException(
            path, "ends at byte " + next + " now, it had " + size + " bytes when it was opened");
      }
      next += count;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
