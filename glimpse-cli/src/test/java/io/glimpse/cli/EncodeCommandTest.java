package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.ImageDecoder;
import io.glimpse.image.Preprocessing;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.Npy;
import io.glimpse.tensor.NpyFile;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodeCommandTest {

  @TempDir Path folder;

  @Test
  void rowsAreInTheOrderOfTheInputsAndTokensBeginWithTheGlobalOne() throws IOException {
    Path in = Pictures.folder(folder.resolve("in"), "test", 3, List.of("okapi", "emu"));
    Path out = folder.resolve("f.npy");

    JsonNode json =
        Run.of("encode", "images", in, "-o", out, "--tokens", folder.resolve("t.npy"), "--json")
            .exits(0)
            .json();

    assertThat(json.at("/rows")).hasSize(6);
    Matrix rows = NpyFile.readMatrix(out);
    try (NpyFile tokens = NpyFile.open(folder.resolve("t.npy"))) {
      assertThat(tokens.shape()).containsExactly(6, 50, 512);
      float[] all = tokens.readAll();
      for (int i = 0; i < 6; i++) {
        assertThat(rows.norm(i)).isCloseTo(1, offset(1e-5));
        assertThat(all[i * 50 * 512]).isEqualTo(rows.get(i, 0));
      }
    }
    Path last = Path.of(json.at("/rows/5").asText());
    Run.of("encode", "images", last, "-o", folder.resolve("one.npy")).exits(0);
    assertThat(NpyFile.readMatrix(folder.resolve("one.npy")).dot(0, rows, 5))
        .isCloseTo(1, offset(1e-5));
  }

  @Test
  void smallPlacesStandBesideTheFeaturesWithAllThatSaysWhereTheyAre() throws IOException {
    Path in = Pictures.folder(folder.resolve("in"), "test", 2, List.of("okapi"));
    Files.writeString(in.resolve("okapi/broken.jpg"), "no picture");
    Path local = folder.resolve("l.npy");

    JsonNode json =
        Run.of("encode", "images", in, "-o", folder.resolve("f.npy"), "--local", local, "--json")
            .exits(1)
            .json();

    assertThat(json.at("/local").asText()).isEqualTo(local.toString());
    assertThat(json.at("/local_shape").toString()).isEqualTo("[2,676,136]");
    try (NpyFile places = NpyFile.open(local)) {
      assertThat(places.shape()).containsExactly(2, 676, 136);
      assertThat(places.readAll()).doesNotContain(Float.NaN);
    }
    JsonNode description = new ObjectMapper().readTree(folder.resolve("l.npy.json").toFile());
    assertThat(description.at("/places/levels").toString())
        .isEqualTo(
            "[{\"name\":\"block5.add\",\"width\":48},{\"name\":\"block8.add\",\"width\":88}]");
    assertThat(description.at("/places/grid").toString()).isEqualTo("[26,26]");
    assertThat(description.at("/places/square").asInt()).isEqualTo(448);
    assertThat(description.at("/rows").asText()).isEqualTo("raw");
    assertThat(description.at("/failures")).hasSize(1);
    Run.of("encode", "images", in, "-o", folder.resolve("g.npy")).exits(1);
    assertThat(NpyFile.readMatrix(folder.resolve("g.npy")).data())
        .isEqualTo(NpyFile.readMatrix(folder.resolve("f.npy")).data());
  }

  @Test
  void smallPlacesNeedPictures() {
    Path ready = folder.resolve("x.npy");
    Path out = folder.resolve("f.npy");

    Run run = Run.of("encode", "images", "--pixels", ready, "-o", out, "--local", ready).exits(2);

    assertThat(run.err()).contains("--local looks at pictures at a size of its own");
  }

  @Test
  void readyPixelsGiveWhatTheFileGives() throws IOException {
    Path okapi = Pictures.okapi(folder);
    Preprocessing lite = Preprocessing.centred(224, 127, 128);
    FloatBuffer pixels = FloatBuffer.allocate(lite.length());
    lite.normalise(lite.crop(new ImageDecoder(DecodeOptions.defaults()).read(okapi)), pixels);
    Npy.write(folder.resolve("x.npy"), pixels.array(), 1, 3, 224, 224);

    Run.of("encode", "images", "--pixels", folder.resolve("x.npy"), "-o", folder.resolve("a.npy"))
        .exits(0);
    Run.of("encode", "images", okapi, "-o", folder.resolve("b.npy")).exits(0);

    assertThat(NpyFile.readMatrix(folder.resolve("a.npy")).row(0))
        .containsExactly(NpyFile.readMatrix(folder.resolve("b.npy")).row(0), offset(1e-5f));
  }

  @Test
  void aBadPictureHasNoRowAndTheOthersKeepTheirOrder() throws IOException {
    Path in = Pictures.folder(folder.resolve("in"), "test", 1, List.of("okapi", "emu"));
    Files.writeString(in.resolve("emu/broken.jpg"), "no picture");

    Run run = Run.of("encode", "images", in, "-o", folder.resolve("f.npy"), "--json").exits(1);

    assertThat(run.json().at("/rows")).hasSize(2);
    assertThat(run.json().at("/errors/0/path").asText()).endsWith("broken.jpg");
  }

  @Test
  void noGoodPictureLeavesTheOldFile() throws IOException {
    Path out = Files.writeString(folder.resolve("f.npy"), "old");

    Run.of("encode", "images", Files.writeString(folder.resolve("x.jpg"), "x"), "-o", out).exits(1);

    assertThat(out).hasContent("old");
  }

  @Test
  void aDescriptionBesideTheFeaturesNamesEncoderInputsAndFailures() throws IOException {
    Path in = Pictures.folder(folder.resolve("in"), "test", 1, List.of("okapi", "emu"));
    Files.writeString(in.resolve("emu/broken.jpg"), "no picture");
    Path out = folder.resolve("f.npy");

    Run run = Run.of("encode", "images", in, "-o", out, "--json").exits(1);

    JsonNode description = new ObjectMapper().readTree(folder.resolve("f.npy.json").toFile());
    assertThat(description.at("/encoder")).isEqualTo(run.json().at("/encoder"));
    assertThat(description.at("/rows").asText()).isEqualTo("unit");
    assertThat(description.at("/inputs").asInt()).isEqualTo(3);
    assertThat(description.at("/shape/0").asInt()).isEqualTo(2);
    assertThat(description.at("/failures/0/path").asText()).endsWith("broken.jpg");
    assertThat(description.at("/failures/0/input").asInt()).isZero();
  }

  @Test
  void nothingIsLeftBesideTheResult() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out")).resolve("f.npy");

    Run.of("encode", "images", Pictures.okapi(folder), "-o", out).exits(0);
    Run.of("encode", "images", Files.writeString(folder.resolve("x.jpg"), "x"), "-o", out).exits(1);

    try (Stream<Path> files = Files.list(out.getParent())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("f.npy", "f.npy.json", "f.npy.rows.jsonl");
    }
  }

  @Test
  void withoutTheGpuBuildCudaSaysWhatIsMissing() throws IOException {
    Path out = folder.resolve("f.npy");
    Path okapi = Pictures.okapi(folder);

    assertThat(Run.of("encode", "images", okapi, "-o", out, "--device", "cuda").exits(1).err())
        .contains("onnxruntime_gpu", "--device");
    assertThat(Run.of("encode", "images", okapi, "-o", out, "--device", "gpu").exits(2).err())
        .contains("cpu or cuda");
    assertThat(out).doesNotExist();
  }

  @Test
  void textsAreEncodedLineByLine() throws IOException {
    Path texts = Files.writeString(folder.resolve("t.txt"), "okapi\na photo of a okapi.\nemu\n");

    Run.of("encode", "text", "--texts", texts, "-o", folder.resolve("w.npy")).exits(0);

    Matrix rows = NpyFile.readMatrix(folder.resolve("w.npy"));
    assertThat(rows.rows()).isEqualTo(3);
    assertThat(rows.dot(0, rows, 1)).isCloseTo(1, offset(1e-5));
    assertThat(rows.dot(0, rows, 2)).isLessThan(0.99);
  }

  @Test
  void nothingThatIsReadOrOthersWroteIsReplaced() throws IOException {
    Path picture = Pictures.okapi(folder);
    byte[] before = Files.readAllBytes(picture);
    Path f = folder.resolve("f.npy");
    Path texts = Files.writeString(folder.resolve("t.txt"), "cat\n");
    Path foreign = Files.writeString(folder.resolve("g.json"), "mine");
    Path link = Files.createSymbolicLink(folder.resolve("link.npy"), picture);

    Object[][] commands = {
      {"encode", "images", picture, "-o", picture},
      {"encode", "images", picture, "-o", link},
      {"encode", "images", picture, "-o", f, "--tokens", picture},
      {"encode", "images", picture, "-o", f, "--tokens", f},
      {"encode", "images", picture, "-o", f, "--tokens", folder.resolve("f.npy.json")},
      {"encode", "images", picture, "-o", folder.resolve("g")},
      {"encode", "text", "--texts", texts, "-o", texts},
    };
    for (Object[] command : commands) {
      Run.of(command).exits(2);
    }

    assertThat(picture).hasBinaryContent(before);
    assertThat(texts).hasContent("cat");
    assertThat(foreign).hasContent("mine");
    assertThat(f).doesNotExist();
    Run.of("encode", "images", picture, "-o", f).exits(0);
    Run.of("encode", "images", picture, "-o", f).exits(0);
  }

  @Test
  void wrongShapesAndMissingInputsAreNamed() throws IOException {
    Npy.write(folder.resolve("x.npy"), new float[12], 1, 3, 2, 2);
    assertThat(
            Run.of("encode", "images", "--pixels", folder.resolve("x.npy"), "-o", "a.npy")
                .exits(1)
                .err())
        .contains("[1, 3, 2, 2]", "[n, 3, 224, 224]");
    Run.of("encode", "images", "-o", "a.npy").exits(2);
    Run.of("encode", "text", "-o", "a.npy").exits(2);
    Run.of("encode").exits(2);
  }

  @Test
  void everyRowHasALineWithItsPathWhateverTheName() throws IOException {
    Path in = Pictures.folder(folder.resolve("in"), "test", 1, List.of("okapi", "emu"));
    Files.writeString(in.resolve("emu/broken.jpg"), "no picture");
    Path odd = Pictures.okapi(in);
    odd = Files.move(odd, odd.resolveSibling("two\nlines \"x\".jpg"));
    Path out = folder.resolve("f.npy");

    JsonNode json = Run.of("encode", "images", in, "-o", out, "--json").exits(1).json();

    Path list = folder.resolve("f.npy.rows.jsonl");
    assertThat(json.at("/paths").asText()).isEqualTo(list.toString());
    List<String> lines = Files.readAllLines(list);
    assertThat(lines).hasSize(3);
    for (int row = 0; row < 3; row++) {
      JsonNode line = new ObjectMapper().readTree(lines.get(row));
      assertThat(line.at("/row").asInt()).isEqualTo(row);
      assertThat(line.at("/path")).isEqualTo(json.at("/rows/" + row));
      // The broken picture is the first input, and has no row.
      assertThat(line.at("/input").asInt()).isEqualTo(row + 1);
    }
    assertThat(new ObjectMapper().readTree(lines.get(2)).at("/path").asText())
        .isEqualTo(odd.toString());
    // The list is a table that commands read.
    assertThat(
            Run.of("encode", "images", list, "--root", "", "-o", folder.resolve("g.npy"), "--json")
                .exits(0)
                .json()
                .at("/rows"))
        .isEqualTo(json.at("/rows"));
  }

  @Test
  void aListOfRowsThatIsAnothersIsKept() throws IOException {
    Path list = Files.writeString(folder.resolve("f.npy.rows.jsonl"), "mine");

    assertThat(
            Run.of("encode", "images", Pictures.okapi(folder), "-o", folder.resolve("f.npy"))
                .exits(1)
                .err())
        .contains("f.npy.rows.jsonl: it does not list rows");
    assertThat(list).hasContent("mine");
  }
}
