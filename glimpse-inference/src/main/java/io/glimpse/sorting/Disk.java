package io.glimpse.sorting;

import io.glimpse.file.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** What sorting does to a disk, step by step. A test ends it before any of them. */
class Disk {

  private static final String RESERVED = "Glimpse keeps this place for picture %d of its journal\n";
  private static final int PIECE = 1 << 17;

  private final KnownJournals journals;

  /** With the journals that the user's home knows. */
  Disk() {
    this(KnownJournals.ofUser());
  }

  Disk(KnownJournals journals) {
    this.journals = journals;
  }

  /** The journals that are believed. */
  final KnownJournals journals() {
    return journals;
  }

  /** Comes before every step. */
  void before(String step) throws IOException {}

  /** Makes a folder whose parent is there. */
  final void makeFolder(Path folder) throws IOException {
    before("make folder");
    Files.createDirectory(folder);
  }

  /**
   * Takes a name that nobody has, by a file that says so. It appears whole, by a second name of one
   * that is written beside it; where a disk has no such names a kill may leave half of it.
   *
   * @param beside a name in the same folder that is nobody else's
   * @throws java.nio.file.FileAlreadyExistsException if somebody has the name
   */
  final void reserve(Path path, Path beside, int number) throws IOException {
    before("reserve");
    try {
      Files.deleteIfExists(beside);
      writeNew(beside, reserved(number));
      before("take the name");
      try {
        Files.createLink(path, beside);
      } catch (FileAlreadyExistsException e) {
        throw e;
      } catch (IOException | UnsupportedOperationException e) {
        writeNew(path, reserved(number));
      }
      before("leave the other name");
    } catch (IOException e) {
      Files.deleteIfExists(beside);
      throw e;
    }
    Files.deleteIfExists(beside);
  }

  private static void writeNew(Path path, byte[] content) throws IOException {
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      try {
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
      } catch (IOException e) {
        // Half of it would be nobody's.
        Files.deleteIfExists(path);
        throw e;
      }
    }
  }

  /** Whether a file is what {@link #reserve} made; half of it may be somebody's. */
  final boolean isReserved(Path path, int number) throws IOException {
    byte[] whole = reserved(number);
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || Files.size(path) != whole.length) {
      return false;
    }
    return Arrays.equals(Files.readAllBytes(path), whole);
  }

  private static byte[] reserved(int number) {
    return RESERVED.formatted(number).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Moves a file over one that was reserved, in one step.
   *
   * @throws java.nio.file.AtomicMoveNotSupportedException if they are on different disks
   */
  void rename(Path from, Path to) throws IOException {
    before("rename");
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Copies a file until it lies on the disk, with its times and rights where those can be had.
   *
   * @return SHA-256 of what was read
   */
  final String copy(Path from, Path to) throws IOException {
    before("copy");
    Files.deleteIfExists(to);
    MessageDigest digest = Sha256.begin();
    try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
        FileChannel out =
            FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer piece = ByteBuffer.allocate(PIECE);
      while (in.read(piece.clear()) >= 0) {
        digest.update(piece.flip().duplicate());
        while (piece.hasRemaining()) {
          out.write(piece);
        }
      }
      force(out);
    }
    keepAttributes(from, to);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void keepAttributes(Path from, Path to) {
    try {
      Files.setLastModifiedTime(to, Files.getLastModifiedTime(from));
      Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    } catch (IOException | UnsupportedOperationException e) {
      // There are none of this kind on one of the two disks.
    }
  }

  /** Makes a symbolic link whose name nobody has. */
  final void link(Path link, Path target) throws IOException {
    before("link");
    try {
      Files.createSymbolicLink(link, target);
    } catch (UnsupportedOperationException e) {
      throw new FileSystemException(link.toString(), null, "there are no links on this disk");
    }
  }

  /** Deletes a file; not a folder that holds any. */
  final void delete(Path path) throws IOException {
    before("delete");
    Files.deleteIfExists(path);
  }

  /** Has what was written to a file outlive a loss of power. */
  void force(FileChannel file) throws IOException {
    before("force file");
    file.force(false);
  }

  /** Has the names in a folder outlive a loss of power, where the system can. */
  final void force(Path folder) throws IOException {
    before("force folder");
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    } catch (IOException e) {
      // Windows opens no folders, and some systems do this for files alone.
    }
  }
}
