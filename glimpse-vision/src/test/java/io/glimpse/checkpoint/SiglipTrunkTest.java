package io.glimpse.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiglipTrunkTest {

  @ParameterizedTest
  @CsvSource({
    "vit_base_patch16_siglip_224, 12, GELU",
    "vit_base_patch16_siglip_512, 12, GELU",
    "vit_base_patch32_siglip_256, 12, GELU_TANH",
    "vit_large_patch16_siglip_384, 16, GELU",
    "vit_large_patch16_siglip_512, 16, GELU_TANH",
    "vit_so400m_patch14_siglip_378, 16, GELU",
    "vit_so400m_patch16_siglip_512, 16, GELU_TANH",
    "vit_giantopt_patch16_siglip_384, 16, GELU_TANH"
  })
  void theNameTellsHeadsAndActivation(String name, int heads, Activation activation)
      throws CheckpointException {
    assertThat(SiglipTrunk.read(vision(name))).isEqualTo(new SiglipTrunk(heads, activation));
  }

  @Test
  void whatANameDoesNotTellIsNotGuessed() {
    assertThatThrownBy(() -> SiglipTrunk.read(vision("vit_tiny_patch16_siglip_224")))
        .hasMessageContaining("open_clip_config.json: vision_cfg.timm_model_name is")
        .hasMessageContaining("how many heads");
    assertThatThrownBy(() -> SiglipTrunk.read(vision("vit_base_patch16_siglip_gap_224")))
        .hasMessageContaining("no pooling head");
  }

  private static ConfigValues vision(String name) {
    return new ConfigValues(
        Path.of("open_clip_config.json"),
        "vision_cfg.",
        JsonNodeFactory.instance.objectNode().put(SiglipTrunk.KEY, name));
  }
}
