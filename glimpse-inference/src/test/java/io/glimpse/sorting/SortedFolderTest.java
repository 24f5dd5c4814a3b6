package io.glimpse.sorting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.progress.Notes;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SortedFolderTest {

  private static final Destination CAT = Destination.ofClass("cat");
  private static final Destination DOG = Destination.ofClass("dog");

  @TempDir Path folder;
  private Path source;
  private Path sorted;

  @BeforeEach
  void makePictures() throws IOException {
    source = Files.createDirectory(folder.resolve("photos"));
    sorted = folder.resolve("out/sorted");
    Files.writeString(source.resolve("a.jpg"), "a");
    Files.writeString(source.resolve("b.jpg"), "b");
  }

  private SortedFolder open(Placing placing) throws IOException {
    return SortedFolder.open(sorted, placing);
  }

  private Path place(Placing placing, Path file, Destination destination) throws IOException {
    try (SortedFolder opened = open(placing)) {
      return opened.place(file, destination);
    }
  }

  @Test
  void everyAnswerHasItsFolder() throws IOException {
    Files.writeString(source.resolve("c.jpg"), "c");
    try (SortedFolder opened = open(Placing.MOVE)) {
      assertThat(opened.place(source.resolve("a.jpg"), CAT)).isEqualTo(sorted.resolve("cat/a.jpg"));
      assertThat(opened.place(source.resolve("b.jpg"), Destination.NONE_OF_THESE))
          .isEqualTo(sorted.resolve("_none of these/b.jpg"));
      assertThat(opened.place(source.resolve("c.jpg"), Destination.UNSURE))
          .isEqualTo(sorted.resolve("_unsure/c.jpg"));
    }

    assertThat(source).isEmptyDirectory();
  }

  @Test
  void whatLiesThereIsNeverOverwrittenAndOutlivesTheWayBack() throws IOException {
    Path cats = Files.createDirectories(sorted.resolve("cat"));
    Files.writeString(cats.resolve("a.jpg"), "somebody's");
    Map<String, String> before = Tree.of(folder);

    assertThat(place(Placing.MOVE, source.resolve("a.jpg"), CAT))
        .isEqualTo(sorted.resolve("cat/a (2).jpg"));

    assertThat(cats.resolve("a.jpg")).hasContent("somebody's");
    SortedFolder.undo(sorted, Notes.SILENT);
    assertThat(Tree.of(folder)).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(
      value = Placing.class,
      names = {"COPY", "LINK"})
  void whatIsSortedAgainIsThereOnceAndWhereItBelongsNow(Placing placing) throws IOException {
    place(placing, source.resolve("a.jpg"), CAT);
    assertThat(place(placing, source.resolve("a.jpg"), CAT)).isEqualTo(sorted.resolve("cat/a.jpg"));
    assertThat(place(placing, source.resolve("a.jpg"), DOG)).isEqualTo(sorted.resolve("dog/a.jpg"));

    assertThat(sorted.resolve("cat")).isEmptyDirectory();
    assertThat(sorted.resolve("dog")).isDirectoryContaining("glob:**/a.jpg");
  }

  @Test
  void aCopyOfWhatWasChangedSinceIsMadeAnew() throws IOException {
    place(Placing.COPY, source.resolve("a.jpg"), CAT);
    Files.writeString(source.resolve("a.jpg"), "A");

    place(Placing.COPY, source.resolve("a.jpg"), CAT);

    assertThat(Tree.of(sorted.resolve("cat"))).hasSize(1);
    assertThat(sorted.resolve("cat/a.jpg")).hasContent("A");
  }

  @Test
  void aCopyThatWasChangedStaysAndIsTold() throws IOException {
    place(Placing.COPY, source.resolve("a.jpg"), CAT);
    place(Placing.COPY, source.resolve("b.jpg"), CAT);
    Files.writeString(sorted.resolve("cat/a.jpg"), "edited");
    Heard heard = new Heard();

    UndoneSorting undone = SortedFolder.undo(sorted, heard);

    assertThat(undone).isEqualTo(new UndoneSorting(0, 1, List.of(), 1));
    assertThat(heard.failures).singleElement().asString().contains("cat/a.jpg", "was changed");
    assertThat(sorted.resolve("cat/a.jpg")).hasContent("edited");
    assertThat(sorted.resolve("cat/b.jpg")).doesNotExist();
    assertThat(SortedFolder.undo(sorted, Notes.SILENT).left()).as("the journal stays").isEqualTo(1);
  }

  @Test
  void aPlaceThatIsTakenOnTheWayBackIsLeftToWhoHasIt() throws IOException {
    place(Placing.MOVE, source.resolve("a.jpg"), CAT);
    Files.writeString(source.resolve("a.jpg"), "new");

    UndoneSorting undone = SortedFolder.undo(sorted, Notes.SILENT);

    Path from = source.toRealPath().resolve("a.jpg");
    assertThat(undone.apart())
        .containsExactly(new UndoneSorting.Apart(from, from.resolveSibling("a (2).jpg")));
    assertThat(source.resolve("a.jpg")).hasContent("new");
    assertThat(source.resolve("a (2).jpg")).hasContent("a");
    assertThat(sorted.getParent()).doesNotExist();
  }

  @Test
  void aFolderThatIsGoneIsMadeAgainOnTheWayBack() throws IOException {
    place(Placing.MOVE, source.resolve("a.jpg"), CAT);
    place(Placing.MOVE, source.resolve("b.jpg"), CAT);
    Files.delete(source);

    assertThat(SortedFolder.undo(sorted, Notes.SILENT).moved()).isEqualTo(2);

    assertThat(Tree.of(source)).containsOnlyKeys("a.jpg", "b.jpg");
  }

  @Test
  void aPictureThatSomebodyTookIsToldAndTheOthersGoBack() throws IOException {
    place(Placing.MOVE, source.resolve("a.jpg"), CAT);
    place(Placing.MOVE, source.resolve("b.jpg"), CAT);
    Files.delete(sorted.resolve("cat/b.jpg"));
    Heard heard = new Heard();

    UndoneSorting undone = SortedFolder.undo(sorted, heard);

    assertThat(undone.moved()).isEqualTo(1);
    assertThat(undone.left()).isEqualTo(1);
    assertThat(heard.failures).singleElement().asString().contains("cat/b.jpg", "photos/b.jpg");
    assertThat(source.resolve("a.jpg")).hasContent("a");
  }

  @Test
  void theFolderMayBeMovedAsAWhole() throws IOException {
    place(Placing.MOVE, source.resolve("a.jpg"), CAT);
    Path elsewhere = Files.move(sorted, folder.resolve("elsewhere"));

    SortedFolder.undo(elsewhere, Notes.SILENT);

    assertThat(source.resolve("a.jpg")).hasContent("a");
  }

  @Test
  void aLinkIsNotMoved() throws IOException {
    Path link = Files.createSymbolicLink(source.resolve("link.jpg"), Path.of("a.jpg"));
    Path circle = Files.createSymbolicLink(source.resolve("circle.jpg"), Path.of("circle.jpg"));

    assertThatThrownBy(() -> place(Placing.MOVE, link, CAT)).hasMessageContaining("symbolic link");
    assertThatThrownBy(() -> place(Placing.COPY, circle, CAT)).hasMessageContaining("no file");
    assertThat(place(Placing.COPY, link, CAT)).hasContent("a").isRegularFile();
  }

  @Test
  void aFolderOfAClassThatLeadsElsewhereIsRefused() throws IOException {
    Files.createDirectories(sorted);
    Files.createSymbolicLink(sorted.resolve("cat"), source);

    assertThatThrownBy(() -> place(Placing.MOVE, source.resolve("a.jpg"), CAT))
        .hasMessageContaining(sorted.resolve("cat").toString())
        .hasMessageContaining("no link");
    assertThat(source.resolve("a.jpg")).hasContent("a");
  }

  @Test
  void itTellsItsOwnFilesAlsoThroughLinks() throws IOException {
    Path other = Files.createSymbolicLink(folder.resolve("other"), folder.resolve("out"));
    try (SortedFolder opened = open(Placing.COPY)) {
      Path inside = opened.place(source.resolve("a.jpg"), CAT);

      assertThat(opened.holds(inside)).isTrue();
      assertThat(opened.holds(other.resolve("sorted/cat/a.jpg"))).isTrue();
      assertThat(opened.holds(source.resolve("a.jpg"))).isFalse();
      assertThat(opened.whereIs(other.resolve("sorted/cat/a.jpg")))
          .isEqualTo(opened.whereIs(inside));
    }
  }

  @Test
  void whatWasMovedBeforeIsKnown() throws IOException {
    Path moved = place(Placing.MOVE, source.resolve("a.jpg"), CAT);

    try (SortedFolder opened = open(Placing.MOVE)) {
      assertThat(opened.earlier(source.resolve("a.jpg"))).contains(moved);
      assertThat(opened.earlier(source.resolve("b.jpg"))).isEmpty();
      Files.writeString(source.resolve("a.jpg"), "new");
      assertThat(opened.earlier(source.resolve("a.jpg"))).isEmpty();
      assertThat(opened.place(source.resolve("a.jpg"), CAT)).hasFileName("a (2).jpg");
    }
  }

  @Test
  void whereNothingWasSortedNoTraceIsLeft() throws IOException {
    Map<String, String> before = Tree.of(folder);

    open(Placing.MOVE).close();

    assertThat(Tree.of(folder)).isEqualTo(before);
  }

  @Test
  void oneSortsAtATime() throws IOException {
    try (SortedFolder opened = open(Placing.MOVE)) {
      assertThatThrownBy(() -> open(Placing.MOVE)).hasMessageContaining("somebody else is sorting");
      assertThatThrownBy(() -> SortedFolder.undo(sorted, Notes.SILENT))
          .hasMessageContaining("somebody else is sorting");
      opened.place(source.resolve("a.jpg"), CAT);
    }
  }

  @Test
  void aPlanSaysTheSameAndChangesNothing() throws IOException {
    Path more = Files.createDirectory(source.resolve("more"));
    Files.writeString(more.resolve("a.jpg"), "more");
    Map<String, String> before = Tree.of(folder);
    List<Path> planned = new ArrayList<>();
    List<Path> done = new ArrayList<>();
    List<Path> files = List.of(source.resolve("a.jpg"), more.resolve("a.jpg"));

    try (SortPlan plan = SortPlan.of(sorted, Placing.COPY)) {
      for (Path file : files) {
        planned.add(plan.place(file, CAT));
      }
    }
    assertThat(Tree.of(folder)).isEqualTo(before);
    try (SortedFolder opened = open(Placing.COPY)) {
      for (Path file : files) {
        done.add(opened.place(file, CAT));
      }
    }

    assertThat(planned).isEqualTo(done).doesNotHaveDuplicates();
    try (SortPlan plan = SortPlan.of(sorted, Placing.COPY)) {
      assertThat(plan.place(files.get(0), CAT)).as("it is there").isEqualTo(done.get(0));
    }
  }

  @Test
  void aTornLineIsLeftAside() throws IOException {
    place(Placing.MOVE, source.resolve("a.jpg"), CAT);
    Path journal = sorted.resolve(SortingJournal.NAME);
    Files.writeString(journal, "{\"begin\":2,\"act\":\"mo", StandardOpenOption.APPEND);

    place(Placing.MOVE, source.resolve("b.jpg"), DOG);

    assertThat(SortedFolder.undo(sorted, Notes.SILENT).moved()).isEqualTo(2);
    assertThat(Tree.of(source)).containsOnlyKeys("a.jpg", "b.jpg");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "no journal",
        "{\"begin\":1,\"act\":\"move\",\"from\":\"/x/a\",\"to\":\"../a/b\",\"size\":1}",
        "{\"begin\":1,\"act\":\"move\",\"from\":\"/x/a\",\"to\":\"/etc/passwd\",\"size\":1}",
        "{\"begin\":1,\"act\":\"move\",\"from\":\"x\",\"to\":\"cat/b\",\"size\":1}",
        "{\"begin\":1,\"act\":\"burn\",\"from\":\"/x\",\"to\":\"cat/b\",\"size\":1}",
        "{\"begin\":1,\"act\":\"move\",\"from\":\"/x\",\"to\":\"cat/b\",\"size\":-1}",
        "{\"done\":7}",
        "{\"folder\":\"..\",\"kind\":\"CLASS\",\"class\":\"cat\",\"made\":true}"
      })
  void aJournalOfSomebodyElseIsRefusedAtItsLine(String line) throws IOException {
    place(Placing.MOVE, source.resolve("a.jpg"), CAT);
    Path journal = sorted.resolve(SortingJournal.NAME);
    Files.writeString(journal, line + "\n{}\n", StandardOpenOption.APPEND);
    Map<String, String> before = Tree.of(folder);

    assertThatThrownBy(() -> SortedFolder.undo(sorted, Notes.SILENT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(SortingJournal.NAME + ": line 5 ")
        .hasMessageNotContaining("Exception");
    assertThat(Tree.of(folder)).isEqualTo(before);
  }

  @Test
  void namesThatAreNoTextComeBackAsTheyWere() throws IOException {
    byte[] name = "caf\u00e9.jpg".getBytes(StandardCharsets.ISO_8859_1);
    StringBuilder uri = new StringBuilder(source.toUri().toString());
    for (byte b : name) {
      uri.append('%').append(String.format(Locale.ROOT, "%02X", b & 0xff));
    }
    Path odd;
    try {
      odd = Files.writeString(Path.of(URI.create(uri.toString())), "odd");
    } catch (IOException | IllegalArgumentException e) {
      return; // This system has no such names.
    }
    Map<String, String> before = Tree.of(source);

    assertThat(place(Placing.MOVE, odd, CAT)).hasContent("odd");
    assertThat(odd).doesNotExist();
    SortedFolder.undo(sorted, Notes.SILENT);

    assertThat(odd).hasContent("odd");
    assertThat(Tree.of(source)).isEqualTo(before);
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Files.createDirectories(sorted.getParent());
    Files.writeString(sorted, "file");

    assertThatThrownBy(() -> open(Placing.MOVE)).hasMessageContaining("this is a file");
    assertThatThrownBy(() -> SortedFolder.undo(source, Notes.SILENT))
        .hasMessageContaining("no journal");
    assertThatThrownBy(() -> SortedFolder.undo(folder.resolve("none"), Notes.SILENT))
        .hasMessageContaining("no such folder");
  }

  private static final class Heard implements Notes {
    final List<String> failures = new ArrayList<>();

    @Override
    public void failed(String name, String sentence) {
      failures.add(sentence);
    }
  }
}
