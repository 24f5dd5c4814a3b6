package io.glimpse.checkpoint;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.fixture.Shared;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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
    Path model = model("siglip-openclip", "vit_\\w+_siglip_\\d+", name);

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

  @ParameterizedTest
  @CsvSource({
    "visual.blocks.0.attn.q_proj.weight, EVA-CLIP, ONNX files",
    "image_encoder.model.stem.0.weight, MobileCLIP, Xenova/mobileclip_s0",
    "visual.attn_pool.probe, PE-Core, ONNX files"
  })
  void theirOwnCheckpointsAreRefusedByName(String tensor, String whose, String way)
      throws IOException {
    String header = "{\"%s\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
    byte[] json = header.formatted(tensor).getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + json.length + Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(json.length).put(json).putFloat(1);
    Path weights = Files.write(folder.resolve("model.safetensors"), file.array());

    assertThatThrownBy(() -> Checkpoint.open(weights))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(whose)
        .hasMessageContaining(way);
  }

  @Test
  void picturesOfAnyShapeAreRefusedWithAModelThatTakesOne() throws IOException {
    Path source = Shared.path("fixtures/models/models/siglip-hf");
    Files.copy(source.resolve("model.safetensors"), folder.resolve("model.safetensors"));
    Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"siglip2\"}");

    assertThatThrownBy(() -> Checkpoint.open(folder))
        .hasMessageContaining("NaFlex")
        .hasMessageContaining("google/siglip2-base-patch16-224");
  }

  /** A model of the fixtures with something else in its configuration for what fits a pattern. */
  private Path model(String original, String from, String to) throws IOException {
    Path source = Shared.path("fixtures/models/models/" + original);
    Files.copy(source.resolve(WEIGHTS), folder.resolve(WEIGHTS));
    Files.writeString(
        folder.resolve(CONFIG), Files.readString(source.resolve(CONFIG)).replaceAll(from, to));
    return folder;
  }
}
