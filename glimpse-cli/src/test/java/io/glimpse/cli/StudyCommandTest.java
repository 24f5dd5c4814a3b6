package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.study.StudyFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies from the command line: what they find, keep and continue. */
class StudyCommandTest {

  @TempDir Path folder;

  @BeforeEach
  void writeFeatures() throws IOException {
    ReadyFeaturesStudy.write(features());
  }

  private Path features() {
    return folder.resolve("features");
  }

  private Path out() {
    return folder.resolve("out");
  }

  private Run study(Path out, Object... more) {
    return ReadyFeaturesStudy.run(features(), out, more);
  }

  private static final String METHODS = "zero-shot,tip,tip-f:epochs=3";

  /** What was found, without times. */
  private static Map<String, String> found(Path out) throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (String line : Files.readAllLines(out.resolve("results.jsonl"))) {
      JsonNode node = new ObjectMapper().readTree(line);
      found.put(
          node.get("key").asText(),
          node.get("score") + " " + node.get("params") + " " + node.get("inputs"));
    }
    return found;
  }

  @Test
  void everyResultIsPrintedAndKept() throws IOException {
    JsonNode first = study(out(), "--methods", METHODS).exits(0).json();

    assertThat(first.get("computed").asInt()).isEqualTo(5);
    assertThat(first.get("results")).hasSize(5);
    assertThat(first.get("results").get(0).get("total").asInt()).isEqualTo(30);
    JsonNode second = study(out(), "--methods", METHODS).exits(0).json();
    assertThat(second.get("computed").asInt()).isZero();
    assertThat(second.get("kept").asInt()).isEqualTo(5);
    assertThat(Files.readAllLines(out().resolve("results.jsonl"))).hasSize(5);
  }

  @Test
  void studyThatWasKilledInTheMiddleOfALineGoesOn() throws IOException {
    study(out(), "--methods", METHODS).exits(0);
    Map<String, String> before = found(out());
    Path log = out().resolve("results.jsonl");
    byte[] whole = Files.readAllBytes(log);
    int last = new String(whole, StandardCharsets.UTF_8).trim().lastIndexOf('\n');
    Files.write(log, Arrays.copyOf(whole, (last + whole.length) / 2));
    // What a killed process leaves: the file of its lock, which nobody holds.
    Files.writeString(out().resolve("lock"), "4711");

    JsonNode again = study(out(), "--methods", METHODS).exits(0).json();

    assertThat(again.get("computed").asInt()).isEqualTo(1);
    assertThat(again.get("kept").asInt()).isEqualTo(4);
    assertThat(found(out())).isEqualTo(before);
  }

  @Test
  void processThatIsKilledIsContinuedToTheSameResults() throws Exception {
    String methods = METHODS + ",tip-f:epochs=4000,clip-adapter:epochs=2000";
    Path log = out().resolve("results.jsonl");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "io.glimpse.cli.Main",
            "study",
            "run",
            "animals",
            "--features",
            features().toString(),
            "--encoders=axes",
            "--shots=1,2",
            "--seeds=1",
            "--methods=" + methods,
            "--out=" + out());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log.txt").toFile())
            .start();
    while (process.isAlive() && (!Files.exists(log) || Files.readAllLines(log).size() < 2)) {
      Thread.sleep(5);
    }
    process.destroyForcibly();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();

    JsonNode rest = study(out(), "--methods", methods).exits(0).json();

    assertThat(rest.get("kept").asInt()).isGreaterThanOrEqualTo(2);
    study(folder.resolve("undisturbed"), "--methods", methods).exits(0);
    assertThat(found(out())).isEqualTo(found(folder.resolve("undisturbed")));
  }

  @Test
  void folderThatAnotherRunWorksInIsRefused() throws IOException {
    try (StudyFolder held = StudyFolder.open(out())) {
      assertThat(study(out(), "--methods", METHODS).exits(1).err())
          .contains("another run is at work on this study");
      assertThat(held.path()).isEqualTo(out());
    }
    study(out(), "--methods", METHODS).exits(0);
  }

  @Test
  void folderOfAnotherFormatOrEncoderIsRefused() throws IOException {
    study(out(), "--methods", "zero-shot").exits(0);
    Path stamp = out().resolve("study.json");
    String json = Files.readString(stamp);
    Files.writeString(stamp, json.replace("\"format\":1", "\"format\":7"));
    assertThat(study(out(), "--methods", "zero-shot").exits(1).err())
        .contains("is a study of format 7, and this Glimpse writes 1; choose another --out");
    Files.writeString(stamp, json.replace("\"axes\":\"\"", "\"axes\":\"beef\""));
    assertThat(study(out(), "--methods", "zero-shot").exits(1).err())
        .contains("its results of encoder 'axes' are of another one");
  }

  @Test
  void severalJobsFindTheSame() throws IOException {
    study(folder.resolve("one"), "--methods", METHODS).exits(0);
    study(out(), "--methods", METHODS, "--jobs", "2").exits(0);

    assertThat(found(out())).isEqualTo(found(folder.resolve("one")));
    assertThat(study(out(), "--jobs", "0").exits(2).err()).contains("--jobs must be 1 to 64");
  }

  @Test
  void referenceProtocolChoosesOnTheTestSetAndSaysSo() {
    JsonNode results =
        study(out(), "--methods", "tip", "--protocol", "reference").exits(0).json().get("results");

    assertThat(results).allMatch(row -> row.get("protocol").asText().equals("reference"));
    assertThat(study(out(), "--protocol", "strict").exits(2).err())
        .contains("--protocol is honest or reference, not 'strict'");
    assertThat(study(out(), "--methods", "tip,tip:select=reference").exits(2).err())
        .contains("tip:select=reference is chosen on the test set; say --protocol reference");
    assertThat(
            study(out(), "--methods", "tip:select=val", "--protocol", "reference").exits(2).err())
        .contains("tip:select=val is not chosen on the test set", "leave --protocol out");
  }

  @Test
  void tiesAreBrokenAsPublishedUnlessItIsSaidOtherwise() throws IOException {
    study(out(), "--methods", "zero-shot,tip,tip:ties=default").exits(0);
    Path other = folder.resolve("other");
    study(other, "--methods", "zero-shot,tip", "--ties", "default").exits(0);

    Map<String, String> both = found(out());
    Map<String, String> defaults = found(other);
    String published = "animals|axes|tip|2|1|honest";
    String near = "animals|axes|tip:ties=default|2|1|honest";
    assertThat(both).containsKeys(published, near, "animals|axes|zero-shot|0|0|honest");
    // Methods that search nothing are what they were.
    assertThat(defaults).hasSize(3).containsKey("animals|axes|zero-shot|0|0|honest");
    assertThat(defaults.get(near)).isEqualTo(both.get(near)).isNotEqualTo(both.get(published));
    assertThat(study(out(), "--methods", "tip", "--ties", "last").exits(2).err())
        .contains("ties are broken by first or default, not 'last'");
  }

  @Test
  void rowsThatAreNotUnitAreToldByFileRowAndLength() throws IOException {
    study(out(), "--methods", "tip,linear-probe").exits(0);

    for (String line : Files.readAllLines(out().resolve("results.jsonl"))) {
      JsonNode result = new ObjectMapper().readTree(line);
      String warnings = result.get("warnings").toString();
      if (result.get("method").asText().equals("linear-probe")) {
        assertThat(warnings).doesNotContain("has the length");
      } else {
        assertThat(warnings)
            .contains("test_features.npy: row 0 has the length")
            .contains("val_features.npy: row 0 has the length")
            .contains("shots_" + result.get("shots").asInt() + "_features.npy: row 0 has the")
            .contains("but 'tip' expects rows of length 1")
            .doesNotContain("text_features.npy");
      }
    }
  }

  @Test
  void ablationsAreRunBesides() throws IOException {
    JsonNode json = study(out(), "--methods", "zero-shot,tip", "--ablations").json();

    assertThat(found(out()))
        .containsKey("animals|axes|tip:cache_size=1|2|1|honest")
        .containsKey("animals|axes|tip:alpha=1:beta=5.5:select=fixed|2|1|honest")
        .containsKey("animals|axes|clip-adapter:select=fixed|2|1|honest");
    // Ready features have neither places to look at nor 32, 64 and 128 shots.
    assertThat(json.get("errors").toString())
        .contains("needs the spatial tokens", "holds no sample of 32");
    assertThat(Run.of("study", "report", out()).exits(0).out()).contains("report.html");
    assertThat(out().resolve("tables/ablation_tip_animals_axes_honest.csv")).exists();
  }

  @Test
  void reportNamesItsFiles() {
    study(out(), "--methods", METHODS).exits(0);

    JsonNode json = Run.of("study", "report", out(), "--json").exits(0).json();

    assertThat(json.get("results").asInt()).isEqualTo(5);
    assertThat(json.get("files"))
        .extracting(JsonNode::asText)
        .allMatch(file -> Files.exists(Path.of(file)))
        .startsWith(
            out().resolve("report.html").toString(),
            out().resolve("report.md").toString(),
            out().resolve("report.json").toString())
        .contains(out().resolve("tables/accuracy_animals_axes_honest.csv").toString());
    assertThat(Run.of("study", "report", folder.resolve("none")).exits(1).err())
        .contains("it holds no results");
  }
}
