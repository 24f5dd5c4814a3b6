package io.glimpse.sorting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.progress.Notes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A journal that came with a folder, or a file that has its name and is none. */
class ForeignJournalTest {

  private static final Destination CAT = Destination.ofClass("cat");

  private static final String HEADER =
      "{\"journal\":\"pictures sorted by Glimpse\",\"version\":1,\"made\":3}\n";

  @TempDir Path temporary;
  private Path folder;
  private Path mine;
  private Path sorted;
  private Path journal;
  private Disk here;

  @BeforeEach
  void makeFolders() throws IOException {
    folder = temporary.toRealPath();
    mine = Files.createDirectory(folder.resolve("mine"));
    sorted = folder.resolve("sorted");
    journal = sorted.resolve(SortingJournal.NAME);
    here = new Disk(new KnownJournals(folder.resolve("home/sorted")));
    Files.writeString(mine.resolve("a.jpg"), "a");
  }

  private void place(Placing placing, String name, Disk disk) throws IOException {
    try (SortedFolder opened = SortedFolder.open(sorted, placing, disk, Notes.SILENT)) {
      opened.place(mine.resolve(name), CAT);
    }
  }

  /** A folder that somebody packed, with the lines of a journal after its header. */
  private void comes(String... lines) throws IOException {
    Files.createDirectories(sorted.resolve("cat"));
    Files.writeString(
        journal,
        HEADER + String.join("", List.of(lines).stream().map(line -> line + "\n").toList()));
  }

  private static String begin(String act, Path from, String to, int size) {
    return String.format(
        Locale.ROOT,
        "{\"begin\":1,\"act\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"size\":%d}",
        act,
        from,
        to,
        size);
  }

