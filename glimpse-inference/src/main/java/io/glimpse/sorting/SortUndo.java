package io.glimpse.sorting;

import io.glimpse.file.InputException;
import io.glimpse.file.Sha256;
import io.glimpse.progress.Notes;
import io.glimpse.progress.Progress;
import io.glimpse.sorting.JournalState.Folder;
import io.glimpse.sorting.UndoneSorting.Apart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Takes back what was sorted, the last first. */
final class SortUndo {

  private final Path folder;
  private final Path root;
  private final SortingJournal journal;
  private final Disk disk;
  private final Carrier carrier;
  private final Notes notes;
  private final FreeNames names = new FreeNames();
  private final List<Apart> apart = new ArrayList<>();
  private int moved;
  private int removed;
  private int left;

  private SortUndo(Path folder, Path root, SortingJournal journal, Disk disk, Notes notes) {
    this.folder = folder;
    this.root = root;
    this.journal = journal;
    this.disk = disk;
    this.carrier = new Carrier(disk);
    this.notes = notes;
  }

  /** Takes all back; see {@link SortedFolder#undo}. */
  static UndoneSorting of(Path folder, Notes notes, Disk disk) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new InputException(folder, "there is no such folder");
    }
    Path root = folder.toRealPath();
    try (SortingJournal journal =
        SortingJournal.existing(root, disk)
            .orElseThrow(
                () ->
                    new InputException(
                        folder,
                        "there is no journal in it, so nothing was sorted into it, or all was taken"
                            + " back before"))) {
      return new SortUndo(folder, root, journal, disk, notes).all();
    }
  }

  private UndoneSorting all() throws IOException {
    Unfinished.settle(folder, journal, carrier, notes);
    List<SortedEntry> done =
        new ArrayList<>(journal.state().entries().stream().filter(SortedEntry::isDone).toList());
    Collections.reverse(done);
    if (!journal.isKnown() && done.removeIf(entry -> entry.placing() == Placing.MOVE)) {
      refuseMoves();
    }
    try (Progress progress = notes.progress("undo", done.size())) {
      for (SortedEntry entry : done) {
        try {
          takeBack(entry);
        } catch (SortingStoppedException e) {
          throw e;
        } catch (IOException e) {
          left++;
          notes.failed(folder.resolve(root.relativize(entry.to())).toString(), e);
        }
        progress.step();
      }
    }
    if (left == 0) {
      leave(root, journal);
    } else if (journal.isKnown()) {
      notes.note(
          folder
              + ": what was taken from its place here goes back when it is put there again and all"
              + " is undone once more; or delete "
              + shown(journal.file())
              + ", and it is forgotten where the rest came from");
    }
    return new UndoneSorting(moved, removed, apart, left);
  }

  /** What came with a folder moves nothing outside of it. */
  private void refuseMoves() {
    int moves =
        (int)
            journal.state().entries().stream()
                .filter(entry -> entry.isDone() && entry.placing() == Placing.MOVE)
                .count();
    left += moves;
    notes.failed(
        folder.toString(),
        ("%s: this journal was made elsewhere, or is not remembered in %s; %s, and can be moved by"
                + " hand to where %s says")
            .formatted(
                folder,
                disk.journals().folder(),
                moves == 1 ? "1 moved picture stays" : moves + " moved pictures stay",
                shown(journal.file())));
  }

  private void takeBack(SortedEntry entry) throws IOException {
    if (entry.placing() == Placing.MOVE) {
      moveBack(entry);
      moved++;
    } else if (takeAway(entry, journal, disk)) {
      removed++;
    } else {
      throw new InputException(
          shown(entry.to()), "it was changed since it was put there, and stays");
    }
  }

  private void moveBack(SortedEntry entry) throws IOException {
    Path to = entry.to();
    Path from = entry.from();
    if (!isPlain(entry.folder()) || !Files.isRegularFile(to, LinkOption.NOFOLLOW_LINKS)) {
      throw new InputException(
          shown(to), "it is not there any more, so it cannot go back to " + from);
    }
    try {
      Path parent = Objects.requireNonNull(from.getParent());
      Files.createDirectories(parent);
      Path back = names.in(parent, from);
      SortedEntry going = journal.goBack(entry, back, Files.size(to));
      try {
        carrier.move(to, back, entry.number());
      } catch (IOException e) {
        if (Unfinished.settle(going, carrier).isDone()) {
          journal.done(entry, null);
          throw e;
        }
      }
      journal.undone(going);
      if (!back.equals(from)) {
        apart.add(new Apart(from, back));
      }
    } catch (SortingStoppedException e) {
      throw e;
    } catch (IOException e) {
      throw new InputException(
          shown(to).toString(), "it cannot go back to " + from + SortedFolder.reason(e), e);
    }
  }

  private Path shown(Path inside) {
    return folder.resolve(root.relativize(inside));
  }

  /**
   * Takes a copy or a link away.
   *
   * @return whether it is gone; else it was changed, and stays
   */
  static boolean takeAway(SortedEntry entry, SortingJournal journal, Disk disk) throws IOException {
    if (isPlain(entry.folder()) && Carrier.exists(entry.to())) {
      if (!isAsMade(entry)) {
        return false;
      }
      disk.delete(entry.to());
    }
    journal.undone(entry);
    return true;
  }

  /** Whether a copy or a link is there as it was made. */
  static boolean isAsMade(SortedEntry entry) throws IOException {
    Path to = entry.to();
    return entry.placing() == Placing.LINK
        ? Files.isSymbolicLink(to) && Files.readSymbolicLink(to).equals(entry.from())
        : Files.isRegularFile(to, LinkOption.NOFOLLOW_LINKS)
            && Sha256.of(to).equals(entry.digest());
  }

  /** A folder of a class is none that a link could have put in its place, outside of all this. */
  private static boolean isPlain(Path folderOfClass) {
    return Files.isDirectory(folderOfClass, LinkOption.NOFOLLOW_LINKS);
  }

  /** Removes the folders that were made and hold nothing, the journal, and the folder itself. */
  static void leave(Path root, SortingJournal journal) throws IOException {
    JournalState state = journal.state();
    for (Folder one : state.folders()) {
      if (one.made() && isPlain(one.path())) {
        removeIfEmpty(one.path());
      }
    }
    journal.discard();
    Path next = root;
    // Those above it are outside of what a journal of somebody else may touch.
    int made = journal.isKnown() ? state.made() : Math.min(state.made(), 1);
    for (int i = 0; i < made && next != null && removeIfEmpty(next); i++) {
      next = next.getParent();
    }
  }

  private static boolean removeIfEmpty(Path folder) {
    try {
      return Files.deleteIfExists(folder);
    } catch (IOException e) {
      // It holds something, or is not ours to remove: it harms nobody.
      return false;
    }
  }
}
