package io.glimpse.cli.answers;

import io.glimpse.cli.console.CommandException;
import io.glimpse.cli.console.Console;
import io.glimpse.document.UndoDocument;
import io.glimpse.file.Input;
import io.glimpse.method.Prediction;
import io.glimpse.sorting.Destination;
import io.glimpse.sorting.Placing;
import io.glimpse.sorting.SortedFolder;
import io.glimpse.sorting.Sorting;
import io.glimpse.sorting.SortingStoppedException;
import io.glimpse.sorting.UndoneSorting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Puts the pictures of a command into folders by their answers. */
final class SortedAnswers implements AutoCloseable {

  /** Pictures to name where each could be. */
  private static final int NAMED = 10;

  private final Path folder;
  private final Sorting sorting;
  private final double least;
  private final boolean dryRun;
  private final AtomicInteger placed = new AtomicInteger();

  /**
   * Sorting into a folder.
   *
   * @param folder as it was given
   * @param least probability that a class needs
   */
  SortedAnswers(Path folder, Sorting sorting, double least, boolean dryRun) {
    this.folder = folder;
    this.sorting = sorting;
    this.least = least;
    this.dryRun = dryRun;
  }

  /** See {@link Sorting#expect}. */
  void expect(List<String> classes) {
    sorting.expect(classes);
  }

  /**
   * The inputs that are to be sorted: each once, none that lies in the folder, and none that an
   * earlier run has moved there; and none to be moved that only a link leads to from what was
   * named.
   */
  List<Input> toSort(List<Input> inputs, NamedFolders named, Console console) throws IOException {
    List<Input> some = new ArrayList<>();
    Set<Path> seen = new HashSet<>();
    int inside = 0;
    int moved = 0;
    int behindLinks = 0;
    for (Input input : inputs) {
      Optional<Path> file = input.file();
      if (file.isEmpty() || !seen.add(sorting.whereIs(file.get()))) {
        continue;
      }
      if (sorting.holds(file.get())) {
        inside++;
      } else if (sorting.earlier(file.get()).isPresent()) {
        moved++;
      } else if (sorting.placing() == Placing.MOVE
          && !named.mean(file.get(), sorting.whereIs(file.get()))) {
        behindLinks++;
      } else {
        some.add(input);
      }
    }
    if (inside > 0 && some.isEmpty() && moved == 0) {
      throw new CommandException(
          folder, "all that was named lies in this folder itself; sort into another");
    }
    if (inside > 0) {
      console.note(folder + ": files that lie in it already are left out, " + inside + " here");
    }
    if (moved > 0) {
      console.note(folder + ": pictures moved there by an earlier run are left out, " + moved);
    }
    if (behindLinks > 0) {
      console.note(
          ("files that a link leads to, outside of the folder that was named, are not moved, %d"
                  + " here; name their own folder to move them")
              .formatted(behindLinks));
    }
    return some;
  }

  /**
   * Puts a picture where its answer says, or says where that is.
   *
   * @return null where it could not be put there, which was told
   */
  @Nullable Path place(Input input, Prediction prediction, Console console)
      throws SortingStoppedException {
    try {
      Path place = sorting.place(input.file().orElseThrow(), Destination.of(prediction, least));
      placed.incrementAndGet();
      return place;
    } catch (SortingStoppedException e) {
      throw e;
    } catch (IOException e) {
      console.failed(input.name(), e);
      return null;
    }
  }

  /** What to know when the command is stopped. */
  String whenStopped() {
    return dryRun || placed.get() == 0
        ? ""
        : "%s put into %s; the same command goes on with the others, and 'glimpse"
                .formatted(
                    placed.get() == 1 ? "1 picture was" : placed.get() + " pictures were", folder)
            + " classify --undo %s' takes them back".formatted(folder);
  }

  /** Takes back all that was sorted into a folder. */
  static void undo(Path folder, Console console) throws IOException {
    UndoneSorting undone = SortedFolder.undo(folder, console);
    List<UndoneSorting.Apart> apart = undone.apart();
    for (UndoneSorting.Apart one : apart.subList(0, Math.min(NAMED, apart.size()))) {
      console.note(one.from() + " is another file now, so what was there is " + one.now());
    }
    if (apart.size() > NAMED) {
      console.note((apart.size() - NAMED) + " more had to get another name; --json lists them all");
    }
    List<String> parts = new ArrayList<>();
    if (undone.moved() > 0 || undone.removed() == 0) {
      parts.add(undone.moved() + (undone.moved() == 1 ? " picture" : " pictures") + " moved back");
    }
    if (undone.removed() > 0) {
      parts.add(
          undone.removed()
              + (undone.removed() == 1 ? " copy or link removed" : " copies or links removed"));
    }
    if (undone.left() > 0) {
      parts.add(undone.left() + " could not be taken back, and can be tried again");
    }
    console.print("%s: %s", folder, String.join(", ", parts));
    console.printJson(
        new UndoDocument(
            folder.toString(),
            undone.moved(),
            undone.removed(),
            apart.stream()
                .map(one -> new UndoDocument.Apart(one.from().toString(), one.now().toString()))
                .toList(),
            undone.left(),
            console.errors()));
  }

  @Override
  public void close() throws IOException {
    sorting.close();
  }
}