  private Disk elsewhere() {
    return new Disk(new KnownJournals(folder.resolve("other/sorted")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"token", "{\"journal\":\"of another\"", "{", ""})
  void aFileBehindALinkIsNoJournalAndStaysAsItIs(String content) throws IOException {
    Path token = Files.writeString(folder.resolve("token"), content);
    Files.createDirectory(sorted);
    Files.createSymbolicLink(journal, token);

    assertThatThrownBy(() -> SortedFolder.undo(sorted, Notes.SILENT))
        .hasMessageContaining("this is a link");
    assertThatThrownBy(() -> place(Placing.COPY, "a.jpg", here)).hasMessageContaining("is a link");
    assertThatThrownBy(() -> SortPlan.of(sorted, Placing.COPY)).hasMessageContaining("is a link");

    assertThat(token).hasContent(content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"token", "{}", "{\"journal\":\"pictures by", "{\"journal\":\"\u00e9"})
  void aFileThatBeginsNoJournalIsNotEmptied(String content) throws IOException {
    Files.createDirectory(sorted);
    Files.writeString(journal, content);

    assertThatThrownBy(() -> place(Placing.COPY, "a.jpg", here))
        .hasMessageContaining("begins no journal");
    assertThatThrownBy(() -> SortUndo.of(sorted, Notes.SILENT, here))
        .hasMessageContaining("begins no journal");

    assertThat(journal).hasContent(content);
  }

  @Test
  void ofItsOwnAnyBeginningIsGoneOnWith() throws IOException {
    place(Placing.COPY, "a.jpg", here);
    String header = Files.readAllLines(journal).get(0);
    for (int end = 0; end <= header.length(); end++) {
      assertThat(JournalHeader.isBeginning(header.substring(0, end))).isTrue();
    }
    assertThat(JournalHeader.isBeginning(header + "x")).isFalse();
    SortUndo.of(sorted, Notes.SILENT, here);
    Files.createDirectory(sorted);
    Files.writeString(journal, header.substring(0, 70));

    place(Placing.MOVE, "a.jpg", here);

    assertThat(SortUndo.of(sorted, Notes.SILENT, here).moved()).isEqualTo(1);
  }

  @Test
  void aTornJournalIsNotBegunByTakingItBack() throws IOException {
    Files.createDirectory(sorted);
    Files.writeString(journal, "{\"journal\":\"pict");

    assertThat(SortUndo.of(sorted, Notes.SILENT, here).left()).isZero();

    assertThat(sorted).isEmptyDirectory();
    assertThat(folder.resolve("home")).doesNotExist();
  }

  @Test
  void aMoveThatAForeignJournalBeganDeletesNothing() throws IOException {
    // Both are there and equal: as if the original were to be deleted.
    comes(begin("move", mine.resolve("a.jpg"), "cat/a.jpg", 1));
    Files.writeString(sorted.resolve("cat/a.jpg"), "a");

    Heard heard = new Heard();

    SortedFolder.open(sorted, Placing.COPY, here, heard).close();

    assertThat(heard.notes).singleElement().asString().contains("made elsewhere");
    assertThat(mine.resolve("a.jpg")).hasContent("a");
    assertThat(sorted.resolve("cat/a.jpg")).hasContent("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"undo", "sort"})
  void aWayBackThatAForeignJournalBeganWritesAndDeletesNothingOutside(String how)
      throws IOException {
    Path empty = Files.createFile(mine.resolve("empty"));
    comes(
        begin("move", folder.resolve("x/a.jpg"), "cat/a.jpg", 1),
        "{\"done\":1}",
        "{\"back\":1,\"to\":\"" + empty + "\",\"size\":1}");
    Files.writeString(sorted.resolve("cat/.glimpse-sorted-1.tmp"), "b");
    Files.writeString(sorted.resolve("cat/a.jpg"), "b");
    Map<String, String> before = Tree.of(mine);

    if (how.equals("undo")) {
      SortUndo.of(sorted, Notes.SILENT, here);
    } else {
      SortedFolder.open(sorted, Placing.COPY, here, Notes.SILENT).close();
    }

    assertThat(Tree.of(mine)).isEqualTo(before);
    assertThat(sorted.resolve("cat/a.jpg")).hasContent("b");
  }

  @Test
  void aForeignJournalMovesNothingOutAndItsCopiesStillGo() throws IOException {
    Files.writeString(mine.resolve("b.jpg"), "b");
    Files.writeString(mine.resolve("c.jpg"), "c");
    place(Placing.MOVE, "a.jpg", elsewhere());
    place(Placing.MOVE, "b.jpg", elsewhere());
    place(Placing.COPY, "c.jpg", elsewhere());
    Heard heard = new Heard();

    UndoneSorting undone = SortUndo.of(sorted, heard, here);

    assertThat(undone).isEqualTo(new UndoneSorting(0, 1, List.of(), 2));
    assertThat(heard.failures)
        .singleElement()
        .asString()
        .contains("made elsewhere", "2 moved pictures stay", journal.toString());
    assertThat(Tree.of(mine)).containsOnlyKeys("c.jpg");
    assertThat(SortUndo.of(sorted, Notes.SILENT, elsewhere()).moved()).isEqualTo(2);
    assertThat(Tree.of(mine)).containsOnlyKeys("a.jpg", "b.jpg", "c.jpg");
  }

  @Test
  void aForeignJournalRemovesNoFoldersAboveItsOwn() throws IOException {
    sorted = folder.resolve("above/sorted");
    journal = sorted.resolve(SortingJournal.NAME);
    comes();

    SortUndo.of(sorted, Notes.SILENT, here);

    assertThat(folder.resolve("above")).isDirectory();
  }

  @Test
  void aCopyOfAFolderIsNotTheOneThatWasSortedInto() throws IOException {
    place(Placing.MOVE, "a.jpg", here);
    Path copy = folder.resolve("copy");
    Files.createDirectories(copy.resolve("cat"));
    Files.copy(journal, copy.resolve(SortingJournal.NAME));
    Files.copy(sorted.resolve("cat/a.jpg"), copy.resolve("cat/a.jpg"));

    assertThat(SortUndo.of(copy, Notes.SILENT, here).left()).isEqualTo(1);

    assertThat(mine).isEmptyDirectory();
    assertThat(SortUndo.of(sorted, Notes.SILENT, here).moved()).isEqualTo(1);
    assertThat(folder.resolve("home/sorted")).as("it is forgotten").isEmptyDirectory();
  }

  @Test
  void whatCannotBeRememberedIsSortedAndTold() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Disk disk = new Disk(new KnownJournals(file.resolve("sorted")));
    Heard heard = new Heard();
    try (SortedFolder opened = SortedFolder.open(sorted, Placing.MOVE, disk, heard)) {
      opened.place(mine.resolve("a.jpg"), CAT);
    }

    assertThat(heard.notes).singleElement().asString().contains("cannot be remembered in");
    assertThat(sorted.resolve("cat/a.jpg")).hasContent("a");
    assertThat(SortUndo.of(sorted, heard, disk).left()).isEqualTo(1);
    assertThat(heard.failures).singleElement().asString().contains("by hand");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Glimpse keeps this place"})
  void aFileThatIsNoWholeReservationIsSomebodys(String content) throws IOException {
    place(Placing.COPY, "a.jpg", here);
    Path other = Files.writeString(sorted.resolve("cat/b.jpg"), content);
    Files.writeString(mine.resolve("b.jpg"), "b");
    append(line -> line.replace("a.jpg", "b.jpg").replace("\"begin\":1", "\"begin\":2"));

    SortedFolder.open(sorted, Placing.COPY, here, Notes.SILENT).close();

    assertThat(other).hasContent(content);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPictureIsNotDeletedForALinkToIt(boolean folderIsLink) throws IOException {
    place(Placing.MOVE, "a.jpg", here);
    Files.writeString(mine.resolve("b.jpg"), "b");
    append(line -> line.replace("a.jpg", "b.jpg").replace("\"begin\":1", "\"begin\":2"));
    if (folderIsLink) {
      Files.delete(sorted.resolve("cat/a.jpg"));
      Files.delete(sorted.resolve("cat"));
      Files.createSymbolicLink(sorted.resolve("cat"), mine);
    } else {
      Files.createSymbolicLink(sorted.resolve("cat/b.jpg"), mine.resolve("b.jpg"));
    }

    SortedFolder.open(sorted, Placing.COPY, here, Notes.SILENT).close();

    assertThat(mine.resolve("b.jpg")).hasContent("b");
  }

  /** Repeats the line that began with a picture, changed, as the last one. */
  private void append(UnaryOperator<String> change) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(journal));
    lines.add(
        change.apply(
            lines.stream()
                .filter(line -> line.startsWith("{\"begin\""))
                .findFirst()
                .orElseThrow()));
    Files.write(journal, lines);
  }

  @Test
  void whoClosesTwiceDoesNotOpenItToOthers() throws IOException {
    Files.createDirectory(sorted);
    SortingJournal first = SortingJournal.open(sorted, 0, here);
    first.close();
    try (SortingJournal second = SortingJournal.open(sorted, 0, here)) {
      first.close();
      assertThat(second.isKnown()).isTrue();
      assertThatThrownBy(() -> SortingJournal.open(sorted, 0, here))
          .hasMessageContaining("somebody else is sorting");
      assertThatThrownBy(() -> SortingJournal.peek(sorted)).hasMessageContaining("somebody else");
    }
  }

  @Test
  void aPictureThatWasDraggedElsewhereHasAWayOut() throws IOException {
    place(Placing.MOVE, "a.jpg", here);
    Files.createDirectory(sorted.resolve("dog"));
    Files.move(sorted.resolve("cat/a.jpg"), sorted.resolve("dog/a.jpg"));
    Heard heard = new Heard();

    assertThat(SortUndo.of(sorted, heard, here).left()).isEqualTo(1);
    assertThat(heard.notes).singleElement().asString().contains("delete " + journal);

    Files.move(sorted.resolve("dog/a.jpg"), sorted.resolve("cat/a.jpg"));
    assertThat(SortUndo.of(sorted, heard, here).moved()).isEqualTo(1);
    assertThat(mine.resolve("a.jpg")).hasContent("a");
  }

  @Test
  void aNameThatTheSystemCannotEncodeGetsOneInAscii() {
    assertThat(FreeNames.child(folder, "b\0\u00e9 (2).jpg")).hasFileName("b__ (2).jpg");
    assertThat(FreeNames.child(folder, "b (2).jpg")).hasFileName("b (2).jpg");
  }

  private static final class Heard implements Notes {
    final List<String> failures = new ArrayList<>();
    final List<String> notes = new ArrayList<>();

    @Override
    public void failed(String name, String sentence) {
      failures.add(sentence);
    }

    @Override
    public void note(String sentence) {
      notes.add(sentence);
    }
  }
}
