package io.glimpse.checkpoint;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.fixture.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not read says whose it is, and what to do. */
class UnreadModelsTest {

  private static final String CONFIG = "open_clip_config.json";
  private static final String WEIGHTS = "open_clip_model.safetensors";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "eva02_base_patch16_clip_224, EVA-CLIP",
    "vit_base_mci_224, MobileCLIP",
    "fastvit_mci2, MobileCLIP",
    "vit_pe_core_base_patch16_224, PE-Core",
    "convnext_base, ConvNeXt",
    "resnet50, only SigLIP's"
  })
  void otherImageNetworksOfTimmAreRefusedByName(String name, String whose) throws IOException {
    Path model = model("siglip-openclip", "vit_base_patch16_siglip_224", name);

    assertThatThrownBy(() -> Checkpoint.open(model))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("timm_model_name is '" + name + "'")
        .hasMessageContaining(whose)
        .hasMessageContaining("ONNX files");
  }

  @Test
  void textTowersOfTheirOwnAreRefusedByName() throws IOException {
    Path clipa =
        model("siglip-openclip", "\"clean\": \"canonicalize\"", "\"strip_sep_token\": true");

    assertThatThrownBy(() -> Checkpoint.open(clipa)).hasMessageContaining("CLIPA");
  }

  /** A model of the fixtures with something else in its configuration. */
  private Path model(String original, String from, String to) throws IOException {
    Path source = Shared.path("fixtures/models/models/" + original);
    Files.copy(source.resolve(WEIGHTS), folder.resolve(WEIGHTS));
    Files.writeString(
        folder.resolve(CONFIG), Files.readString(source.resolve(CONFIG)).replace(from, to));
    return folder;
  }
}
