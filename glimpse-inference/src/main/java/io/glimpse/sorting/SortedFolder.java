package io.glimpse.sorting;

import io.glimpse.file.InputException;
import io.glimpse.file.Sha256;
import io.glimpse.progress.Notes;
import io.glimpse.sorting.SortedEntry.State;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A folder into which pictures are sorted by their answers: one folder a class, one for pictures of
 * none of the classes, one for those that are not sure.
 *
 * <p>Nothing is ever overwritten. A journal in it says before and behind each picture what is done,
 * so that a run that was killed can be gone on with at any point, and all can be {@linkplain #undo
 * taken back}. One process has it at a time, and one thread uses it.
 */
public final class SortedFolder extends LaidOutSorting {

  /** Room for names and a line of the journal, in bytes. */
  private static final long SOME_ROOM = 1 << 16;

  private final Path root;
  private final SortingJournal journal;
  private final Disk disk;
  private final Carrier carrier;

  private SortedFolder(
      Path root, Placing placing, SortingJournal journal, SortedLayout layout, Disk disk) {
    super(placing, layout);
    this.root = root;
    this.journal = journal;
    this.disk = disk;
    this.carrier = new Carrier(disk);
  }

  /**
   * Opens a folder, which is made where it is missing, and finishes what a killed run left.
   *
   * @throws IOException if it is no folder, cannot be written, or somebody else sorts into it
   */
  public static SortedFolder open(Path folder, Placing placing) throws IOException {
    return open(folder, placing, Notes.SILENT);
  }

  /**
   * As {@link #open(Path, Placing)}.
   *
   * @param notes hear whether what is moved cannot be taken back
   */
  public static SortedFolder open(Path folder, Placing placing, Notes notes) throws IOException {
    return open(folder, placing, new Disk(), notes);
  }

