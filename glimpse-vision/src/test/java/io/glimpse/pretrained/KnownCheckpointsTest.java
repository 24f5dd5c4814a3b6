package io.glimpse.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class KnownCheckpointsTest {

  private static final String CONFIG = "open_clip_config.json";

  @TempDir Path folder;

  @Test
  void whatIsBesideALinkBelongsToIt() throws IOException {
    Path blob = Files.writeString(folder.resolve("blob"), "weights");
    Path a = linked("a", blob);
    Path b = linked("b", blob);

    assertThat(KnownCheckpoints.stamp(a)).isNotEqualTo(KnownCheckpoints.stamp(b));
    String before = KnownCheckpoints.stamp(a);
    Files.writeString(a.resolveSibling(CONFIG), "another one");
    assertThat(KnownCheckpoints.stamp(a)).isNotEqualTo(before);
  }

  private Path linked(String name, Path blob) throws IOException {
    Path in = Files.createDirectory(folder.resolve(name));
    Files.writeString(in.resolve(CONFIG), name);
    return Files.createSymbolicLink(in.resolve("open_clip_model.safetensors"), blob);
  }

  @Test
  void shardsBelongToTheirIndex() throws IOException {
    Path index =
        Files.writeString(
            folder.resolve("model.safetensors.index.json"),
            "{\"weight_map\": {\"w\": \"one.safetensors\"}}");
    Path shard = Files.writeString(folder.resolve("one.safetensors"), "weights");
    String before = KnownCheckpoints.stamp(index);

    Files.writeString(shard, "others and more");

    assertThat(KnownCheckpoints.stamp(index)).isNotEqualTo(before);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void timeThatIsSetBackHidesNoChange() throws IOException {
    Path weights = Files.writeString(folder.resolve("model.pt"), "weights");
    FileTime time = Files.getLastModifiedTime(weights);
    String before = KnownCheckpoints.stamp(weights);

    Files.writeString(weights, "changed");
    Files.setLastModifiedTime(weights, time);

    assertThat(KnownCheckpoints.stamp(weights)).isNotEqualTo(before);
    assertThatThrownBy(() -> KnownCheckpoints.requireUnchanged(weights, before))
        .hasMessageContaining("model.pt: it was changed while it was read");
  }
}
