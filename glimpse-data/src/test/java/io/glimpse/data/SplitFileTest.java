package io.glimpse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.image.DecodeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitFileTest {

  @TempDir Path folder;

  @Test
  void hostileFilesAreRefusedWithThePlace() {
    refused("this is not JSON from line 1 on", "{\"train\": [[\"a.jpg\", 0,");
    refused("has no list 'val'", "{\"train\": []}");
    refused("train[0] is not [path, label, class name]", "{\"train\": [[\"a.jpg\", 0]]}");
    refused("train[0] is not [path, label, class name]", "{\"train\": [[\"a.jpg\", 0.5, \"a\"]]}");
    refused("train[0] has the negative label -1", "{\"train\": [[\"a.jpg\", -1, \"a\"]]}");
    refused("train[0] names '../a.jpg'", "{\"train\": [[\"../a.jpg\", 0, \"a\"]]}");
    refused("train[0] names '/a.jpg'", "{\"train\": [[\"/a.jpg\", 0, \"a\"]]}");
    refused(
        "train[1] calls class 0 'b', others call it 'a'",
        "{\"train\": [[\"a.jpg\", 0, \"a\"], [\"b.jpg\", 0, \"b\"]]}");
    refused(
        "no entry has label 0", "{\"train\": [[\"a.jpg\", 1, \"a\"]], \"val\": [], \"test\": []}");
  }

  @Test
  void missingAndDamagedPicturesAreNamedAndTheRestIsChecked() throws IOException {
    Miniature disk = new Miniature(folder);
    disk.pictures("dtd/images/banded", "1.jpg", "2.jpg")
        .text(
            "dtd/split_zhou_DescribableTextures.json",
            "{\"train\": [[\"banded/1.jpg\", 0, \"banded\"], [\"banded/3.jpg\", 0, \"banded\"]],",
            "\"val\": [[\"banded/2.jpg\", 0, \"banded\"]],",
            "\"test\": [[\"banded/4.jpg\", 0, \"banded\"]]}");
    Path damaged = folder.resolve("dtd/images/banded/2.jpg");
    Files.write(damaged, Arrays.copyOf(Files.readAllBytes(damaged), 400));
    Files.writeString(folder.resolve("dtd/images/banded/4.jpg"), "a page that says not found");
    int[] steps = {0};

    CheckReport report =
        new DatasetCheck(DecodeOptions.defaults(), true, 2)
            .run(Datasets.open("dtd", folder), () -> steps[0]++);

    assertThat(report.missing()).containsExactly("banded/3.jpg");
    assertThat(report.unreadable())
        .extracting(CheckReport.Unreadable::path)
        .containsExactly("banded/2.jpg", "banded/4.jpg");
    assertThat(report.unreadable().get(1).reason()).contains("4.jpg: the format");
    assertThat(report.isWhole()).isFalse();
    assertThat(steps[0]).isEqualTo(4);
  }

  private void refused(String message, String json) {
    Path file = folder.resolve("split.json");
    try {
      Files.writeString(file, json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertThatThrownBy(() -> SplitFile.read(file))
        .isInstanceOf(DatasetException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }
}