  static SortedFolder open(Path folder, Placing placing, Disk disk, Notes notes)
      throws IOException {
    requireFolder(folder);
    int missing = missing(folder);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InputException(folder.toString(), "this folder cannot be made" + reason(e), e);
    }
    Path root = folder.toRealPath();
    SortingJournal journal = SortingJournal.open(root, missing, disk);
    try {
      SortedFolder opened =
          new SortedFolder(
              root, placing, journal, new SortedLayout(folder, root, journal.state()), disk);
      Unfinished.settle(folder, journal, opened.carrier, notes);
      if (placing == Placing.MOVE && !journal.isRemembered()) {
        notes.note(
            folder
                + ": its journal was made elsewhere, or cannot be remembered in "
                + disk.journals().folder()
                + ", so what is moved cannot be taken back by Glimpse, only by hand");
      }
      return opened;
    } catch (IOException | RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  /**
   * Takes back all that was sorted into a folder: what was moved goes back where it was, copies and
   * links go away unless they were changed, and so do folders that were made and are empty. By a
   * journal that this user did not begin on this machine, nothing is moved out of the folder.
   *
   * @param notes hear what cannot be taken back, which the journal keeps for another try, and what
   *     had to get another name
   * @throws InputException if nothing was sorted into it
   */
  public static UndoneSorting undo(Path folder, Notes notes) throws IOException {
    return SortUndo.of(folder, notes, new Disk());
  }

  static void requireFolder(Path folder) throws InputException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new InputException(folder, "this is a file; a folder to sort into is needed");
    }
  }

  /** How many folders from this one up are not there. */
  private static int missing(Path folder) {
    int count = 0;
    Path next = folder.toAbsolutePath().normalize();
    while (next != null && !Carrier.exists(next)) {
      count++;
      next = next.getParent();
    }
    return count;
  }

  @Override
  public Path place(Path file, Destination destination) throws IOException {
    SortedLayout.require(file, placing);
    Path from = layout.real(file);
    Path folder = layout.folder(destination);
    SortedEntry before = journal.state().latest(from);
    if (before != null && before.isDone() && before.placing() != Placing.MOVE) {
      if (isThere(before, folder)) {
        return layout.shown(before.to());
      }
      // It belongs elsewhere now, or was changed; a picture is here once.
      SortUndo.takeAway(before, journal, disk);
    }
    try {
      makeFolder(folder, destination);
      return layout.shown(place(from, folder));
    } catch (SortingStoppedException e) {
      throw e;
    } catch (IOException e) {
      requireRoom(file, e);
      boolean kept =
          placing == Placing.MOVE && !Files.isWritable(Objects.requireNonNull(from.getParent()));
      throw new InputException(
          file.toString(),
          kept
              ? "it stays, as nothing may be taken out of its folder; copy it, or link to it"
              : "it stays, as it cannot be put into " + layout.shown(folder) + reason(e),
          e);
    }
  }

  private boolean isThere(SortedEntry before, Path folder) throws IOException {
    if (before.placing() != placing || !before.folder().equals(folder)) {
      return false;
    }
    return placing == Placing.LINK
        ? SortUndo.isAsMade(before)
        : SortUndo.isAsMade(before) && Sha256.of(before.from()).equals(before.digest());
  }

  private void makeFolder(Path folder, Destination destination) throws IOException {
    boolean missing = !Files.isDirectory(folder);
    if (missing || !journal.state().hasFolder(folder)) {
      journal.folder(folder, destination, missing || journal.state().wasMade(folder));
    }
    if (missing) {
      disk.makeFolder(folder);
    }
  }

  private Path place(Path from, Path folder) throws IOException {
    while (true) {
      Path to = layout.free(folder, from);
      SortedEntry entry = journal.begin(placing, from, to, Files.size(from));
      try {
        journal.done(entry, act(entry));
        return to;
      } catch (SortingStoppedException e) {
        throw e;
      } catch (IOException e) {
        boolean faster = isTaken(to, e);
        SortedEntry settled = faster ? entry.with(State.FAILED) : Unfinished.settle(entry, carrier);
        if (settled.isDone()) {
          journal.done(entry, settled.digest());
          return to;
        }
        journal.failed(entry);
        if (!faster) {
          layout.giveBack(to, from);
          throw e;
        }
      }
    }
  }

  /** Whether somebody else has just taken a name. */
  private static boolean isTaken(Path to, IOException e) {
    return e instanceof FileAlreadyExistsException file && to.toString().equals(file.getFile());
  }

  private @Nullable String act(SortedEntry entry) throws IOException {
    return switch (placing) {
      case MOVE -> {
        carrier.move(entry.from(), entry.to(), entry.number());
        yield null;
      }
      case LINK -> {
        disk.link(entry.to(), entry.from());
        yield null;
      }
      case COPY -> carrier.copy(entry.from(), entry.to(), entry.number());
    };
  }

  /** Where the disk is full, each further picture would fail like this one. */
  private void requireRoom(Path file, IOException failure) throws IOException {
    if (failure instanceof AccessDeniedException || failure instanceof NoSuchFileException) {
      return;
    }
    long size = Files.exists(file) ? Files.size(file) : 0;
    if (Files.getFileStore(root).getUsableSpace() < size + SOME_ROOM) {
      throw new SortingStoppedException(
          layout.shown(root)
              + ": its disk is full; make room, and sort again to go on where this stopped",
          failure);
    }
  }

  /** Why something could not be done, in brackets. */
  static String reason(IOException e) {
    String reason;
    if (e instanceof AccessDeniedException) {
      reason = "permission denied";
    } else if (e instanceof NoSuchFileException) {
      reason = "it is not there any more";
    } else if (e instanceof FileAlreadyExistsException) {
      reason = "something of that name is there";
    } else if (e instanceof FileSystemException file) {
      reason = file.getReason();
    } else {
      reason = e.getMessage();
    }
    return reason == null || reason.isBlank() ? "" : " (" + reason + ")";
  }

  SortingJournal journal() {
    return journal;
  }

  /** Closes it; where nothing was sorted, no trace of it is left. */
  @Override
  public void close() throws IOException {
    if (journal.state().entries().stream().allMatch(SortedEntry::isNowhere)) {
      SortUndo.leave(root, journal);
    } else {
      journal.close();
    }
  }
}
