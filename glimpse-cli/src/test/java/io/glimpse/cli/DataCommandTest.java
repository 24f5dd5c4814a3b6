package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.fixture.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {

  @TempDir Path folder;

  @Test
  void listNamesEveryDataSet() {
    JsonNode json = Run.of("data", "list", "--json").exits(0).json();

    assertThat(json.path("datasets")).hasSize(20);
    assertThat(json.path("datasets").path(1).path("name").asText()).isEqualTo("caltech101");
    assertThat(json.path("datasets").path(1).path("counts").path("val").asInt()).isEqualTo(1649);
    assertThat(Run.of("data", "list").exits(0).out()).contains("imagenet_sketch", "1281167");
  }

  @Test
  void caltech101IsWhole() {
    Path root = Shared.path("data");

    Run run = Run.of("data", "check", "caltech101", "--root", root, "--quick").exits(0);

    assertThat(run.out())
        .contains("100 classes; 4128 pictures to train, 1649 to validate, 2465 to test")
        .contains("split_zhou_Caltech101.json, as published", "all is well");
  }

  /** {@code random.seed(1)}, and a sample of one picture a class. */
  @Test
  void samplePrintsWhatPythonDraws() {
    Path root = Shared.path("data");

    JsonNode json =
        Run.of("data", "sample", "caltech-101", "--root", root, "--shots", 1, "--seed", 1, "--json")
            .exits(0)
            .json();

    assertThat(json.path("dataset").asText()).isEqualTo("caltech101");
    assertThat(json.path("shots").asInt()).isEqualTo(1);
    assertThat(json.path("seed").asInt()).isEqualTo(1);
    assertThat(json.path("items")).hasSize(100);
    assertThat(json.path("items").path(0).toString())
        .isEqualTo("{\"path\":\"Faces/image_0201.jpg\",\"label\":0,\"class\":\"face\"}");
    assertThat(json.has("validation")).isFalse();
  }

  @Test
  void printedListCanBeGivenBack() throws IOException {
    Path root = Shared.path("data");
    Run drawn =
        Run.of(
                "data",
                "sample",
                "caltech101",
                "--root",
                root,
                "--shots",
                2,
                "--seed",
                3,
                "--protocol",
                "coop",
                "--json")
            .exits(0);
    Path list = Files.writeString(folder.resolve("list.json"), drawn.out());

    Run given =
        Run.of("data", "sample", "caltech101", "--root", root, "--list", list, "--json").exits(0);

    assertThat(drawn.json().path("validation")).hasSize(200);
    assertThat(given.out()).isEqualTo(drawn.out());
  }

  @Test
  void ownFoldersAreCheckedAndEveryFailureIsNamed() throws IOException {
    Path root = Pictures.folder(folder.resolve("mine"), "shots", 3, List.of("okapi", "emu"));
    Files.writeString(root.resolve("okapi/bad.jpg"), "no picture");

    Run run = Run.of("data", "check", "mine", "--root", folder, "--json").exits(1);

    assertThat(run.json().path("counts").path("classes").asInt()).isEqualTo(2);
    assertThat(run.json().path("unreadable").path(0).asText()).isEqualTo("okapi/bad.jpg");
    assertThat(run.json().path("errors")).hasSize(1);
    assertThat(run.err()).contains("bad.jpg: the format is not supported", "was drawn");
  }

  @Test
  void classWithTooFewPicturesIsWarnedOf() throws IOException {
    Pictures.folder(folder.resolve("mine"), "shots", 3, List.of("okapi"));

    Run run = Run.of("data", "sample", "mine", "--root", folder, "--shots", 9).exits(0);

    assertThat(run.out().lines()).hasSize(9);
    assertThat(run.err()).contains("class 'okapi' has 2 pictures, fewer than 9");
  }

  @Test
  void wrongArgumentsAreTwoAndMissingFilesOne() {
    Run.of("data").exits(2);
    Run.of("data", "check", "dtd").exits(2);
    assertThat(Run.of("data", "check", "caltec101", "--root", folder).exits(2).err())
        .contains("did you mean 'caltech101'?");
    Run.of("data", "sample", "dtd", "--root", folder).exits(2);
    Run.of("data", "sample", "dtd", "--root", folder, "--shots", 0).exits(2);
    Run.of("data", "sample", "dtd", "--root", folder, "--shots", 1, "--protocol", "x").exits(2);
    Run run = Run.of("data", "check", "dtd", "--root", folder, "--json").exits(1);
    assertThat(run.json().path("errors").path(0).path("error").asText())
        .contains("holds no folder dtd", "fetch the archive dtd-r1.0.1.tar.gz");
    assertThat(run.json().path("errors").path(0).path("path").asText())
        .isEqualTo(folder.toString());
  }
}
