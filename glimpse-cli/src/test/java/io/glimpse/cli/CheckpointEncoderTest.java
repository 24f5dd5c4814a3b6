package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.fixture.Shared;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.Npy;
import io.glimpse.tensor.NpyFile;
import io.glimpse.tensor.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line with a CLIP checkpoint that is named by its path. */
class CheckpointEncoderTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "hf-vit-tiny, hf-vit-tiny",
    "openai-rn-tiny.pt, openai-rn-tiny",
    "openclip-vit-tiny-quickgelu/open_clip_model.safetensors, openclip-vit-tiny-quickgelu"
  })
  void featuresAreTheReferencesRawOrUnit(String checkpoint, String expected) throws IOException {
    Path encoder = checkpoint(checkpoint);
    Path answers = Shared.path("fixtures/encoders/expected/" + expected);
    Path f = folder.resolve("f.npy");
    Path t = folder.resolve("t.npy");
    Path pixels = answers.resolve("input.npy");

    Run.of("encode", "images", "--pixels", pixels, "--encoder", encoder, "-o", f, "--tokens", t)
        .exits(0);
    assertNear(t, answers.resolve("tokens.npy"));

    Run.of(
            "encode",
            "images",
            "--pixels",
            pixels,
            "--encoder",
            encoder,
            "-o",
            f,
            "--tokens",
            t,
            "--raw")
        .exits(0);
    assertNear(t, answers.resolve("tokens_raw.npy"));
    assertNear(f, answers.resolve("image_features.npy"));

    Path alone = folder.resolve("alone.npy");
    Run.of("encode", "images", "--pixels", pixels, "--encoder", encoder, "-o", alone, "--raw")
        .exits(0);
    assertThat(alone).hasSameBinaryContentAs(f);

    Path ids = answers.resolve("text_ids.npy");
    Run.of("encode", "text", "--ids", ids, "--encoder", encoder, "-o", f, "--raw").exits(0);
    assertNear(f, answers.resolve("text_features.npy"));
    Run.of("encode", "text", "--ids", ids, "--encoder", encoder, "-o", f).exits(0);
    Matrix unit = NpyFile.readMatrix(f);
    Matrix raw = NpyFile.readMatrix(answers.resolve("text_features.npy"));
    assertThat(unit.row(4)).containsExactly(raw.normalizeRows().row(4), offset(1e-4f));
  }

  @Test
  void imageFilesAreEncodedRawToo() throws IOException {
    Path answers = Shared.path("fixtures/encoders/expected/openclip-vit-tiny-gelu");
    Path png = Shared.path("fixtures/encoders/images/rgb.png");
    Path f = folder.resolve("f.npy");

    Run.of(
            "encode",
            "images",
            png,
            "--encoder",
            checkpoint("openclip-vit-tiny-gelu"),
            "-o",
            f,
            "--raw")
        .exits(0);

    assertThat(NpyFile.readMatrix(f).row(0))
        .containsExactly(
            NpyFile.readMatrix(answers.resolve("image_features.npy")).row(0), offset(1e-4f));
  }

  @Test
  void templatesGoAroundTextsOneRowEach() throws IOException {
    Path texts = Files.writeString(folder.resolve("t.txt"), "cat\nsnow_leopard\n");
    Path encoder = checkpoint("hf-vit-tiny");
    Path f = folder.resolve("f.npy");
    Path plain = folder.resolve("p.npy");

    JsonNode json =
        Run.of(
                "encode",
                "text",
                "--texts",
                texts,
                "--template",
                "a {}.",
                "--template",
                "{} again",
                "--encoder",
                encoder,
                "-o",
                f,
                "--json")
            .exits(0)
            .json();

    assertThat(json.at("/shape").toString()).isEqualTo("[2,2,48]");
    Files.writeString(texts, "a cat.\ncat again\na snow leopard.\nsnow leopard again\n");
    Run.of("encode", "text", "--texts", texts, "--encoder", encoder, "-o", plain).exits(0);
    assertNear(f, plain);
  }

  @Test
  void namesClassifyPictures() throws IOException {
    Path images = Shared.path("fixtures/encoders/images");

    JsonNode json =
        Run.of(
                "classify",
                images.resolve("rgb.png"),
                images.resolve("rgb_444.jpg"),
                "--classes",
                "cat,dog,emu",
                "--method",
                "calip",
                "--encoder",
                checkpoint("hf-vit-tiny"),
                "--json")
            .exits(0)
            .json();

    assertThat(json.at("/results")).hasSize(2);
    assertThat(json.at("/results/0/top")).hasSize(3);
    assertThat(json.at("/encoder/fingerprint").asText()).hasSize(64);
  }

  @Test
  void aBankRemembersItsCheckpoint() throws IOException {
    Path shots = Pictures.folder(folder.resolve("in"), "train", 1, List.of("okapi", "emu"));
    Path bank = folder.resolve("b.bank");
    Path encoder = checkpoint("hf-vit-tiny");

    Run.of("bank", "build", shots, "-o", bank, "--encoder", encoder).exits(0);

    Path picture = Pictures.okapi(folder);
    JsonNode json = Run.of("classify", picture, "--bank", bank, "--json").exits(0).json();
    assertThat(json.at("/encoder/name").asText()).isEqualTo(encoder.toString());
    assertThat(Run.of("classify", picture, "--bank", bank, "--encoder", "lite").exits(1).err())
        .contains("lite");
  }

  @Test
  void anImportedModelIsOpenedByItsName() throws IOException {
    assertOpensByName(checkpoint("openai-vit-tiny.pt"), "openai-vit-tiny");
  }

  @Test
  void anImportedModelOfAnyFileNameKeepsItsConfiguration() throws IOException {
    Path from = checkpoint("openclip-vit-tiny-gelu");
    Files.copy(from.resolve("open_clip_config.json"), folder.resolve("open_clip_config.json"));
    Path weights = folder.resolve("epoch 30.safetensors");

    assertOpensByName(
        Files.copy(from.resolve("open_clip_model.safetensors"), weights), "openclip-vit-tiny-gelu");
  }

  @Test
  void anImportedModelOfSeveralFilesKeepsThemAll() throws IOException {
    Path from = checkpoint("hf-vit-tiny");
    for (String configuration : new String[] {"config.json", "preprocessor_config.json"}) {
      Files.copy(from.resolve(configuration), folder.resolve(configuration));
    }
    Path shard =
        Files.copy(from.resolve("model.safetensors"), folder.resolve("model-1-of-1.safetensors"));
    try (Safetensors tensors = Safetensors.open(shard)) {
      String places =
          tensors.names().stream()
              .map(name -> "\"" + name + "\": \"" + shard.getFileName() + "\"")
              .collect(Collectors.joining(", "));
      Files.writeString(
          folder.resolve("model.safetensors.index.json"), "{\"weight_map\": {" + places + "}}");
    }

    assertOpensByName(folder, "hf-vit-tiny");
  }

  private void assertOpensByName(Path model, String expected) throws IOException {
    Path answers = Shared.path("fixtures/encoders/expected/" + expected);
    Path f = Files.createDirectory(folder.resolve("out")).resolve("f.npy");
    Run.of("model", "import", model, "--name", "tiny").exits(0);
    try {
      Path pixels = answers.resolve("input.npy");
      Run.of("encode", "images", "--pixels", pixels, "--encoder", "tiny", "-o", f, "--raw")
          .exits(0);

      assertNear(f, answers.resolve("image_features.npy"));
    } finally {
      Run.of("model", "rm", "tiny").exits(0);
    }
  }

  @Test
  void whatIsNoCheckpointIsNotImported() throws IOException {
    Path damaged = checkpoint("bad/truncated-tail.pt");

    assertThat(Run.of("model", "import", damaged, "--name", "damaged").exits(1).err())
        .contains("truncated-tail.pt");
    assertThat(Run.of("model", "import", folder, "--name", "damaged").exits(1).err())
        .contains("is no checkpoint folder", "name the file of the weights");
    assertThat(Run.of("model", "list").exits(0).out()).doesNotContain("damaged");
  }

  @Test
  void idsOutsideTheVocabularyAreNamedByRowAndColumn() throws IOException {
    Path encoder = checkpoint("openai-vit-tiny.pt");
    Path ids = folder.resolve("ids.npy");
    Path f = folder.resolve("f.npy");

    Npy.write(ids, new float[] {1, 2, 3, 4, 640, 5}, 2, 3);
    assertThat(Run.of("encode", "text", "--ids", ids, "--encoder", encoder, "-o", f).exits(1).err())
        .contains("ids.npy: row 1, column 1: id 640 is not within the vocabulary");
    Npy.write(ids, new float[] {1, 2.5f}, 1, 2);
    assertThat(Run.of("encode", "text", "--ids", ids, "--encoder", encoder, "-o", f).exits(1).err())
        .contains("row 0, column 1: 2.5 is no token id");
    Npy.write(ids, new float[] {1, Float.NaN}, 1, 2);
    Run.of("encode", "text", "--ids", ids, "--encoder", encoder, "-o", f).exits(1);
    Npy.write(ids, new float[78], 1, 78);
    Run.of("encode", "text", "--ids", ids, "--encoder", encoder, "-o", f).exits(1);
    assertThat(f).doesNotExist();
  }

  /** Nor does it tell to give texts instead, which would not be taken either. */
  @Test
  void anEncoderOfPicturesAloneTakesNoIds() throws IOException {
    Path ids = folder.resolve("ids.npy");
    Npy.write(ids, new float[] {1, 2, 3}, 1, 3);
    Path encoder = Shared.path("fixtures/models/models/dinov2-hf");

    assertThat(
            Run.of("encode", "text", "--ids", ids, "--encoder", encoder, "-o", "f.npy")
                .exits(1)
                .err())
        .contains("takes pictures alone", "choose an encoder that takes texts");
  }

  @Test
  void stringsForAForeignVocabularyAreRefused() throws IOException {
    Path texts = Files.writeString(folder.resolve("t.txt"), "cat\n");
    Path encoder = checkpoint("openai-vit-tiny.pt");

    assertThat(
            Run.of("encode", "text", "--texts", texts, "--encoder", encoder, "-o", "f.npy")
                .exits(1)
                .err())
        .contains("vocabulary of 640 ids", "--ids");
  }

  @Test
  void whatIsNoEncoderIsSaidWithTheRemedy() throws IOException {
    Path picture = Pictures.okapi(folder);
    for (String name : new String[] {"ViT-B/32", "no/such/model.pt", "RN5O"}) {
      assertThat(Run.of("classify", picture, "--classes", "a,b", "--encoder", name).exits(1).err())
          .contains(name, "glimpse model pull");
    }
    Path noModel = Files.writeString(folder.resolve("model.pt"), "no model");
    assertThat(Run.of("classify", picture, "--classes", "a,b", "--encoder", noModel).exits(1).err())
        .contains("model.pt");
  }

  @Test
  void int8FeaturesAreCloseAndSayTheirPrecision() throws IOException {
    Path pixels = Shared.path("fixtures/encoders/expected/hf-vit-tiny/input.npy");
    List<Object> command =
        List.of("encode", "images", "--pixels", pixels, "--encoder", checkpoint("hf-vit-tiny"));
    JsonNode exact = encode(command, "fp32");
    JsonNode quick = encode(command, "int8");

    assertThat(quick.at("/encoder/fingerprint")).isEqualTo(exact.at("/encoder/fingerprint"));
    assertThat(exact.at("/encoder/precision").asText()).isEqualTo("fp32");
    assertThat(quick.at("/encoder/precision").asText()).isEqualTo("int8");
    Matrix rows = NpyFile.readMatrix(folder.resolve("int8.npy"));
    assertThat(rows.dot(0, NpyFile.readMatrix(folder.resolve("fp32.npy")), 0)).isGreaterThan(0.998);
  }

  @Test
  void textsOfEitherPrecisionMeetPicturesOfEither() throws IOException {
    Path pixels = Shared.path("fixtures/encoders/expected/hf-vit-tiny/input.npy");
    Path texts = Files.writeString(folder.resolve("t.txt"), "cat\ndog\n");
    Path encoder = checkpoint("hf-vit-tiny");
    JsonNode images =
        encode(List.of("encode", "images", "--pixels", pixels, "--encoder", encoder), "fp32");
    Path labels = folder.resolve("y.npy");
    Npy.write(labels, new int[images.at("/shape/0").asInt()]);
    for (String precision : new String[] {"fp32", "int8"}) {
      Path w = folder.resolve("w.npy");
      Run.of(
              "encode",
              "text",
              "--texts",
              texts,
              "--encoder",
              encoder,
              "--precision",
              precision,
              "-o",
              w)
          .exits(0);
      Run.of(
              "eval-features",
              "--method",
              "zero-shot",
              "--test",
              folder.resolve("fp32.npy"),
              "--test-labels",
              labels,
              "--text",
              w)
          .exits(0);
    }
  }

  @Test
  void whatACheckpointLeftOpenIsSaidAgainWhenAsked() throws IOException {
    Path weights =
        Files.copy(
            checkpoint("openclip-vit-tiny-gelu").resolve("open_clip_model.safetensors"),
            Files.createDirectory(folder.resolve("model")).resolve("alone.safetensors"));
    Path answers = Shared.path("fixtures/encoders/expected/openclip-vit-tiny-gelu/input.npy");
    Object[] command = {
      "encode", "images", "--pixels", answers, "--encoder", weights, "-o", folder.resolve("f.npy")
    };

    assertThat(Run.of(command).exits(0).err()).contains("QuickGELU");
    assertThat(Run.of(command).exits(0).err()).doesNotContain("QuickGELU");
    Object[] verbose = Arrays.copyOf(command, command.length + 1);
    verbose[command.length] = "--verbose";
    assertThat(Run.of(verbose).exits(0).err()).contains("QuickGELU");
  }

  private JsonNode encode(List<Object> command, String precision) {
    List<Object> all = new ArrayList<>(command);
    all.addAll(List.of("--precision", precision, "--json"));
    all.addAll(List.of("-o", folder.resolve(precision + ".npy")));
    return Run.of(all.toArray()).exits(0).json();
  }

  private static Path checkpoint(String name) {
    return Shared.path("fixtures/encoders/checkpoints/" + name);
  }

  private static void assertNear(Path actual, Path expected) throws IOException {
    try (NpyFile is = NpyFile.open(actual);
        NpyFile should = NpyFile.open(expected)) {
      assertThat(is.readAll()).containsExactly(should.readAll(), offset(1e-4f));
    }
  }
}
