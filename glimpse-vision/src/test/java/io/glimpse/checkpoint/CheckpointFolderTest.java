package io.glimpse.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders as other programs lay them out. */
class CheckpointFolderTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.safetensors",
        "pytorch_model.bin",
        "0_CLIPModel/pytorch_model.bin",
        "snapshots/0a1b/open_clip_model.safetensors",
        "snapshots/0a1b/0_CLIPModel/model.safetensors",
      })
  void weightsAreFoundWhereTheyAreKept(String place) throws IOException {
    Path weights = file(place);
    assertThat(CheckpointFolder.weights(folder)).isEqualTo(weights);
  }

  @Test
  void theCurrentOfManySnapshotsIsTaken() throws IOException {
    file("snapshots/aaaa/model.safetensors");
    Path current = file("snapshots/bbbb/model.safetensors");
    assertThatThrownBy(() -> CheckpointFolder.weights(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(
            "has 2 snapshots and does not say which is current; name one, such as")
        .hasMessageContaining("aaaa");
    Files.writeString(file("refs/main"), "bbbb\n");
    assertThat(CheckpointFolder.weights(folder)).isEqualTo(current);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../elsewhere", "/etc", "", "cccc"})
  void aRevisionThatIsNoneLeadsNowhere(String revision) throws IOException {
    Path weights = file("snapshots/aaaa/model.safetensors");
    Files.writeString(file("refs/main"), revision);
    assertThat(CheckpointFolder.weights(folder)).isEqualTo(weights);
  }

  @Test
  void aFolderWithoutWeightsSaysWhatIsLookedFor() {
    assertThatThrownBy(() -> CheckpointFolder.weights(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(
            folder + ": is no checkpoint folder, it has none of open_clip_model")
        .hasMessageContaining("0_CLIPModel");
  }

  private Path file(String place) throws IOException {
    Path file = folder.resolve(place);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }
}
