package io.glimpse.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.fixture.Caltech66;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.Npy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyTest {

  @TempDir Path folder;

  private final List<String> failures = new ArrayList<>();

  /** Three classes on the axes of four dimensions; one test picture lies nearest to another's. */
  private Path features() throws IOException {
    Path features = Files.createDirectories(folder.resolve("features"));
    Npy.write(
        features.resolve("test_features.npy"),
        new float[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0.8f, 0.6f, 0, 0},
        4,
        4);
    Npy.write(features.resolve("test_labels.npy"), new int[] {0, 1, 2, 1});
    Npy.write(
        features.resolve("val_features.npy"),
        new float[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0},
        3,
        4);
    Npy.write(features.resolve("val_labels.npy"), new int[] {0, 1, 2});
    shots(features, 0);
    Npy.write(
        features.resolve("text_features.npy"),
        new float[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0},
        3,
        4);
    Files.writeString(features.resolve("classes.txt"), "cat\ndog\nemu\n");
    return features;
  }

  private static void shots(Path features, float tilt) throws IOException {
    float cosine = (float) Math.sqrt(1 - tilt * tilt);
    Npy.write(
        features.resolve("shots_1_features.npy"),
        new float[] {cosine, 0, 0, tilt, 0, 1, 0, 0, 0, 0, 1, 0},
        3,
        4);
    Npy.write(features.resolve("shots_1_labels.npy"), new int[] {0, 1, 2});
  }

  private static StudyPlan plan(Protocol protocol, Integer... shots) {
    return new StudyPlan(
        List.of(MethodVariant.parse("zero-shot"), MethodVariant.parse("tip")),
        List.of(shots),
        List.of(1L),
        protocol,
        ValidationImages.WHOLE);
  }

  private Study.Outcome run(StudyPlan plan) throws IOException {
    StudyListener listener =
        new StudyListener() {
          @Override
          public void failed(String what, String reason) {
            failures.add(what + ": " + reason);
          }
        };
    try (StudyFolder out = StudyFolder.open(folder.resolve("out"));
        StudyData data = StudySource.ready("pets", folder.resolve("features"), "axes")) {
      return new Study(out, plan, "test", 1, listener).run(data);
    }
  }

  private Path log() {
    return folder.resolve("out").resolve(ResultLog.FILE);
  }

  @Test
  void everyResultIsALineAndNoneIsComputedTwice() throws IOException {
    features();

    assertThat(run(plan(Protocol.HONEST, 1))).isEqualTo(new Study.Outcome(2, 0, 0));
    String lines = Files.readString(log());
    assertThat(run(plan(Protocol.HONEST, 1))).isEqualTo(new Study.Outcome(0, 2, 0));

    assertThat(Files.readString(log())).isEqualTo(lines).hasLineCount(2);
    CellResult zeroShot = ResultLog.read(folder.resolve("out")).get(0);
    assertThat(Objects.requireNonNull(zeroShot.score()).correct()).isEqualTo(3);
    assertThat(Objects.requireNonNull(zeroShot.score()).confusions())
        .containsExactly(List.of(1, 0, 1));
    assertThat(zeroShot.selection()).isEqualTo("fixed");
    assertThat(ResultLog.read(folder.resolve("out")).get(1).selection()).isEqualTo("val");
  }

  @Test
  void lineTornByAKillIsDoneAgain() throws IOException {
    features();
    run(plan(Protocol.HONEST, 1));
    byte[] whole = Files.readAllBytes(log());
    Files.write(log(), Arrays.copyOf(whole, whole.length - 20));

    assertThat(run(plan(Protocol.HONEST, 1))).isEqualTo(new Study.Outcome(1, 1, 0));

    assertThat(Files.readAllLines(log())).hasSize(2).allMatch(line -> line.endsWith("}"));
    assertThat(ResultLog.read(folder.resolve("out"))).hasSize(2);
  }

  @Test
  void onlyWhatItsInputsChangedForIsComputedAgain() throws IOException {
    Path features = features();
    run(plan(Protocol.HONEST, 1));
    shots(features, 0.5f);

    assertThat(run(plan(Protocol.HONEST, 1))).isEqualTo(new Study.Outcome(1, 1, 0));
    assertThat(ResultLog.read(folder.resolve("out"))).hasSize(2);
    assertThat(Files.readAllLines(log())).hasSize(3);
  }

  @Test
  void calipIsComputedAgainWhereTokensChangeAlone() throws IOException {
    Path features = features();
    float[] tokens = new float[4 * 2 * 4];
    for (int i = 0; i < 4; i++) {
      // A global feature, and one place.
      tokens[8 * i + i % 3] = 1;
      tokens[8 * i + 4] = 1;
    }
    Npy.write(features.resolve("test_tokens.npy"), tokens, 4, 2, 4);
    StudyPlan plan =
        new StudyPlan(
            List.of(
                MethodVariant.parse("zero-shot"),
                MethodVariant.parse("calip:select=fixed"),
                MethodVariant.parse("tip")),
            List.of(1),
            List.of(1L),
            Protocol.HONEST,
            ValidationImages.WHOLE);
    assertThat(run(plan)).isEqualTo(new Study.Outcome(3, 0, 0));
    assertThat(run(plan)).isEqualTo(new Study.Outcome(0, 3, 0));
    tokens[5] = 2;
    Npy.write(features.resolve("test_tokens.npy"), tokens, 4, 2, 4);

    assertThat(run(plan)).isEqualTo(new Study.Outcome(1, 2, 0));
  }

  @Test
  void referenceProtocolIsLabelledAndKeptApart() throws IOException {
    features();
    run(plan(Protocol.HONEST, 1));
    run(plan(Protocol.REFERENCE, 1));

    assertThat(ResultLog.read(folder.resolve("out")))
        .filteredOn(result -> result.protocol().equals("reference") && result.shots() == 1)
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.selection()).isEqualTo("reference");
              assertThat(result.selectedOn()).isEqualTo("the 4 test pictures themselves");
              assertThat(result.warnings()).anyMatch(w -> w.contains("too high"));
            });
  }

  @Test
  void sampleThatIsMissingIsNamedAndTheRestGoesOn() throws IOException {
    features();

    assertThat(run(plan(Protocol.HONEST, 1, 4))).isEqualTo(new Study.Outcome(2, 0, 1));

    assertThat(failures).singleElement().asString().contains("4 shots", "holds no sample of 4");
    assertThat(StudyFolder.stamp(folder.resolve("out")).planned()).hasSize(3);
  }

  @Test
  void oneGivenSampleIsRunAsOneSeedAndSaysSo() throws IOException {
    features();
    StudyPlan plan =
        new StudyPlan(
            List.of(MethodVariant.parse("tip")),
            List.of(1),
            List.of(5L, 6L, 7L),
            Protocol.HONEST,
            ValidationImages.WHOLE);

    assertThat(run(plan)).isEqualTo(new Study.Outcome(1, 0, 0));

    assertThat(ResultLog.read(folder.resolve("out")))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.seed()).isEqualTo(5);
              assertThat(result.warnings())
                  .contains("the one given sample of 1 shots, which does not say its seed");
            });
    assertThat(StudyFolder.stamp(folder.resolve("out")).planned()).hasSize(1);
  }

  @Test
  void twoProcessesCannotWorkOnOneStudy() throws Exception {
    Path out = folder.resolve("out");
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                out.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(said.readLine()).startsWith("locked");
      assertThatThrownBy(() -> StudyFolder.open(out))
          .hasMessageContaining("another run is at work");
    } finally {
      holder.getOutputStream().close();
      holder.waitFor();
    }
    StudyFolder.open(out).close();
  }

  @Test
  void folderOfAnotherFormatOrEncoderIsRefused() throws IOException {
    features();
    run(plan(Protocol.HONEST, 1));
    Path mark = folder.resolve("out/study.json");
    String json = Files.readString(mark);
    Files.writeString(mark, json.replace("\"axes\":\"\"", "\"axes\":\"f00d\""));
    assertThatThrownBy(() -> run(plan(Protocol.HONEST, 1)))
        .hasMessageContaining("its results of encoder 'axes' are of another one");
    Files.writeString(mark, json.replace("\"format\":1", "\"format\":9"));
    assertThatThrownBy(() -> run(plan(Protocol.HONEST, 1)))
        .hasMessageContaining("is a study of format 9, and this Glimpse writes 1");
  }

  @Test
  void testSetIsRememberedForEveryEncoder() throws IOException {
    features();
    run(plan(Protocol.HONEST, 1));

    StudyStamp stamp = StudyFolder.stamp(folder.resolve("out"));
    StudyStamp.Facts facts = stamp.facts("oxford_pets", "axes").orElseThrow();
    assertThat(facts.classes()).containsExactly("cat", "dog", "emu");
    assertThat(facts.split()).isNull();
    assertThat(ResultLog.read(folder.resolve("out")))
        .hasSize(2)
        .allMatch(facts::isTestOf)
        .allMatch(r -> Objects.equals(r.inputs().get("test"), facts.tests().get("pictures")));
  }

  @Test
  void marksAndLinesThatAreNoneAreNamed() throws IOException {
    features();
    run(plan(Protocol.HONEST, 1));
    Path out = folder.resolve("out");
    String mark = Files.readString(out.resolve("study.json"));
    for (String bad :
        List.of(
            "null",
            "{\"format\":1,\"planned\":[null]}",
            "{\"format\":1,\"datasets\":{\"a\":{}}}")) {
      Files.writeString(out.resolve("study.json"), bad);
      assertThatThrownBy(() -> StudyFolder.stamp(out))
          .hasMessageContaining("study.json: this is no manifest of a study");
    }
    Files.writeString(out.resolve("study.json"), mark);
    String line = Files.readAllLines(log()).get(0);
    for (String bad :
        List.of("null", "{}", line.replaceAll("\"class_total\":\\[[^]]*]", "\"class_total\":[]"))) {
      Files.writeString(log(), line + "\n" + bad + "\n");
      assertThatThrownBy(() -> ResultLog.read(out))
          .hasMessageContaining("results.jsonl: line 2 is not a result of a study");
    }
  }

  @Test
  void damagedAttentionIsNamed() throws IOException {
    Path file = AttentionSample.file(folder, "pets", "axes");
    AttentionSample.write(
        file, List.of(new AttentionSample("a.png", "cat", 1, "AAAA", 1, List.of(1f))));
    assertThat(AttentionSample.read(folder, "pets", "axes")).hasSize(1);
    String json = Files.readString(file);
    for (String bad :
        List.of("null", "[null]", json.replace("\"gridHeight\":1", "\"gridHeight\":0"))) {
      Files.writeString(file, bad);
      assertThatThrownBy(() -> AttentionSample.read(folder, "pets", "axes"))
          .hasMessageContaining("is damaged; delete it and run the study again");
    }
  }

  @Test
  void methodsAreReadWithTheirSettings() {
    MethodVariant variant = MethodVariant.parse("tip:beta=5.5:alpha=1:select=fixed");

    assertThat(variant.settings()).isEqualTo(Map.of("alpha", "1", "beta", "5.5"));
    assertThat(variant.label()).isEqualTo("tip:alpha=1:beta=5.5:select=fixed");
    assertThatThrownBy(() -> MethodVariant.parse("tipp")).hasMessageContaining("no method 'tipp'");
    assertThatThrownBy(() -> MethodVariant.parse("tip:alfa=1"))
        .hasMessageContaining("no parameter 'alfa'");
  }

  @Test
  void caltech66GivesTheCountsOfTheReference() throws IOException {
    Path features = Files.createDirectories(folder.resolve("features"));
    matrix(features.resolve("text_features.npy"), Caltech66.text());
    matrix(features.resolve("test_features.npy"), Caltech66.test().features().globals());
    Npy.write(features.resolve("test_labels.npy"), Caltech66.test().labels().toArray());
    matrix(features.resolve("val_features.npy"), Caltech66.validation().features().globals());
    Npy.write(features.resolve("val_labels.npy"), Caltech66.validation().labels().toArray());
    matrix(features.resolve("shots_2_features.npy"), Caltech66.shots(2).features().globals());
    Npy.write(features.resolve("shots_2_labels.npy"), Caltech66.shots(2).labels().toArray());
    StudyPlan plan =
        new StudyPlan(
            List.of(
                MethodVariant.parse("zero-shot"),
                MethodVariant.parse("tip"),
                MethodVariant.parse("linear-probe:C=1:select=fixed")),
            List.of(2),
            List.of(1L),
            Protocol.HONEST,
            ValidationImages.WHOLE);
    try (StudyFolder out = StudyFolder.open(folder.resolve("out"));
        StudyData data = StudySource.ready("caltech101", features, "ViT-B/32")) {
      new Study(out, plan, "test", 1, StudyListener.SILENT).run(data);
    }

    assertThat(ResultLog.read(folder.resolve("out")))
        .extracting(result -> Objects.requireNonNull(result.score()).correct())
        .containsExactly(1644, 1654, 1531);
  }

  private static void matrix(Path file, Matrix matrix) throws IOException {
    Npy.write(file, matrix.copy().data(), matrix.rows(), matrix.columns());
  }
}
