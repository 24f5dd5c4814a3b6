package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.fixture.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifyCommandTest {

  @TempDir Path folder;

  @Test
  void answersInTheContractedJson() throws IOException {
    Path okapi = Pictures.okapi(folder);

    Run run = Run.of("classify", okapi, "--classes", "okapi, bonsai,emu", "--top", 2, "--json");

    JsonNode json = run.exits(0).json();
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "encoder", "method", "classes", "results", "calibrated", "calibration", "errors");
    assertThat(json.at("/encoder/name").asText()).isEqualTo("lite");
    assertThat(json.at("/encoder/fingerprint").asText()).matches("[0-9a-f]{64}");
    assertThat(json.at("/method").asText()).isEqualTo("zero-shot");
    assertThat(json.at("/classes").toString()).isEqualTo("[\"okapi\",\"bonsai\",\"emu\"]");
    assertThat(json.at("/results/0/path").asText()).isEqualTo(okapi.toString());
    assertThat(json.at("/results/0/top")).hasSize(2);
    assertThat(json.at("/errors")).isEmpty();
    assertThat(run.err()).containsOnlyOnce("note: ").contains("real CLIP model");
  }

  @Test
  void probabilitiesAreTheSoftmaxOverAllClasses() throws IOException {
    JsonNode top =
        Run.of("classify", Pictures.okapi(folder), "--classes", "okapi,bonsai,emu", "--json")
            .exits(0)
            .json()
            .at("/results/0/top");

    double sum = 0;
    for (JsonNode one : top) {
      sum += Math.exp(one.get("logit").asDouble() - top.get(0).get("logit").asDouble());
    }
    for (JsonNode one : top) {
      assertThat(one.get("probability").asDouble())
          .isCloseTo(
              Math.exp(one.get("logit").asDouble() - top.get(0).get("logit").asDouble()) / sum,
              offset(1e-9));
    }
  }

  @Test
  void goodPicturesAreAnsweredAndBadOnesNamed() throws IOException {
    Path mixed = Files.createDirectory(folder.resolve("mixed"));
    Pictures.okapi(mixed);
    Path bad = Shared.path("fixtures/encoders/images/bad");
    int count = 0;
    try (Stream<Path> files = Files.list(bad)) {
      for (Path file : files.filter(f -> !f.toString().endsWith(".json")).toList()) {
        Files.copy(file, mixed.resolve(file.getFileName().toString()));
        count++;
      }
    }

    Run run = Run.of("classify", mixed, "--classes", "okapi,bonsai", "--json").exits(1);

    assertThat(run.json().at("/results")).hasSize(1);
    assertThat(run.json().at("/errors")).hasSize(count);
    for (JsonNode error : run.json().at("/errors")) {
      assertThat(error.get("error").asText()).startsWith(error.get("path").asText());
      assertThat(run.err()).contains("error: " + error.get("error").asText());
    }
  }

  @Test
  void namesOfAFileAreEchoedExactly() throws IOException {
    Path names = Files.writeString(folder.resolve("names.txt"), " okapi \nbon\tsai\nÉmeu\n");

    Run run = Run.of("classify", Pictures.okapi(folder), "--classes-file", names, "--json");

    assertThat(run.exits(0).json().at("/classes").toString())
        .isEqualTo("[\" okapi \",\"bon\\tsai\",\"Émeu\"]");
  }

  @Test
  void aWrongCommandLineExitsWithTwoBeforeAnyWork() {
    Run.of("classify", "x.jpg").exits(2);
    Run.of("classify", "x.jpg", "--classes", "a,a").exits(2);
    Run.of("classify", "x.jpg", "--classes", "a,,b").exits(2);
    Run.of("classify", "x.jpg", "--classes", "a", "--top", "0").exits(2);
    Run.of("classify", "x.jpg", "--classes", "a", "--threads", "0").exits(2);
    Run.of("classify", "x.jpg", "--classes", "a", "--precision", "fp8").exits(2);
    Run.of("classify", "x.jpg", "--classes", "a", "--template", "no place").exits(2);
    Run.of("classify", "--classes", "a").exits(2);
    assertThat(Run.of("classify", "x.jpg", "--classes", "a", "--method", "calp").exits(2).err())
        .contains("did you mean 'calip'?");
    assertThat(Run.of("classify", "x.jpg", "--classes", "a", "--set", "scal=1").exits(2).err())
        .contains("did you mean 'scale'?");
    assertThat(Run.of("classfy", "x.jpg").exits(2).err()).contains("did you mean");
    assertThat(Run.of("classify", "x.jpg", "--clases", "a").exits(2).err()).contains("--classes");
  }

  @Test
  void whatDependsOnFilesExitsWithOne() throws IOException {
    Run missing = Run.of("classify", folder.resolve("no.jpg"), "--classes", "a,b", "--json");
    assertThat(missing.exits(1).json().at("/errors/0/error").asText()).contains("no.jpg");
    Path names = Files.write(folder.resolve("latin1.txt"), new byte[] {'a', (byte) 0xe9, '\n'});
    assertThat(Run.of("classify", Pictures.okapi(folder), "--classes-file", names).exits(1).err())
        .contains("not UTF-8");
    assertThat(Run.of("classify", "x", "--classes", "a", "--encoder", "vit").exits(1).err())
        .contains("no encoder 'vit'");
  }

  @Test
  void aPatternPicksFilesBelowItsFolder() throws IOException {
    Pictures.folder(folder.resolve("in"), "test", 2, List.of("okapi", "emu"));

    Run run = Run.of("classify", folder + "/in/okapi/*.jpg", "--classes", "okapi,emu", "--json");

    assertThat(run.exits(0).json().at("/results")).hasSize(2);
    assertThat(Run.of("classify", folder + "/in/*.png", "--classes", "okapi").exits(1).err())
        .contains("none matches");
  }

  @Test
  void manyPicturesComeOutInOrder() throws IOException {
    Path in = Pictures.folder(folder.resolve("in"), "test", 4, List.of("okapi", "emu", "bonsai"));

    JsonNode results =
        Run.of("classify", in, "--classes", "okapi,emu", "--json", "--threads", "2")
            .exits(0)
            .json()
            .at("/results");

    assertThat(results).hasSize(12);
    List<String> paths =
        Stream.iterate(0, i -> i + 1)
            .limit(12)
            .map(i -> results.get(i).get("path").asText())
            .toList();
    assertThat(paths).isSorted();
    for (JsonNode result : results) {
      JsonNode alone =
          Run.of("classify", result.get("path").asText(), "--classes", "okapi,emu", "--json")
              .exits(0)
              .json();
      assertThat(alone.at("/results/0/top/0/logit").asDouble())
          .isCloseTo(result.at("/top/0/logit").asDouble(), offset(1e-3));
    }
  }

  @Test
  void explainWritesOnePageThatStandsAlone() throws IOException {
    Run run =
        Run.of(
            "classify",
            Pictures.okapi(folder),
            "--classes",
            "okapi,<b>",
            "--method",
            "calip",
            "--explain",
            folder.resolve("why"));

    run.exits(0);
    try (Stream<Path> files = Files.list(folder.resolve("why"))) {
      assertThat(files).containsExactly(folder.resolve("why/report.html"));
    }
    String page = Files.readString(folder.resolve("why/report.html"));
    assertThat(page).contains("okapi", "&lt;b&gt;").doesNotContain("<b>", "http://", "src=\"/");
    assertThat(run.err()).contains("report.html");
  }

  @Test
  void explainShowsPlacesThatTheMethodItselfDoesNotLookAt() throws IOException {
    Path why = folder.resolve("why");

    Run.of("classify", Pictures.okapi(folder), "--classes", "okapi,emu", "--explain", why).exits(0);

    assertThat(Files.readString(why.resolve("report.html"))).contains("evenly over 49 places");
  }

  @Test
  void aTableListsThePicturesAndItsLabelsAreLeftAside() throws IOException {
    Path okapi = Pictures.okapi(folder);
    Path table =
        Files.writeString(
            folder.resolve("list.tsv"),
            "\tfile\tlabel\n0\tokapi.jpg\tx\n1\tgone.jpg\ty\n2\t./okapi.jpg\tz\n");

    Run run = Run.of("classify", table, "--classes", "okapi,emu", "--json").exits(1);

    assertThat(run.json().at("/results")).hasSize(1);
    assertThat(run.json().at("/results/0/path").asText()).isEqualTo(okapi.toString());
    assertThat(run.json().at("/errors/0/path").asText())
        .isEqualTo(folder.resolve("gone.jpg").toString());
    assertThat(run.err()).contains("a file that came before, which is used once: ./okapi.jpg");
  }

  @Test
  void aSystemsOwnFilesAreLeftOutUnlessTheyAreNamed() throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("pictures/.cache"));
    Path hidden = Pictures.okapi(pictures);
    Path okapi = Pictures.okapi(folder.resolve("pictures"));

    JsonNode all =
        Run.of("classify", folder.resolve("pictures"), "--classes", "okapi,emu", "--json")
            .exits(0)
            .json();
    JsonNode named =
        Run.of("classify", hidden, pictures, "--classes", "okapi,emu", "--json").exits(0).json();
    JsonNode glob =
        Run.of("classify", folder + "/pictures/*", "--classes", "okapi,emu", "--json")
            .exits(0)
            .json();

    assertThat(all.at("/results")).hasSize(1);
    assertThat(all.at("/results/0/path").asText()).isEqualTo(okapi.toString());
    assertThat(named.at("/results")).hasSize(2);
    assertThat(glob.at("/results")).isEqualTo(all.at("/results"));
  }

  @Test
  void foldersBehindLinksAreFollowedOnce() throws IOException {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Pictures.okapi(elsewhere);
    Files.createSymbolicLink(pictures.resolve("link"), elsewhere);
    Files.createSymbolicLink(pictures.resolve("same"), elsewhere);
    Files.createSymbolicLink(pictures.resolve("loop"), pictures);

    Run run = Run.of("classify", pictures, "--classes", "okapi,emu", "--json").exits(0);

    assertThat(run.json().at("/results")).hasSize(1);
    assertThat(run.json().at("/results/0/path").asText())
        .isEqualTo(pictures.resolve("link/okapi.jpg").toString());
    assertThat(run.err())
        .contains(
            ": 2 links lead to folders that are listed already, and are not followed again: ");
  }
}
