package io.glimpse.pretrained;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.Encoders;
import io.glimpse.fixture.Shared;
import io.glimpse.onnx.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files beside the same weights that say otherwise how texts are read. */
class ChangedTextRulesTest {

  private static final String SAID = "\"pool_type\": \"eos\",";

  @TempDir Path folder;

  @Test
  void whatAConfigurationSaysOfTextsHoldsAtEveryOpening() throws IOException {
    Path model = Files.createDirectory(folder.resolve("model"));
    try (Stream<Path> files =
        Files.list(Shared.path("fixtures/models/models/metaclip2-openclip"))) {
      for (Path file : files.toList()) {
        Files.copy(file, model.resolve(file.getFileName()));
      }
    }
    Path home = folder.resolve("home");
    float[] before = encoded(model, home);
    Path config = model.resolve("open_clip_config.json");
    String text = Files.readString(config);
    assertThat(text).contains(SAID);
    Files.delete(config);
    Files.writeString(
        config, text.replace(SAID, SAID + " \"tokenizer_kwargs\": {\"clean\": \"canonicalize\"},"));

    float[] afresh = encoded(model, folder.resolve("another home"));

    assertThat(afresh).isNotEqualTo(before);
    assertThat(encoded(model, home)).isEqualTo(afresh);
    // Now by what is known of it.
    assertThat(encoded(model, home)).isEqualTo(afresh);
  }

  private static float[] encoded(Path model, Path home) throws IOException {
    EncoderOptions options = new EncoderOptions(Precision.FP32, 1, List.of(), Device.CPU, home);
    try (Encoder encoder = Encoders.open(model.toString(), options)) {
      return encoder.encodeRawTexts(List.of("A photo of a Cat, and a_Dog!")).data();
    }
  }
}
