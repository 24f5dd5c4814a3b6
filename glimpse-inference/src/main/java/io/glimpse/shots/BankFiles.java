package io.glimpse.shots;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.file.AtomicFile;
import io.glimpse.file.InputException;
import io.glimpse.file.PathLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Banks as files of a folder, each named like its file.
 *
 * <p>Whoever changes a bank holds the lock of an empty file beside it, {@code .NAME.lock}, which
 * stays. The bank's own file cannot be the lock: reading it closes a channel to it, which gives up
 * the locks of the whole process on some systems. A bank that links lead to has one lock, beside
 * the file itself.
 */
public final class BankFiles implements BankStore {

  /** What the files of banks usually end in, and a folder is listed by. */
  public static final String ENDING = ".bank";

  private static final String LOCK_ENDING = ".lock";

  /** Bytes of a bank's name that its lock's name, of at most 255, has room for. */
  private static final int LONGEST_IN_LOCK = 240;

  private final Path folder;
  private final Runnable waiting;

  private BankFiles(Path folder, Runnable waiting) {
    this.folder = Objects.requireNonNull(folder, "folder");
    this.waiting = Objects.requireNonNull(waiting, "waiting");
  }

  /** The banks of a folder. */
  public static BankFiles in(Path folder) {
    return in(folder, () -> {});
  }

  /**
   * The banks of a folder.
   *
   * @param waiting called once where somebody else's change must be waited for
   */
  public static BankFiles in(Path folder, Runnable waiting) {
    return new BankFiles(folder, waiting);
  }

  /**
   * The banks of the folder that a file lies in.
   *
   * @param waiting called once where somebody else's change must be waited for
   */
  public static BankFiles beside(Path file, Runnable waiting) {
    Path folder = Objects.requireNonNull(file, "file").getParent();
    return in(folder == null ? Path.of("") : folder, waiting);
  }

  /** What a file is called in {@link #beside its folder}. */
  public static String name(Path file) {
    Path name = Objects.requireNonNull(file, "file").getFileName();
    return name == null ? "" : name.toString();
  }

  /** Those whose names end in {@value #ENDING}; others can be had by name. */
  @Override
  public List<String> names() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ENDING) && !name.startsWith("."))
          .sorted()
          .toList();
    }
  }

  @Override
  public Optional<Bank> find(String name) throws IOException {
    try {
      return Optional.of(BankFile.read(file(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public Bank read(String name) throws IOException {
    return BankFile.read(file(name));
  }

  /** By time, length and identity of its file, which is replaced and never written into. */
  @Override
  public Optional<Object> version(String name) throws IOException {
    try {
      BasicFileAttributes file = Files.readAttributes(file(name), BasicFileAttributes.class);
      return Optional.of(new Version(file.lastModifiedTime(), file.size(), file.fileKey()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private record Version(FileTime modified, long bytes, @Nullable Object key) {}

  @Override
  @SuppressWarnings("try") // The lock is held, not used.
  public void put(String name, Bank bank) throws IOException {
    Objects.requireNonNull(bank, "bank");
    Path file = file(name);
    // A lock makes its folder, which is not to be had by a name that was mistyped.
    AtomicFile.requireWritable(file);
    try (PathLock lock = lock(file)) {
      BankFile.write(file, bank);
    }
  }

  @Override
  // The lock is held, not used; the very bank that was given is not written again.
  @SuppressWarnings({"try", "ReferenceEquality"})
  public Bank change(String name, Change change) throws IOException {
    Objects.requireNonNull(change, "change");
    Path file = file(name);
    // A lock of what is not there would only leave its file behind.
    if (!Files.exists(file)) {
      return read(name);
    }
    try (PathLock lock = lock(file)) {
      Bank before = read(name);
      Bank after = change.of(before);
      if (after != before) {
        BankFile.write(file, after);
      }
      return after;
    }
  }

  @Override
  @SuppressWarnings("try") // The lock is held, not used.
  public boolean remove(String name) throws IOException {
    Path file = file(name);
    if (!Files.exists(file)) {
      return false;
    }
    try (PathLock lock = lock(file)) {
      return Files.deleteIfExists(file);
    }
  }

  private PathLock lock(Path file) throws IOException {
    Path real = whereLinksLead(file);
    return PathLock.exclusive(real.resolveSibling(lockOf(name(real))), waiting);
  }

  private static Path whereLinksLead(Path file) throws IOException {
    try {
      return file.toRealPath();
    } catch (NoSuchFileException e) {
      // It is yet to be made, or was removed a moment ago.
      return file;
    }
  }

  private static String lockOf(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= LONGEST_IN_LOCK
        ? "." + name + LOCK_ENDING
        : ".glimpse-" + UUID.nameUUIDFromBytes(bytes) + LOCK_ENDING;
  }

  private static boolean isLock(String name) {
    return name.startsWith(".") && name.endsWith(LOCK_ENDING);
  }

  /** The folder. */
  @Override
  public String toString() {
    return "BankFiles[" + folder + "]";
  }

  /** A name is one file of the folder, and nothing else. */
  private Path file(String name) throws IOException {
    Objects.requireNonNull(name, "name");
    Path file;
    try {
      file = folder.resolve(name);
    } catch (java.nio.file.InvalidPathException e) {
      throw new InputException(name, "this cannot be the name of a bank", e);
    }
    if (name.isEmpty()
        || name.equals(".")
        || name.equals("..")
        || isLock(name)
        || file.getFileName() == null
        || !file.getFileName().toString().equals(name)) {
      throw new InputException(name, "this cannot be the name of a bank");
    }
    return file;
  }
}
