package io.glimpse.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorPrefixTest {

  private static final Path FILE = Path.of("m.pt");

  @ParameterizedTest
  @ValueSource(strings = {"", "model.", "module.", "net.clip_model.", "a.b.c.d."})
  void whatIsBeforeEveryNameIsFound(String prefix) throws CheckpointException {
    assertThat(prefix(prefix + "visual.conv1.weight", prefix + "logit_scale")).isEqualTo(prefix);
    assertThat(
            prefix(
                prefix + "vision_model.embeddings.patch_embedding.weight", prefix + "logit_scale"))
        .isEqualTo(prefix);
  }

  @Test
  void partsOfCommonNamesAreNoPrefix() throws CheckpointException {
    assertThat(prefix("visual.conv1.weight", "visual.proj")).isEmpty();
    assertThat(prefix("backbone.layer.weight", "backbone.layer.bias")).isEmpty();
    assertThat(prefix("myvisual.conv1.weight", "mylogit_scale")).isEmpty();
  }

  @Test
  void aModelBesideOtherTensorsIsRefusedByItsPrefix() {
    assertThatThrownBy(() -> prefix("clip.visual.conv1.weight", "head.weight"))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "m.pt: has a model whose tensors are named 'clip....', but other tensors, too,"
                + " such as 'head.weight'; save the state dict of the model alone");
  }

  @Test
  void wrappersOfPyTorchAreNotWorthAWord() {
    assertThat(new TensorPrefix("module.").isUnusual()).isFalse();
    assertThat(new TensorPrefix("").isUnusual()).isFalse();
    assertThat(new TensorPrefix("model.").isUnusual()).isTrue();
  }

  private static String prefix(String... names) throws CheckpointException {
    return TensorPrefix.of(FILE, Set.of(names)).text();
  }
}
