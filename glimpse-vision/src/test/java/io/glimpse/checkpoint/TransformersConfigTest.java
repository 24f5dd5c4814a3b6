package io.glimpse.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.image.Preprocessing.Rgb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformersConfigTest {

  private final Path folder;
  private final Path config;
  private final Path preprocessor;

  TransformersConfigTest(@TempDir Path folder) {
    this.folder = folder;
    config = folder.resolve("config.json");
    preprocessor = folder.resolve("preprocessor_config.json");
  }

  @Test
  void whatIsLeftOutIsTheLibrarysOwn() throws IOException {
    ModelConfig read = read("{\"model_type\": \"clip\"}", "{}");

    assertThat(read.activation()).isEqualTo(Activation.QUICK_GELU);
    assertThat(read.visionHeads()).isEqualTo(12);
    assertThat(read.textHeads()).isEqualTo(8);
    assertThat(read.claims()).isEmpty();
  }

  @Test
  void theSecondObjectOfOldFilesIsLaidOver() throws IOException {
    ModelConfig read =
        read(
            "{\"vision_config\": {\"num_attention_heads\": 4},"
                + " \"vision_config_dict\": {\"num_attention_heads\": 16},"
                + " \"text_config_dict\": null}",
            "{}");

    assertThat(read.visionHeads()).isEqualTo(16);
  }

  @Test
  void geluIsHeeded() throws IOException {
    String gelu = "{\"hidden_act\": \"gelu\"}";
    assertThat(read("{\"vision_config\": %1$s, \"text_config\": %1$s}".formatted(gelu), "{}"))
        .extracting(ModelConfig::activation)
        .isEqualTo(Activation.GELU);
    assertRefused(
        "{\"vision_config\": " + gelu + "}",
        "{}",
        "text_config.hidden_act differs from that of vision_config");
    assertRefused(
        "{\"vision_config\": {\"hidden_act\": \"gelu_new\"}}", "{}", "is 'gelu_new', which is");
  }

  @Test
  void otherModelsAreRefused() {
    assertRefused("{\"model_type\": \"siglip\"}", "{}", "model_type is 'siglip'");
    assertRefused(
        "{\"text_config\": {\"layer_norm_eps\": 1e-6}}", "{}", "text_config.layer_norm_eps is");
    assertRefused("{\"text_config\": []}", "{}", "text_config is not an object");
    assertRefused("[]", "{}", "is not a JSON object");
  }

  @Test
  void newerVersionsKeepThePreparationOneLevelBelow() throws IOException {
    Path weights = Files.createFile(folder.resolve("model.safetensors"));
    Files.writeString(config, "{}");
    CheckpointFiles files = new CheckpointFiles(weights);
    assertThat(PreprocessorJson.find(files)).isNull();
    Path whole = Files.writeString(folder.resolve("processor_config.json"), "{}");
    assertThat(PreprocessorJson.find(files)).isNull();

    Files.writeString(whole, "{\"image_processor\": {\"image_mean\": [0.5, 0.5, 0.25]}}");

    assertThat(mean(files)).isEqualTo(Rgb.of(0.5, 0.5, 0.25));
    Files.writeString(preprocessor, "{\"image_mean\": [0.1, 0.5, 0.25]}");
    assertThat(mean(files)).isEqualTo(Rgb.of(0.1, 0.5, 0.25));
  }

  private Rgb mean(CheckpointFiles files) throws IOException {
    return TransformersConfig.read(ConfigValues.read(config), PreprocessorJson.find(files))
        .pictures()
        .of(PictureSize.square(96))
        .mean();
  }

  private ModelConfig read(String model, String picture) throws IOException {
    Files.writeString(config, model);
    Files.writeString(preprocessor, picture);
    return TransformersConfig.read(ConfigValues.read(config), ConfigValues.read(preprocessor));
  }

  private void assertRefused(String model, String picture, String reason) {
    assertThatThrownBy(() -> read(model, picture))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(folder.toString())
        .hasMessageContaining(reason);
  }
}
