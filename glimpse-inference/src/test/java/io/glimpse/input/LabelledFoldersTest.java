package io.glimpse.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.feature.ClassSet;
import io.glimpse.file.InputException;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledFoldersTest {

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

  /** Makes empty files by their paths, and lists the classes of a folder. */
  private Map<String, List<Path>> list(String root, String... files) throws IOException {
    for (String file : files) {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.createFile(path);
    }
    return LabelledFolders.list(folder.resolve(root), null, heard);
  }

  @Test
  void picturesWithoutAFolderAreOfTheOnlyClassThatIsExpected() throws IOException {
    assertThat(list("v", "v/1.jpg", "v/2.jpg")).containsOnlyKeys("v");
    assertThat(LabelledFolders.list(folder.resolve("v"), ClassSet.of("good"), heard))
        .containsOnlyKeys("good");
    assertThatThrownBy(
            () -> LabelledFolders.list(folder.resolve("v"), ClassSet.of("good", "bad"), heard))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("one folder of pictures a class is needed");
  }

  @Test
  void theRootOfADiskHasNoNameThatAClassCouldHave() throws IOException {
    URI archive = URI.create("jar:" + folder.resolve("disk.zip").toUri());
    try (FileSystem disk = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      Path root = disk.getPath("/");
      Path picture = Files.createFile(root.resolve("1.jpg"));

      assertThatThrownBy(() -> LabelledFolders.list(root, null, heard))
          .isInstanceOf(InputException.class)
          .hasMessageEndingWith("put them into a folder named like their class");
      assertThat(LabelledFolders.deeper(List.of(picture), ClassSet.of("cat"))).isEmpty();
    }
  }

  @Test
  void partsOfADataSetAreNoClasses() {
    assertThatThrownBy(
            () ->
                list(
                    "p",
                    "p/CREDITS.txt",
                    "p/shots/cat/1.jpg",
                    "p/shots/dog/1.jpg",
                    "p/shots/labels.csv",
                    "p/test/.DS_Store",
                    "p/test/LICENSE",
                    "p/test/cat/2.jpg"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "%s: its folders hold folders, not pictures; give %s or %s"
                .formatted(
                    folder.resolve("p"), folder.resolve("p/shots"), folder.resolve("p/test")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "npy", "txt"})
  void partsAreFoundWithinAFolderThatHoldsThemAlone(String ending) {
    assertThatThrownBy(
            () ->
                list(
                    "a",
                    "a/b/train/cat/1." + ending,
                    "a/b/val/cat/2." + ending,
                    "a/b/Test/cat/deep/3." + ending))
        .hasMessageContaining(
            "give %s, %s or %s",
            folder.resolve("a/b/Test"), folder.resolve("a/b/train"), folder.resolve("a/b/val"));
  }

  @Test
  void classesMayHaveFoldersWithinThem() throws IOException {
    Map<String, List<Path>> classes =
        list("m", "m/chair/train/1.off", "m/chair/test/2.off", "m/desk/train/3.off");

    assertThat(classes).containsOnlyKeys("chair", "desk");
    assertThat(classes.get("chair")).hasSize(2);
    assertThat(notes).isEmpty();
  }

  @Test
  void aStrayFileDoesNotMakeClassesOfParts() {
    assertThatThrownBy(
            () ->
                list(
                    "p",
                    "p/train/preview.png",
                    "p/train/red/1.png",
                    "p/train/blue/2.png",
                    "p/test/red/3.png"))
        .hasMessageContaining("its folders hold folders");
  }

  @Test
  void classesMayBeNamedLikePartsIfNothingWithinThemIsTheSame() throws IOException {
    assertThat(list("w", "w/test/biology/1.png", "w/train/diesel/2.png"))
        .containsOnlyKeys("test", "train");
  }

  @Test
  void aFolderAroundAllClassesIsAClassWithANote() throws IOException {
    assertThat(list("zip", "zip/shapes/chair/1.off", "zip/shapes/desk/2.off"))
        .containsOnlyKeys("shapes");
    assertThat(notes)
        .singleElement()
        .asString()
        .endsWith("if the classes lie deeper, give " + folder.resolve("zip/shapes"));
  }

  @Test
  void aClassOfPicturesWithMoreBelowThemNeedsNoNote() throws IOException {
    assertThat(list("c", "c/train/1.jpg", "c/train/diesel/2.jpg", "c/test/3.jpg"))
        .containsOnlyKeys("train", "test");
    assertThat(list("one", "one/cat/1.jpg")).containsOnlyKeys("cat");
    assertThat(list("t", "t/train/diesel/1.jpg", "t/bus/red/2.jpg")).containsKeys("train", "bus");
    assertThat(notes).hasSize(1).allMatch(note -> note.contains("t: its folders"));
  }

  @Test
  void aFolderAroundTheClassesOfABankSaysWhichToGive() throws IOException {
    list("d", "d/new/cat/1.jpg", "d/old/dog/1.jpg", "d/x/y/z");

    LabelledSource.read(folder.resolve("d"), ClassSet.of("dog", "cat"), heard);

    assertThat(failures)
        .containsExactly(
            "new: this folder is named like none of the classes, but 'cat' in it is; give "
                + folder.resolve("d/new"),
            "old: this folder is named like none of the classes, but 'dog' in it is; give "
                + folder.resolve("d/old"),
            "x: this folder is named like none of the classes");
  }

  @Test
  void filesBesideTheFoldersAreOneNote() throws IOException {
    list("s", "s/cat/1.jpg", "s/1.jpg", "s/2.jpg", "s/3.jpg", "s/4.jpg", "s/5.jpg", "s/.x");

    assertThat(notes)
        .containsExactly(
            folder.resolve("s/.x") + " is taken for a system's own and left out",
            folder.resolve("s")
                + ": 5 files are beside the folders of the classes and left out:"
                + " 1.jpg, 2.jpg, 3.jpg and 2 more");
  }

  @Test
  void aSingleFileBesideTheFoldersIsNamed() throws IOException {
    list("s", "s/cat/1.jpg", "s/1.jpg");

    assertThat(notes)
        .containsExactly(
            folder.resolve("s/1.jpg") + " is beside the folders of the classes and left out");
  }
}
