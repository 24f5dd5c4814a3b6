package io.glimpse.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowingFileTest {

  @TempDir Path folder;

  @Test
  void whatIsWrittenCanBeReadAtOnceAndGetsItsNameAtTheEnd() throws IOException {
    Path target = Files.writeString(folder.resolve("rows.csv"), "old");
    try (GrowingFile file = GrowingFile.create(target)) {
      file.append("a\n");
      assertThat(folder.resolve("rows.csv.part")).isEqualTo(file.part()).hasContent("a\n");
      file.append("b\n");
      assertThat(target).hasContent("old");

      file.commit();
    }

    assertThat(target).hasContent("a\nb\n");
    assertThat(folder.resolve("rows.csv.part")).doesNotExist();
  }

  @Test
  void anEarlyEndLeavesWhatWasWritten() throws IOException {
    Path target = Files.writeString(folder.resolve("rows.csv"), "old");
    try (GrowingFile file = GrowingFile.create(target)) {
      file.append("a\n");
    }
    assertThat(target).hasContent("old");
    assertThat(folder.resolve("rows.csv.part")).hasContent("a\n");

    for (int i = 1; i <= 2; i++) {
      try (GrowingFile again = GrowingFile.create(target)) {
        assertThat(again.before()).contains(folder.resolve("rows.csv.part." + i));
        again.append("b\n");
      }
    }
    assertThat(folder.resolve("rows.csv.part")).hasContent("b\n");
    assertThat(folder.resolve("rows.csv.part.1")).hasContent("a\n");
    assertThat(folder.resolve("rows.csv.part.2")).hasContent("b\n");
  }

  @Test
  void anEarlyEndWithoutAWordLeavesNothing() throws IOException {
    GrowingFile.create(folder.resolve("rows.csv")).close();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void twoDoNotWriteTheSame() throws IOException {
    Path target = folder.resolve("rows.csv");
    try (GrowingFile file = GrowingFile.create(target)) {
      file.append("a\n");
      assertThatThrownBy(() -> GrowingFile.create(target))
          .hasMessageContaining("rows.csv: is being written by another process");
      file.append("b\n");
      file.commit();
    }
    assertThat(target).hasContent("a\nb\n");
  }

  @Test
  void aFolderThatIsMissingIsToldBeforeAnything() {
    assertThatThrownBy(() -> GrowingFile.create(folder.resolve("none/rows.csv")))
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> GrowingFile.create(folder)).hasMessageContaining("not a regular file");
    assertThat(folder).isEmptyDirectory();
  }
}
