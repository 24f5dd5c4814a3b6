package io.glimpse.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.feature.ClassSet;
import io.glimpse.file.Input;
import io.glimpse.file.InputException;
import io.glimpse.file.TableLayout;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledSourceTest {

  @TempDir Path folder;

  private final List<String> failures = new ArrayList<>();

  private final Notes heard =
      new Notes() {
        @Override
        public void failed(String name, String sentence) {
          failures.add(sentence);
        }
      };

  @BeforeEach
  void pictures() throws IOException {
    for (String name : List.of("cat/1.jpg", "dog/2.jpg", "dog/3.jpg")) {
      Files.createDirectories(folder.resolve("all").resolve(name).getParent());
      Files.createFile(folder.resolve("all").resolve(name));
    }
  }

  private Path table(String text) throws IOException {
    return Files.writeString(folder.resolve("all/list.csv"), text);
  }

  @Test
  void aTableOfAFoldersFilesIsTheFolder() throws IOException {
    Path table = table("path,label\ndog/2.jpg,dog\ncat/1.jpg,cat\ndog/3.jpg,dog\n");

    LabelledInputs rows = LabelledSource.read(table, null, heard);
    Files.delete(table);
    LabelledInputs files = LabelledSource.read(folder.resolve("all"), null, heard);

    assertThat(rows).isEqualTo(files);
    assertThat(rows.classes()).isEqualTo(ClassSet.of("cat", "dog"));
    assertThat(rows.labels()).containsExactly(0, 1, 1);
  }

  @Test
  void whatIsOfNoneOfTheClassesIsOneFailureOfATable() throws IOException {
    Path table = table("path,label\ndog/2.jpg,dog\ncat/1.jpg,cat\ndog/3.jpg,emu\n");

    LabelledInputs inputs = LabelledSource.read(table, ClassSet.of("Dog"), heard);

    assertThat(inputs.inputs())
        .extracting(Input::name)
        .containsExactly(folder.resolve("all/dog/2.jpg").toString());
    assertThat(failures)
        .containsExactly(
            table
                + ": 2 files are left out: 2 of its classes are none that are known: 'cat', 'emu'");
  }

  @Test
  void theFilesAreKnownBeforeTheClasses() throws IOException {
    LabelledSource listed = LabelledSource.list(folder.resolve("all"), TableLayout.usual(), heard);

    assertThat(listed.inputs()).hasSize(3);
    assertThat(listed.label(ClassSet.of("dog", "cat"), heard).labels()).containsExactly(1, 0, 0);
  }

  @Test
  void aPictureIsNeitherAFolderNorATable() throws IOException {
    Path picture =
        Files.write(folder.resolve("1.jpg"), new byte[] {(byte) 0xff, (byte) 0xd8, 0, 1});

    assertThatThrownBy(() -> LabelledSource.read(picture, null, heard))
        .hasMessage(
            picture
                + ": this is a file; a folder with one folder a class, or a table of paths and"
                + " classes, is needed");
    assertThatThrownBy(() -> LabelledSource.read(folder.resolve("none"), null, heard))
        .hasMessage(folder.resolve("none") + ": there is no such folder or table");
  }

  @Test
  void aTableWithAZeroByteIsNotAskedToBeAFolder() throws IOException {
    Path table = Files.writeString(folder.resolve("t.csv"), "path,label\na\0.jpg,cup\n");

    assertThatThrownBy(() -> LabelledSource.list(table, TableLayout.usual(), Notes.SILENT))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(
            "t.csv: it is no text, for there is a zero byte in it; save the table as UTF-8");
  }
}
