package io.glimpse.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
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
  private final @Nullable Path before;
  private boolean empty = true;

  private GrowingFile(
      Path named, @Nullable Path target, Path part, FileChannel channel, @Nullable Path before) {
    this.named = named;
    this.target = target;
    this.part = part;
    this.channel = channel;
    this.before = before;
  }

  /**
   * Begins the file. A part that an earlier process left gets a number, so that nothing is lost.
   *
   * @throws FileSystemException if the folder is missing or cannot be written, or another process
   *     writes the same
   */
  public static GrowingFile create(Path named) throws IOException {
    if (Files.exists(named) && !Files.isRegularFile(named) && !Files.isDirectory(named)) {
      FileChannel channel = FileChannel.open(named, StandardOpenOption.WRITE);
      return new GrowingFile(named, null, named, channel, null);
    }
    AtomicFile.requireWritable(named);
    Path target = Files.exists(named) ? named.toRealPath() : named.toAbsolutePath();
    Path part = target.resolveSibling(target.getFileName() + ".part");
    FileChannel channel = locked(part, named);
    if (channel.size() == 0) {
      return new GrowingFile(named, target, part, channel, null);
    }
    Path aside = part;
    for (int i = 1; Files.exists(aside); i++) {
      aside = part.resolveSibling(part.getFileName() + "." + i);
    }
    try (channel) {
      Files.move(part, aside);
    }
    return new GrowingFile(named, target, part, locked(part, named), aside);
  }

  private static FileChannel locked(Path part, Path named) throws IOException {
    FileChannel channel =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (PathLock.locks(channel)) {
        return channel;
      }
      throw new FileSystemException(
          named.toString(), null, "is being written by another process; wait for its end");
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Where the part is that an earlier process left; empty where there was none. */
  public Optional<Path> before() {
    return Optional.ofNullable(before);
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
      empty = false;
    } catch (IOException e) {
      takeBack(bytes.position());
      String kept = target == null || empty ? "" : "; what was written before is in " + part;
      IOException failure =
          new FileSystemException(
              named.toString(), null, "cannot be written (" + e.getMessage() + ")" + kept);
      failure.initCause(e);
      throw failure;
    }
  }

  /** Of a text that did not fit nothing stays. */
  private void takeBack(int count) throws IOException {
    if (target != null) {
      channel.truncate(channel.position() - count);
    }
  }

  /** It is whole: gives it its name. */
  public void commit() throws IOException {
    if (target != null) {
      channel.force(true);
      channel.close();
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      empty = false;
    }
  }

  /** Leaves what was written where it is, and nothing where nothing was. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (target != null && empty) {
      Files.deleteIfExists(part);
    }
  }
}
