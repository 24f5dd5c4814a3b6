package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.fixture.Shared;
import io.glimpse.tensor.NpyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreprocessCommandTest {

  @TempDir Path folder;

  @Test
  void aPictureIsPreparedAsTheFixtureSays() throws IOException {
    Path images = Shared.path("fixtures/encoders/images");
    Path out = folder.resolve("a.npy");

    Run.of("preprocess", images.resolve("rgb.png"), "--size", 224, "--no-exif", "-o", out).exits(0);

    assertThat(Files.readAllBytes(out))
        .isEqualTo(Files.readAllBytes(images.resolve("preprocessed/rgb.png.npy")));
  }

  @Test
  void exifTurnsThePictureUnlessItIsLeftAside() throws IOException {
    Path images = Shared.path("fixtures/encoders/images");
    Path turned = folder.resolve("turned.npy");
    Path stored = folder.resolve("stored.npy");
    Path picture = images.resolve("exif_orient6.jpg");

    Run.of("preprocess", picture, "--size", 224, "-o", turned).exits(0);
    Run.of("preprocess", picture, "--size", 224, "--no-exif", "-o", stored).exits(0);

    assertThat(Files.readAllBytes(turned))
        .isEqualTo(Files.readAllBytes(images.resolve("preprocessed_exif/exif_orient6.jpg.npy")))
        .isNotEqualTo(Files.readAllBytes(stored));
  }

  @Test
  void aFolderKeepsItsShapeAndItsExtensions() throws IOException {
    Path in = Files.createDirectories(folder.resolve("in/a"));
    Pictures.okapi(in);
    Files.writeString(in.resolve("bad.png"), "no picture");
    Path out = folder.resolve("out");

    Run run = Run.of("preprocess", folder.resolve("in"), "--size", 64, "-o", out, "--json");

    assertThat(run.exits(1).json().at("/errors/0/path").asText()).endsWith("bad.png");
    try (NpyFile npy = NpyFile.open(out.resolve("a/okapi.jpg.npy"))) {
      assertThat(npy.shape()).containsExactly(64, 64, 3);
      assertThat(npy.dtype()).isEqualTo("|u1");
    }
    try (Stream<Path> files = Files.walk(out)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(1);
    }
  }

  @Test
  void pngFilesAreForPeople() throws IOException {
    Path out = folder.resolve("seen");

    Run.of("preprocess", Pictures.okapi(folder), folder, "--size", 32, "-o", out, "--png").exits(0);

    assertThat(out.resolve("okapi.jpg.png")).isRegularFile();
  }

  @Test
  void anEncoderShowsWhatItSees() throws IOException {
    Path out = folder.resolve("seen.npy");
    Path models = Shared.path("fixtures/models");
    Path picture = models.resolve("images/tall.png");

    Run run =
        Run.of(
            "preprocess",
            picture,
            "--encoder",
            models.resolve("models/siglip2-hf"),
            "-o",
            out,
            "--json");

    assertThat(Files.readAllBytes(out))
        .isEqualTo(Files.readAllBytes(models.resolve("preprocess/siglip2_tall.npy")));
    assertThat(run.exits(0).json().get("size").asInt()).isEqualTo(32);
    JsonNode steps = run.json().get("preparation");
    assertThat(steps.get("fit").asText()).isEqualTo("squash");
    assertThat(steps.get("filter").asText()).isEqualTo("bilinear");
    assertThat(steps.get("mean")).hasSize(3).allMatch(mean -> mean.asDouble() == 0.5);
    assertThat(run.err()).contains("squashed to 32 x 32, bilinear");
  }

  @Test
  void anEdgeBeyondWhatIsCutIsTheEncodersToo() throws IOException {
    Path out = folder.resolve("seen.npy");
    Path models = Shared.path("fixtures/models");

    Run run =
        Run.of(
            "preprocess",
            models.resolve("images/tall.png"),
            "--json",
            "-o",
            out,
            "--encoder",
            models.resolve("models/dinov2-hf"));

    JsonNode steps = run.exits(0).json().get("preparation");
    assertThat(steps.get("edge").asInt()).isEqualTo(48);
    assertThat(steps.get("offset").asText()).isEqualTo("floor");
    float[] mean = {0.485f, 0.456f, 0.406f};
    float[] std = {0.229f, 0.224f, 0.225f};
    try (NpyFile npy = NpyFile.open(out);
        NpyFile input = NpyFile.open(models.resolve("expected/dinov2-hf/input.npy"))) {
      assertThat(npy.shape()).containsExactly(42, 42, 3);
      float[] seen = npy.readAll();
      float[] all = input.readAll();
      int area = 42 * 42;
      for (int i = 0; i < seen.length; i++) {
        // The second row of the reference is of this picture.
        int band = i % 3;
        float wanted = all[3 * area + band * area + i / 3];
        assertThat((seen[i] / 255 - mean[band]) / std[band]).isCloseTo(wanted, offset(1e-4f));
      }
    }
  }

  @Test
  void anotherSizeIsForEncodersWithOpenAisSteps() {
    Path siglip = Shared.path("fixtures/models/models/siglip2-hf");
    Path openAi = Shared.path("fixtures/encoders/checkpoints/openai-vit-tiny.pt");
    Path picture = Shared.path("fixtures/models/images/tall.png");
    Path out = folder.resolve("seen.npy");

    Run refused =
        Run.of("preprocess", picture, "--encoder", siglip, "--size", 48, "-o", out).exits(2);
    assertThat(refused.err()).contains("--size 48", "32 x 32", "leave --size out");
    Run.of("preprocess", picture, "--encoder", openAi, "--size", 48, "-o", out).exits(0);
    assertThat(out).isRegularFile();
  }

  @Test
  void anImpossibleSizeIsAWrongCommand() {
    Run.of("preprocess", "x.jpg", "--size", "0", "-o", "a.npy").exits(2);
    Run.of("preprocess", "x.jpg", "--size", "many", "-o", "a.npy").exits(2);
    Run.of("preprocess", "x.jpg", "-o", "a.npy").exits(2);
  }
}
