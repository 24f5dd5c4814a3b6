package io.glimpse.sorting;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glimpse.file.InputException;
import io.glimpse.file.PathLock;
import io.glimpse.sorting.SortedEntry.State;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What was done in a sorted folder, in a file in it that only grows: a line of JSON before each
 * act, on the disk before the act begins, and one behind it. Who has it open has the folder for
 * himself.
 *
 * <p>The lock is that of the journal itself, which therefore has one channel a process: whoever
 * closes any channel to a file gives up its locks on some systems.
 */
final class SortingJournal implements AutoCloseable {

  /** Its name in the folder; hidden, so that nobody takes it for a picture. */
  static final String NAME = ".glimpse-sorted.jsonl";

  /** A lock keeps processes apart, and this the threads of one. */
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;
  private final JournalState state;
  private final Disk disk;
  private boolean known;
  private boolean remembered;
  private boolean closed;

  private SortingJournal(Path file, FileChannel channel, JournalState state, Disk disk) {
    this.file = file;
    this.channel = channel;
    this.state = state;
    this.disk = disk;
  }

  /**
   * Opens the journal of a folder, or begins one.
   *
   * @param folder that is there, by its real path
   * @param made how many folders were made so that it is, itself and some above it
   */
  static SortingJournal open(Path folder, int made, Disk disk) throws IOException {
    return open(folder, made, StandardOpenOption.CREATE, disk)
        .orElseThrow(() -> new IllegalStateException("there is a journal, or there was a failure"));
  }

  /** The journal of a folder; empty where there is none. */
  static Optional<SortingJournal> existing(Path folder, Disk disk) throws IOException {
    return open(folder, 0, StandardOpenOption.WRITE, disk);
  }

  private static Optional<SortingJournal> open(
      Path folder, int made, StandardOpenOption creation, Disk disk) throws IOException {
    Path file = folder.resolve(NAME);
    if (!OPEN.add(file)) {
      throw busy(folder);
    }
    Optional<SortingJournal> opened = Optional.empty();
    try {
      // Whoever had the lock may have taken all back since it was opened here.
      while (opened.isEmpty() && (isThere(file) || creation == StandardOpenOption.CREATE)) {
        opened = tryOpen(file, made, creation, disk);
      }
      return opened;
    } finally {
      if (opened.isEmpty()) {
        OPEN.remove(file);
      }
    }
  }

  /** Whether there is a journal; what a link leads to, or is no file, is none. */
  private static boolean isThere(Path file) throws InputException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new InputException(
          file, "this is a link, or else no regular file, so it is no journal; take it away");
    }
    return true;
  }

  private static InputException busy(Path folder) {
    return new InputException(folder, "somebody else is sorting into it; wait for the end of that");
  }

  private static Optional<SortingJournal> tryOpen(
      Path file, int made, StandardOpenOption creation, Disk disk) throws IOException {
    Path folder = Objects.requireNonNull(file.getParent());
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              file,
              creation,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new InputException(
          folder.toString(), "this folder cannot be written" + SortedFolder.reason(e), e);
    }
    try {
      if (!PathLock.locks(channel)) {
        throw busy(folder);
      }
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        channel.close();
        return Optional.empty();
      }
      JournalState state = JournalState.read(folder, channel);
      SortingJournal journal = new SortingJournal(file, channel, state, disk);
      if (state.wholeBytes() > 0) {
        journal.known = disk.journals().knows(state.id(), folder);
        journal.remembered = journal.known;
      }
      if (state.wholeBytes() > 0 || creation == StandardOpenOption.CREATE) {
        // What a kill or a full disk tore off was never acted on.
        channel.truncate(state.wholeBytes()).position(state.wholeBytes());
      }
      if (state.wholeBytes() == 0 && creation == StandardOpenOption.CREATE) {
        journal.begin(folder, made);
      }
      return Optional.of(journal);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void begin(Path folder, int made) throws IOException {
    JournalHeader header = new JournalHeader(made, KnownJournals.newId());
    known = true;
    try {
      disk.journals().keep(Objects.requireNonNull(header.id()), folder);
      remembered = true;
    } catch (IOException e) {
      // It is written all the same, and who opened it tells.
      remembered = false;
    }
    append(header.line(), true);
    disk.force(folder);
    state.begin(header);
  }

  /** What the journal of a folder says, for somebody who changes nothing. */
  static JournalState peek(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!isThere(file)) {
      return new JournalState(folder);
    }
    if (OPEN.contains(file)) {
      throw busy(folder);
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      return JournalState.read(folder, channel);
    }
  }

  /** Whether it was begun by this user on this machine, so that it is believed. */
  boolean isKnown() {
    return known;
  }

  /** Whether it will be known the next time. */
  boolean isRemembered() {
    return remembered;
  }

  /** Where it is. */
  Path file() {
    return file;
  }

  /** What it says. */
  JournalState state() {
    return state;
  }

  /** A folder will be made for a class, or is there already. */
  void folder(Path folder, Destination destination, boolean made) throws IOException {
    append(
        line()
            .put("folder", PathText.of(folder.getFileName()))
            .put("kind", destination.kind().name())
            .put("class", destination.name())
            .put("made", made),
        false);
    state.addFolder(folder, destination, made);
  }

  /** A picture will be put somewhere. */
  SortedEntry begin(Placing placing, Path from, Path to, long size) throws IOException {
    SortedEntry entry =
        new SortedEntry(state.nextNumber(), placing, from, to, size, State.BEGUN, null, null);
    append(
        line()
            .put("begin", entry.number())
            .put("act", placing.word())
            .put("from", PathText.of(from))
            .put("to", state.relative(to))
            .put("size", size),
        true);
    state.put(entry);
    return entry;
  }

  /**
   * It is there.
   *
   * @param digest of a copy; null for others
   */
  void done(SortedEntry entry, @Nullable String digest) throws IOException {
    ObjectNode line = line().put("done", entry.number());
    append(digest == null ? line : line.put("sha256", digest), false);
    state.put(entry.done(digest));
  }

  /** It is where it was. */
  void failed(SortedEntry entry) throws IOException {
    append(line().put("failed", entry.number()), false);
    state.put(entry.with(State.FAILED));
  }

  /** It will be taken back. */
  SortedEntry goBack(SortedEntry entry, Path target, long size) throws IOException {
    append(
        line().put("back", entry.number()).put("to", PathText.of(target)).put("size", size), true);
    SortedEntry going = entry.goingBack(target, size);
    state.put(going);
    return going;
  }

  /** It was taken back. */
  void undone(SortedEntry entry) throws IOException {
    append(line().put("undone", entry.number()), false);
    state.put(entry.with(State.UNDONE));
  }

  private static ObjectNode line() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * Writes a line.
   *
   * @param first whether it must be on the disk before anything else happens
   */
  private void append(ObjectNode line, boolean first) throws IOException {
    long before = channel.position();
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      if (first) {
        disk.force(channel);
      }
    } catch (IOException e) {
      try {
        channel.truncate(before).position(before);
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw new SortingStoppedException(
          file
              + ": what is done cannot be written down"
              + SortedFolder.reason(e)
              + ", so nothing more is done; what was sorted stays",
          e);
    }
  }

  /** Deletes it, where nothing is left that it knows of. */
  void discard() throws IOException {
    Files.deleteIfExists(file);
    if (known) {
      disk.journals().forget(state.id());
    }
    close();
  }

  /** Closes it; a second time does nothing, for another may have it by then. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      channel.close();
    } finally {
      OPEN.remove(file);
    }
  }
}
