package io.glimpse.sorting;

import io.glimpse.file.Sha256;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Objects;

/**
 * Brings files to places that nobody has, so that a picture is whole somewhere at any moment, and
 * so that from what is on the disk after a kill one can tell how far it came.
 *
 * <p>A name is reserved first, which fails where anybody has it. What is moved on one disk is
 * renamed over the reservation; what is copied, or moved to another disk, is written under another
 * name beside it, compared, and renamed then. The original goes last.
 */
final class Carrier {

  private final Disk disk;

  Carrier(Disk disk) {
    this.disk = disk;
  }

  /** Where a copy, or what keeps a place, is written before it gets its name. */
  private static Path unfinished(Path to, int number) {
    return to.resolveSibling(".glimpse-sorted-" + number + ".tmp");
  }

  /**
   * Moves a file.
   *
   * @throws java.nio.file.FileAlreadyExistsException if somebody has the name {@code to}
   */
  void move(Path from, Path to, int number) throws IOException {
    disk.reserve(to, unfinished(to, number), number);
    try {
      try {
        disk.rename(from, to);
      } catch (AtomicMoveNotSupportedException e) {
        carryOver(from, to, number);
      }
    } catch (IOException e) {
      withdraw(to, number, e);
      throw e;
    }
  }

  private void carryOver(Path from, Path to, int number) throws IOException {
    if (!Files.isWritable(Objects.requireNonNull(from.getParent()))) {
      // It could be copied, but not be taken away.
      throw new AccessDeniedException(from.toString());
    }
    publish(from, to, number);
    disk.force(Objects.requireNonNull(to.getParent()));
    try {
      disk.delete(from);
    } catch (IOException e) {
      if (exists(from)) {
        disk.delete(to);
      }
      throw e;
    }
  }

  /**
   * Copies a file.
   *
   * @return SHA-256 of the copy
   * @throws java.nio.file.FileAlreadyExistsException if somebody has the name {@code to}
   */
  String copy(Path from, Path to, int number) throws IOException {
    disk.reserve(to, unfinished(to, number), number);
    try {
      return publish(from, to, number);
    } catch (IOException e) {
      withdraw(to, number, e);
      throw e;
    }
  }

  private String publish(Path from, Path to, int number) throws IOException {
    Path unfinished = unfinished(to, number);
    long size = Files.size(from);
    FileTime time = Files.getLastModifiedTime(from);
    String digest = disk.copy(from, unfinished);
    if (size != Files.size(from)
        || !time.equals(Files.getLastModifiedTime(from))
        || size != Files.size(unfinished)) {
      throw new IOException("it was changed meanwhile");
    }
    if (!Sha256.of(unfinished).equals(digest)) {
      throw new IOException("the disk does not give back what was written to it");
    }
    disk.rename(unfinished, to);
    return digest;
  }

  /** As after a failure: nothing of it is there. */
  private void withdraw(Path to, int number, IOException why) {
    try {
      disk.delete(unfinished(to, number));
      if (disk.isReserved(to, number)) {
        disk.delete(to);
      }
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  /**
   * Finishes a move that was ended somewhere, or takes it back. Both paths must be {@linkplain
   * #isPlain plain}, and what says so one's own.
   *
   * @return whether the file is at {@code to} now; else it is where it was
   */
  boolean settleMove(Path from, Path to, int number, long size) throws IOException {
    Path unfinished = unfinished(to, number);
    boolean arrived = exists(to) && !disk.isReserved(to, number);
    if (exists(from)) {
      disk.delete(unfinished);
      if (!arrived) {
        disk.delete(to);
        return false;
      }
      boolean whole = Files.size(to) == size;
      // It was carried to another disk and was to be deleted here, or is a new file of that name.
      if (whole && Files.size(from) == size && Sha256.of(to).equals(Sha256.of(from))) {
        disk.delete(from);
      }
      return whole;
    }
    if (!arrived
        && exists(unfinished)
        && Files.size(unfinished) == size
        && !disk.isReserved(unfinished, number)) {
      // Somebody else took the original away.
      disk.rename(unfinished, to);
      return true;
    }
    if (!arrived) {
      disk.delete(to);
    }
    return arrived;
  }

  /**
   * As {@link #settleMove}, but touches nothing outside of the folder of {@code to}.
   *
   * @return whether the file is at {@code to} now, and nowhere else
   */
  boolean settleArrival(Path from, Path to, int number) throws IOException {
    boolean reserved = disk.isReserved(to, number);
    if (reserved) {
      disk.delete(to);
    }
    if (exists(from)) {
      disk.delete(unfinished(to, number));
      return false;
    }
    return !reserved && Files.isRegularFile(to, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Finds out whether a copy was made before its end.
   *
   * @return its SHA-256; empty if there is none
   */
  String settleCopy(Path from, Path to, int number) throws IOException {
    disk.delete(unfinished(to, number));
    if (disk.isReserved(to, number)) {
      disk.delete(to);
    }
    if (!Files.isRegularFile(to, LinkOption.NOFOLLOW_LINKS) || !Files.isRegularFile(from)) {
      return "";
    }
    String digest = Sha256.of(to);
    // Else it is somebody else's, or the original has been changed: nobody will miss the copy.
    return digest.equals(Sha256.of(from)) ? digest : "";
  }

  /**
   * Whether a path is what it was written down as: no link leads to it, and what is there, if
   * anything, is a file.
   */
  static boolean isPlain(Path path) throws IOException {
    Path folder = path.getParent();
    return folder != null
        && (!exists(folder) || (Files.exists(folder) && folder.toRealPath().equals(folder)))
        && (!exists(path) || Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS));
  }

  static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
