package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.bank.BankFile;
import io.glimpse.fixture.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Studies of a user's own pictures with an encoder of every family find what they evaluate to. */
class AllFamiliesStudyTest {

  private static final List<String> CLASSES = List.of("bonsai", "emu", "okapi");
  private static final String METHODS = "zero-shot,calip,tip:select=fixed,gda";

  /** Of one data set, whose parts are {@code train} and {@code test}. */
  @TempDir static Path data;

  private static Path train;
  private static Path test;

  @TempDir Path folder;

  @BeforeAll
  static void pictures() throws IOException {
    train = Pictures.folder(data.resolve("mine/train"), "shots", 2, CLASSES);
    test = Pictures.folder(data.resolve("mine/test"), "test", 2, CLASSES);
  }

  @ParameterizedTest
  @MethodSource("io.glimpse.fixture.TinyModel#ofStrings")
  void encodersWithTexts(TinyModel model) throws IOException {
    study(
        model,
        model.isOnnx() ? List.of("calip") : List.of(),
        "which hold no tokens of places in the space of texts");
  }

  @ParameterizedTest
  @MethodSource("io.glimpse.fixture.TinyModel#ofPicturesAlone")
  void encodersOfPicturesAlone(TinyModel model) throws IOException {
    study(model, List.of("zero-shot", "calip"), "takes pictures alone");
  }

  /**
   * @param refused methods that the encoder has nothing for
   * @param reason why they are
   */
  private void study(TinyModel model, List<String> refused, String reason) throws IOException {
    Path encoder = model.path();
    Path out = folder.resolve("study");
    List<Object> command = new ArrayList<>(List.of("study", "run", "mine", "--root", data));
    command.addAll(List.of("--encoders", encoder, "--methods", METHODS, "--out", out, "--json"));
    command.addAll(List.of("--shots=2", "--seeds=1"));
    Run run = Run.of(command.toArray()).exits(refused.isEmpty() ? 0 : 1);

    assertThat(run.json().path("results")).hasSize(4);
    for (JsonNode result : run.json().path("results")) {
      // Without what was set, as in tip:select=fixed.
      String method = result.path("method").asText().replaceFirst(":.*", "");
      if (refused.contains(method)) {
        assertThat(result.path("error").asText())
            .contains("encoder '" + encoder + "' ", reason, "; choose a", " or an encoder");
        continue;
      }
      int expected =
          result.path("shots").asInt() == 0
              ? evaluated("--classes", "bonsai,emu,okapi", "--encoder", encoder, "--method", method)
              : evaluated("--bank", bank(encoder, method));
      assertThat(result.path("total").asInt()).isEqualTo(6);
      assertThat(result.path("correct").asInt()).as("%s", method).isEqualTo(expected);
      assertThat(result.path("accuracy").asDouble()).isEqualTo(expected / 6.0);
    }
    List<String> templates = BankFile.read(bank(encoder, "tip")).templates();
    for (String line : Files.readAllLines(out.resolve("results.jsonl"))) {
      List<String> text = new ArrayList<>();
      new ObjectMapper().readTree(line).path("text").forEach(one -> text.add(one.asText()));
      assertThat(text).isEqualTo(templates);
      assertThat(line).doesNotContain("NaN", "Infinity");
    }
    Run.of("study", "report", out).exits(0);
    assertThat(out.resolve("report.html")).isNotEmptyFile();
  }

  /** A bank as a study learns, without small places. */
  private Path bank(Path encoder, String method) {
    Path bank = folder.resolve(method + ".bank");
    List<Object> command = new ArrayList<>(List.of("bank", "build", train, "-o", bank));
    command.addAll(List.of("--encoder", encoder, "--method", method, "--local", "off"));
    if (method.equals("tip")) {
      command.addAll(List.of("--select", "fixed"));
    }
    Run.of(command.toArray()).exits(0);
    return bank;
  }

  private static int evaluated(Object... model) {
    List<Object> command = new ArrayList<>(List.of("evaluate", test, "--json"));
    command.addAll(List.of(model));
    JsonNode judged = Run.of(command.toArray()).exits(0).json();
    assertThat(judged.at("/total").asInt()).isEqualTo(6);
    return judged.at("/correct").asInt();
  }
}
