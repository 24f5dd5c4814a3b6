package io.glimpse.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.file.InputException;
import io.glimpse.file.TableLayout;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {

  @TempDir Path folder;

  private final List<String> notes = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  private final Notes heard =
      new Notes() {
        @Override
        public void note(String sentence) {
          notes.add(sentence);
        }

        @Override
        public void failed(String name, String sentence) {
          failures.add(sentence);
        }
      };

  private void files(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }

  private List<String> list(String... arguments) {
    List<String> all =
        List.of(arguments).stream().map(argument -> folder + "/" + argument).toList();
    return InputFiles.list(all, heard).stream()
        .map(found -> folder.relativize(found.path()).toString())
        .toList();
  }

  @Test
  void aSystemsOwnInManyFoldersIsOneNote() throws IOException {
    files("a/1.jpg", "a/.DS_Store", "b/2.jpg", "b/deep/._2.jpg", "c/3.jpg", "c/Thumbs.db");

    assertThat(list("a", "b", "c/*")).containsExactly("a/1.jpg", "b/2.jpg", "c/3.jpg");
    assertThat(notes)
        .containsExactly(
            "3 files and folders are taken for a system's own and left out: %s, %s, %s"
                .formatted(
                    folder.resolve("a/.DS_Store"),
                    folder.resolve("b/deep/._2.jpg"),
                    folder.resolve("c/Thumbs.db")));
  }

  @Test
  void whatIsNamedIsReadWhateverItsName() throws IOException {
    files("a/.x.jpg", "a/.cache/1.jpg", "a/@eaDir/2.jpg");

    assertThat(list("a/.x.jpg", "a/.cache", "a/@eaDir/*.jpg", "a/.*.jpg"))
        .containsExactly("a/.x.jpg", "a/.cache/1.jpg", "a/@eaDir/2.jpg", "a/.x.jpg");
    assertThat(notes).isEmpty();
  }

  @Test
  void anyDepthOfAGlobGivesEveryFileOnce() throws IOException {
    files("a/1.jpg", "a/b/2.jpg", "a/b/c/3.jpg", "a/.hidden/4.jpg");

    assertThat(list("a/**")).containsExactlyInAnyOrder("a/1.jpg", "a/b/2.jpg", "a/b/c/3.jpg");
    assertThat(list("a/**/*.jpg")).containsExactlyInAnyOrder("a/1.jpg", "a/b/2.jpg", "a/b/c/3.jpg");
    assertThat(failures).isEmpty();
  }

  @Test
  void aFolderOfNothingButASystemsOwnIsEmpty() throws IOException {
    files("a/.DS_Store");

    assertThat(list("a")).isEmpty();
    assertThat(failures).containsExactly(folder.resolve("a") + ": this folder holds no files");
    assertThat(notes).hasSize(1);
  }

  @Test
  void theFilesOfATableKeepTheirPathsBelowIt() throws IOException {
    files("a/b/1.jpg", "2.jpg");
    Path table =
        Files.writeString(folder.resolve("a/list.csv"), "path\nb/1.jpg\n../2.jpg\nb/1.jpg\n");

    List<InputFiles.Found> found = InputFiles.list(List.of(table.toString()), heard);

    assertThat(found)
        .extracting(InputFiles.Found::below)
        .containsExactly(Path.of("b/1.jpg"), Path.of("2.jpg"));
    assertThat(notes).singleElement().asString().contains("1 row names a file that came before");
  }

  @Test
  void aTableThatCannotBeReadIsAFailureAndTheOthersGoOn() throws IOException {
    files("1.jpg");
    Files.writeString(folder.resolve("list.csv"), "id,species\n1,dog\n");

    assertThat(list("list.csv", "1.jpg")).containsExactly("1.jpg");
    assertThat(failures).singleElement().asString().contains("is known to hold paths");
  }

  @Test
  void aFolderOrATableIsWantedWhereManyPicturesAre() throws IOException {
    files("1.jpg", "a/2.jpg");
    Files.writeString(folder.resolve("list.csv"), "path\n1.jpg\n");

    assertThat(InputFiles.inFolder(folder.resolve("a"), TableLayout.usual(), heard)).hasSize(1);
    assertThat(InputFiles.inFolder(folder.resolve("list.csv"), TableLayout.usual(), heard))
        .hasSize(1);
    assertThatThrownBy(
            () -> InputFiles.inFolder(folder.resolve("1.jpg"), TableLayout.usual(), heard))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("this is no folder, nor a table of files");
    assertThatThrownBy(
            () -> InputFiles.inFolder(folder.resolve("none"), TableLayout.usual(), heard))
        .hasMessageEndingWith("there is no such folder");
  }
}
