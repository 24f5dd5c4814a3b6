package io.glimpse.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A text file that can be read while it grows, and that is whole once it has its name: it is {@code
 * NAME.part} until then, which whoever ends the process early finds with all that was written, and
 * a file of that name from before stays until the new one is whole. What is no regular file, such
 * as a pipe, is written straight away.
 *
 * <p>One process writes it at a time.
 */
public final class GrowingFile implements AutoCloseable {

  private final Path named;
  private final @Nullable Path target;
  private final Path part;
  private final FileChannel channel;

  private GrowingFile(Path named, @Nullable Path target, Path part, FileChannel channel) {
    this.named = named;
    this.target = target;
    this.part = part;
    this.channel = channel;
  }

  /**
   * Begins the file; what an earlier process left in its part is given up.
   *
   * @throws FileSystemException if the folder is missing or cannot be written, or another process
   *     writes the same
   */
  public static GrowingFile create(Path named) throws IOException {
    if (Files.exists(named) && !Files.isRegularFile(named) && !Files.isDirectory(named)) {
      return new GrowingFile(named, null, named, FileChannel.open(named, StandardOpenOption.WRITE));
    }
    AtomicFile.requireWritable(named);
    Path target = Files.exists(named) ? named.toRealPath() : named.toAbsolutePath();
    Path part = partOf(target);
    FileChannel channel =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (!isLocked(channel)) {
        throw new FileSystemException(
            named.toString(), null, "is being written by another process; wait for its end");
      }
      channel.truncate(0);
      return new GrowingFile(named, target, part, channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static Path partOf(Path target) {
    return target.resolveSibling(target.getFileName() + ".part");
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Where it is until it is whole. */
  public Path part() {
    return part;
  }

  /** Writes text behind all that is there, out of the process at once. */
  public void append(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      IOException failure =
          new FileSystemException(
              named.toString(), null, "cannot be written (" + e.getMessage() + ")" + kept());
      failure.initCause(e);
      throw failure;
    }
  }

  private String kept() {
    return target == null ? "" : "; what was written before is in " + part;
  }

  /** It is whole: gives it its name. */
  public void commit() throws IOException {
    if (target != null) {
      channel.force(true);
      channel.close();
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Leaves what was written where it is. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
