package io.glimpse.sorting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says where pictures would go, and changes nothing. Not safe for several threads. */
public final class SortPlan extends LaidOutSorting {

  private final JournalState state;

  private SortPlan(Placing placing, SortedLayout layout, JournalState state) {
    super(placing, layout);
    this.state = state;
  }

  /**
   * The plan for a folder, as {@link SortedFolder#open} would sort into it.
   *
   * @param folder need not be there
   */
  public static SortPlan of(Path folder, Placing placing) throws IOException {
    Path root = Files.exists(folder) ? folder.toRealPath() : folder.toAbsolutePath().normalize();
    SortedFolder.requireFolder(folder);
    JournalState state = SortingJournal.peek(root);
    return new SortPlan(placing, new SortedLayout(folder, root, state), state);
  }

  @Override
  public Path place(Path file, Destination destination) throws IOException {
    SortedLayout.require(file, placing);
    Path folder = layout.folder(destination);
    SortedEntry before = state.latest(layout.real(file));
    return layout.shown(
        before != null && isThere(before, folder) ? before.to() : layout.free(folder, file));
  }

  private boolean isThere(SortedEntry before, Path folder) {
    return before.isDone()
        && before.placing() == placing
        && before.folder().equals(folder)
        && Carrier.exists(before.to());
  }

  @Override
  public void close() {}
}
