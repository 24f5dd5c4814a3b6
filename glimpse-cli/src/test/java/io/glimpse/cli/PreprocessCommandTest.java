package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
  void anImpossibleSizeIsAWrongCommand() {
    Run.of("preprocess", "x.jpg", "--size", "0", "-o", "a.npy").exits(2);
    Run.of("preprocess", "x.jpg", "--size", "many", "-o", "a.npy").exits(2);
    Run.of("preprocess", "x.jpg", "-o", "a.npy").exits(2);
  }
}
