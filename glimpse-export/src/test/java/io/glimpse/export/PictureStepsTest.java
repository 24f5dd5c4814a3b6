package io.glimpse.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.fixture.Shared;
import io.glimpse.inference.Predictor;
import io.glimpse.matrix.Matrix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exported graphs prepare pictures as each kind of configuration says. */
class PictureStepsTest {

  /** Columns and rows: flat, tall, enlarged, of an odd margin, so thin that nothing is left. */
  private static final int[][] SIZES = {
    {96, 60}, {40, 100}, {17, 23}, {43, 40}, {40, 47}, {3, 500}, {500, 3}, {40, 40}
  };

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"resize_mode\": \"squash\"",
        "\"resize_mode\": \"squash\", \"interpolation\": \"bilinear\", \"mean\": 0, \"std\": 1",
        "\"resize_mode\": \"shortest\", \"interpolation\": \"bilinear\"",
        "\"resize_mode\": \"longest\", \"fill_color\": 7",
        "\"resize_mode\": \"longest\", \"interpolation\": \"bilinear\", \"fill_color\": 255"
      })
  void aGraphSeesWhatTheEncoderSees(String settings) throws Exception {
    Path model = Shared.path("fixtures/models/models/dfn-openclip");
    Files.copy(
        model.resolve("open_clip_model.safetensors"),
        folder.resolve("open_clip_model.safetensors"));
    String config = Files.readString(model.resolve("open_clip_config.json"));
    int start = config.indexOf("\"preprocess_cfg\"");
    Files.writeString(
        folder.resolve("open_clip_config.json"),
        config.substring(0, start) + "\"preprocess_cfg\": {" + settings + "}}");
    assertSees(folder);
  }

  @Test
  void aGraphOfTransformersCutsAsTheyDo() throws Exception {
    assertSees(Shared.path("fixtures/encoders/checkpoints/hf-vit-tiny"));
  }

  private void assertSees(Path checkpoint) throws Exception {
    try (Encoder encoder = Classifiers.encoder(checkpoint, Precision.FP32)) {
      Predictor predictor = Classifiers.ofNames(encoder, "zero-shot");
      Path file = folder.resolve("m.onnx");
      ClassifierExport.of(predictor, ExportInput.PICTURE, "").write(file);
      try (Exported exported = Exported.open(file)) {
        for (int[] size : SIZES) {
          Picture picture = Picture.of(1, size[0] + size[1], size[0], size[1]);
          EncodedImage image = predictor.pipeline(false).run(picture.input("asked.png"));
          Matrix seen = image.features().globals().copy().normalizeRows();
          Map<String, float[]> made = exported.answer(picture);
          assertThat(Objects.requireNonNull(made.get("feature"), "feature"))
              .as("%d x %d", size[0], size[1])
              .containsExactly(seen.row(0), within(2e-5f));
        }
      }
    }
  }
}
