package io.glimpse.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderTreeTest {

  @TempDir Path folder;

  private final LeftOut leftOut = new LeftOut();

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }

  private Path link(String name, String target) throws IOException {
    Path link = folder.resolve(name);
    Files.createDirectories(link.getParent());
    return Files.createSymbolicLink(link, Path.of(target));
  }

  private List<String> files(String root) {
    return FolderTree.of(folder.resolve(root), leftOut).files().stream()
        .map(file -> folder.relativize(file).toString())
        .toList();
  }

  @Test
  void filesComeByNameAndThoseOfAFolderAtItsName() throws IOException {
    file("a/b/2.jpg");
    file("a/b-1.jpg");
    file("a/c.jpg");

    assertThat(files("a")).containsExactly("a/b/2.jpg", "a/b-1.jpg", "a/c.jpg");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".DS_Store",
        "._1.jpg",
        ".ipynb_checkpoints/1-checkpoint.jpg",
        "@eaDir/1.jpg/SYNOPHOTO_THUMB_M.jpg",
        "__MACOSX/1.jpg",
        "Thumbs.db",
        "THUMBS.DB",
        "Desktop.ini",
        "$RECYCLE.BIN/1.jpg",
        "System Volume Information/1.jpg",
        "lost+found/1.jpg",
        "#recycle/1.jpg",
        "1.jpg@SynoEAStream"
      })
  void whatIsASystemsOwnIsLeftOutAtEveryDepth(String name) throws IOException {
    file("a/1.jpg");
    file("a/" + name);
    file("a/cat/deep/2.jpg");
    file("a/cat/deep/" + name);

    assertThat(files("a")).containsExactly("a/1.jpg", "a/cat/deep/2.jpg");
    assertThat(leftOut.sentences())
        .singleElement()
        .asString()
        .startsWith(
            folder.resolve("a")
                + ": 2 files and folders are taken for a system's own and left out");
  }

  @Test
  void aFolderThatIsNamedIsListedWhateverItsName() throws IOException {
    file(".cache/1.jpg");

    assertThat(files(".cache")).containsExactly(".cache/1.jpg");
    assertThat(leftOut.sentences()).isEmpty();
  }

  @Test
  void theSentenceNamesAFewOfMany() throws IOException {
    for (int i = 0; i < 5; i++) {
      file("a/._" + i + ".jpg");
    }
    files("a");

    assertThat(leftOut.sentences())
        .containsExactly(
            folder.resolve("a")
                + ": 5 files and folders are taken for a system's own and left out:"
                + " ._0.jpg, ._1.jpg, ._2.jpg and 2 more");
  }

  @Test
  void aLinkToAFolderElsewhereIsFollowed() throws IOException {
    file("other/1.jpg");
    file("a/2.jpg");
    link("a/more", "../other");

    assertThat(files("a")).containsExactly("a/2.jpg", "a/more/1.jpg");
    assertThat(leftOut.sentences()).isEmpty();
  }

  @Test
  void aFolderIsListedWhereItLiesAndNotWhereALinkLeads() throws IOException {
    file("a/b/1.jpg");
    link("a/a-link", "b");

    assertThat(files("a")).containsExactly("a/b/1.jpg");
    assertThat(FolderTree.of(folder.resolve("a"), new LeftOut()).folders()).containsOnlyKeys("b");
    assertThat(leftOut.sentences())
        .containsExactly(
            folder.resolve("a/a-link")
                + " leads to a folder that is listed already, and is not followed again");
  }

  @Test
  void circlesOfLinksEnd() throws IOException {
    file("a/1.jpg");
    file("other/2.jpg");
    link("a/loop", ".");
    link("a/out", "../other");
    link("other/back", "../a");
    link("other/self", "self");

    assertThat(files("a")).containsExactly("a/1.jpg", "a/out/2.jpg", "a/out/self");
    assertThat(leftOut.sentences())
        .singleElement()
        .asString()
        .startsWith(folder.resolve("a") + ": 2 links lead to folders that are listed already");
  }

  @Test
  void linksToFilesAreFiles() throws IOException {
    file("other/1.jpg");
    link("a/x.jpg", "../other/1.jpg");
    link("a/gone.jpg", "nowhere.jpg");

    assertThat(files("a")).containsExactly("a/gone.jpg", "a/x.jpg");
  }
}
