package io.glimpse.sorting;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.progress.Notes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that ends before any of its steps on the disk, as by a kill or by a failure. */
class SortingKilledTest {

  @TempDir Path folder;

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Ends the process before a step; pictures and folder may be on two disks. */
  private static final class EndingDisk extends Disk {
    final boolean twoDisks;
    final boolean kills;
    final int end;
    int steps;

    EndingDisk(boolean twoDisks, boolean kills, int end) {
      this.twoDisks = twoDisks;
      this.kills = kills;
      this.end = end;
    }

    @Override
    void before(String step) throws IOException {
      if (++steps == end) {
        if (kills) {
          throw new Killed();
        }
        throw new IOException("no more");
      }
    }

    /** A kill is no loss of power. */
    @Override
    void force(FileChannel file) throws IOException {
      before("force file");
    }

    @Override
    void rename(Path from, Path to) throws IOException {
      if (twoDisks && !Objects.equals(to.getParent(), from.getParent())) {
        before("rename");
        throw new AtomicMoveNotSupportedException(from.toString(), to.toString(), "two disks");
      }
      super.rename(from, to);
    }
  }

  @ParameterizedTest
  @CsvSource({"MOVE,false", "MOVE,true", "COPY,false", "LINK,false"})
  void killedBeforeAnyStepNothingIsLostAndTheNextRunGoesOn(Placing placing, boolean twoDisks)
      throws IOException {
    boolean ended = false;
    int end = 0;
    while (!ended) {
      Path root = Files.createDirectory(folder.resolve("run-" + ++end));
      Path source = pictures(root);
      Path sorted = root.resolve("sorted");
      Map<String, String> beginning = Tree.of(source);

      ended = sort(source, sorted, placing, new EndingDisk(twoDisks, true, end));
      assertThat(Tree.contents(source, sorted))
          .as("killed at %d", end)
          .containsAll(contents(beginning));
      assertThat(sort(source, sorted, placing, new EndingDisk(twoDisks, true, 0))).isTrue();

      assertSorted(source, sorted, placing, beginning);
      assertThat(SortedFolder.undo(sorted, Notes.SILENT).left()).isZero();
      assertThat(Tree.of(source)).as("killed at %d", end).isEqualTo(beginning);
      assertThat(sorted).doesNotExist();
    }
    assertThat(end).isGreaterThan(5);
  }

  @ParameterizedTest
  @CsvSource({"MOVE,false", "MOVE,true", "COPY,false", "LINK,false"})
  void killedWhileItIsTakenBackNothingIsLostAndTheNextTryGoesOn(Placing placing, boolean twoDisks)
      throws IOException {
    boolean ended = false;
    int end = 0;
    while (!ended) {
      Path root = Files.createDirectory(folder.resolve("run-" + ++end));
      Path source = pictures(root);
      Path sorted = root.resolve("sorted");
      Map<String, String> beginning = Tree.of(source);
      sort(source, sorted, placing, new EndingDisk(twoDisks, true, 0));

      try {
        SortUndo.of(sorted, Notes.SILENT, new EndingDisk(twoDisks, true, end));
        ended = true;
      } catch (Killed e) {
        assertThat(Tree.contents(source, sorted))
            .as("killed at %d", end)
            .containsAll(contents(beginning));
        SortUndo.of(sorted, Notes.SILENT, new EndingDisk(twoDisks, true, 0));
      }

      assertThat(Tree.of(source)).as("killed at %d", end).isEqualTo(beginning);
      assertThat(sorted).doesNotExist();
    }
    assertThat(end).isGreaterThan(4);
  }

  @ParameterizedTest
  @CsvSource({"MOVE,false", "MOVE,true", "COPY,false", "LINK,false"})
  void afterAFailureOfAnyStepThePictureIsWhereItWasAndTheOthersGoOn(
      Placing placing, boolean twoDisks) throws IOException {
    EndingDisk disk;
    int end = 0;
    do {
      Path root = Files.createDirectory(folder.resolve("run-" + ++end));
      Path source = pictures(root);
      Path sorted = root.resolve("sorted");
      Map<String, String> beginning = Tree.of(source);
      disk = new EndingDisk(twoDisks, false, end);

      assertThat(sort(source, sorted, placing, disk)).isTrue();
      assertThat(Tree.of(sorted).keySet())
          .as("failed at %d", end)
          .noneMatch(path -> path.endsWith(".tmp"));
      sort(source, sorted, placing, new EndingDisk(twoDisks, true, 0));

      assertSorted(source, sorted, placing, beginning);
      SortedFolder.undo(sorted, Notes.SILENT);
      assertThat(Tree.of(source)).isEqualTo(beginning);
    } while (disk.steps >= end);
    assertThat(end).isGreaterThan(5);
  }

  /** Four pictures, two of which have the same name, and two the same content. */
  private static Path pictures(Path root) throws IOException {
    Path source = Files.createDirectories(root.resolve("photos"));
    Files.createDirectory(source.resolve("more"));
    Files.writeString(source.resolve("a.jpg"), "cat 1");
    Files.writeString(source.resolve("b.jpg"), "dog 1");
    Files.writeString(source.resolve("more/a.jpg"), "cat 2");
    Files.writeString(source.resolve("more/c.jpg"), "cat 2");
    return source;
  }

  private static List<String> contents(Map<String, String> tree) {
    return tree.values().stream().filter(what -> !what.equals("folder")).sorted().toList();
  }

  /** Sorts what is there; false if the process was ended. */
  private static boolean sort(Path source, Path sorted, Placing placing, Disk disk)
      throws IOException {
    SortedFolder opened;
    try {
      opened = SortedFolder.open(sorted, placing, disk, Notes.SILENT);
    } catch (Killed e) {
      return false;
    } catch (IOException e) {
      return true;
    }
    // What a killed run left is finished by now.
    List<Path> files;
    try (Stream<Path> all = Files.walk(source)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    try {
      for (Path file : files) {
        Destination to = Destination.ofClass(Files.readString(file).substring(0, 3));
        try {
          assertThat(opened.place(file, to)).exists();
        } catch (IOException e) {
          assertThat(file).exists();
        }
      }
      opened.close();
      return true;
    } catch (Killed e) {
      opened.journal().close();
      return false;
    }
  }

  private static void assertSorted(
      Path source, Path sorted, Placing placing, Map<String, String> beginning) throws IOException {
    Map<String, String> tree = Tree.of(sorted);
    assertThat(tree.keySet())
        .containsExactlyInAnyOrder(
            SortingJournal.NAME,
            "cat",
            "cat/a.jpg",
            "cat/a (2).jpg",
            "cat/c.jpg",
            "dog",
            "dog/b.jpg");
    if (placing == Placing.MOVE) {
      assertThat(Tree.contents(source)).isEmpty();
    } else {
      assertThat(Tree.of(source)).isEqualTo(beginning);
    }
    if (placing != Placing.LINK) {
      assertThat(Tree.contents(sorted)).isEqualTo(contents(beginning));
    }
  }
}
