package io.glimpse.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears whole or not at all.
 *
 * <p>Bytes go to {@code .glimpse-<random>.tmp} beside the target, whose own name may be as long as
 * names go; {@link #commit()} moves it over the target in one step. Closed without a commit, the
 * temporary file is deleted and a target from before stays as it was. Errors name the target, not
 * the temporary file.
 *
 * <p>A file that takes long to write can be one that {@linkplain #resume outlives the process}.
 *
 * <p>A symbolic link is followed: the file it points to is replaced, not the link. Where it points
 * to nothing yet, the file appears there.
 */
public final class AtomicFile implements AutoCloseable {

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** As many symbolic links in a row as Linux follows. */
  private static final int MOST_LINKS = 40;

  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private final boolean kept;
  private boolean committed;

  private AtomicFile(Path target, Path temporary, FileChannel channel, boolean kept) {
    this.target = target;
    this.temporary = temporary;
    this.channel = channel;
    this.kept = kept;
  }

  /**
   * Starts a temporary file beside {@code target}.
   *
   * @throws FileSystemException if the folder is missing or cannot be written, or if the target
   *     exists and is no regular file
   */
  public static AtomicFile create(Path target) throws IOException {
    Path file = checked(target);
    String random = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
    Path temporary = file.resolveSibling(".glimpse-" + random + ".tmp");
    // Not Files.createTempFile: its files are readable by their owner alone.
    FileChannel channel = open(target, temporary, StandardOpenOption.CREATE_NEW);
    keepPermissions(file, temporary);
    return new AtomicFile(file, temporary, channel, false);
  }

  /** What replaces a file may be read and written by those who may read and write that file. */
  private static void keepPermissions(Path file, Path temporary) {
    try {
      if (Files.exists(file)) {
        Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(file));
      }
    } catch (IOException | UnsupportedOperationException e) {
      // There are none of this kind, or the file is another user's: it is replaced all the same.
    }
  }

  /**
   * Refuses a target that could not be written, before hours of work are spent on its content.
   *
   * @throws FileSystemException as {@link #create}
   */
  public static void requireWritable(Path target) throws IOException {
    create(target).close();
  }

  /**
   * Starts the file {@link #partOf(Path)}, or takes up what an earlier process left of it. Closed
   * without a commit it stays, so that a later process can go on; {@link #discard()} deletes it.
   *
   * @throws FileSystemException as {@link #create}, or if another process is writing this target
   */
  public static AtomicFile resume(Path target) throws IOException {
    Path file = checked(target);
    Path part = partOf(target);
    FileChannel channel = open(target, part, StandardOpenOption.CREATE);
    try {
      // Whoever held the lock before may have moved the file to its place since it was opened here.
      if (PathLock.locks(channel) && Files.exists(part)) {
        return new AtomicFile(file, part, channel, true);
      }
    } catch (IOException e) {
      channel.close();
      throw named(target, "cannot be locked", e);
    }
    channel.close();
    throw new FileSystemException(
        target.toString(), null, "is being written by another process; wait for its end");
  }

  /**
   * The unfinished file of {@link #resume}: {@code .glimpse-<hash of the name>.part} beside the
   * target.
   */
  public static Path partOf(Path target) throws IOException {
    Path file = checked(target);
    String name = UUID.nameUUIDFromBytes(bytes(file.getFileName())).toString();
    return file.resolveSibling(".glimpse-" + name + ".part");
  }

  private static byte[] bytes(@Nullable Path name) {
    return String.valueOf(name).getBytes(StandardCharsets.UTF_8);
  }

  private static FileChannel open(Path target, Path temporary, StandardOpenOption creation)
      throws IOException {
    try {
      return FileChannel.open(
          temporary, creation, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw named(target, "the folder " + temporary.getParent() + " cannot be written", e);
    }
  }

  /** Where links lead, in a folder that is there. */
  private static Path checked(Path target) throws IOException {
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new FileSystemException(
          target.toString(), null, "cannot be replaced by a file, as it is not a regular file");
    }
    Path file = Files.exists(target) ? target.toRealPath() : destination(target);
    Path folder = file.getParent();
    if (folder == null) {
      throw new FileSystemException(target.toString(), null, "is not the name of a file");
    }
    if (!Files.exists(folder)) {
      throw new NoSuchFileException(
          target.toString(), null, "the folder " + folder + " does not exist");
    }
    if (!Files.isDirectory(folder)) {
      throw new FileSystemException(target.toString(), null, folder + " is not a folder");
    }
    return file;
  }

  /** Where links lead, though nothing is there; {@link Path#toRealPath} wants it to exist. */
  private static Path destination(Path target) throws IOException {
    Path file = target.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(file); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemException(
            target.toString(), null, "is a symbolic link that leads to no end");
      }
      file = file.resolveSibling(Files.readSymbolicLink(file));
    }
    return file;
  }

  /** Writes a whole file; where {@code content} throws, the target stays as it was. */
  public static void write(Path target, Content content) throws IOException {
    try (AtomicFile file = create(target)) {
      OutputStream out = file.stream();
      content.writeTo(out);
      out.flush();
      file.commit();
    }
  }

  /** The temporary file, open for reading and writing; {@link #commit()} closes it. */
  public FileChannel channel() {
    return channel;
  }

  /** Writes all that remains of {@code bytes} at the channel's position, which moves on. */
  public void append(ByteBuffer bytes) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw named(target, "cannot be written", e);
    }
  }

  /** Overwrites bytes at {@code position}; the channel's own position stays. */
  public void overwrite(long position, ByteBuffer bytes) throws IOException {
    long next = position;
    try {
      while (bytes.hasRemaining()) {
        next += channel.write(bytes, next);
      }
    } catch (IOException e) {
      throw named(target, "cannot be written", e);
    }
  }

  /** Moves the finished file over the target. */
  public void commit() throws IOException {
    // What the name leads to must be there before the name, should the machine lose power.
    channel.force(true);
    if (!kept) {
      channel.close();
    }
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw named(target, "cannot be replaced", e);
    }
    committed = true;
    // The lock of a file that can be resumed ends here: behind the move, or another process might
    // take up what is the target by now.
    channel.close();
  }

  /** Deletes what was written, also of a file that can be resumed. */
  public void discard() throws IOException {
    if (!committed) {
      Files.deleteIfExists(temporary);
    }
    channel.close();
  }

  /** Deletes the temporary file unless it was committed or can be resumed. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      if (!committed && !kept) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  private OutputStream stream() {
    return new BufferedOutputStream(
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            append(ByteBuffer.wrap(new byte[] {(byte) value}));
          }

          @Override
          public void write(byte[] bytes, int offset, int count) throws IOException {
            append(ByteBuffer.wrap(bytes, offset, count));
          }
        },
        1 << 16);
  }

  private static IOException named(Path target, String what, IOException cause) {
    String reason =
        cause instanceof AccessDeniedException
            ? "permission denied"
            : cause instanceof FileSystemException f && f.getReason() != null
                ? f.getReason()
                : cause.getMessage();
    IOException named =
        new FileSystemException(target.toString(), null, what + " (" + reason + ")");
    named.initCause(cause);
    return named;
  }
}
