package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {

  private static final List<String> CLASSES = List.of("bonsai", "emu", "okapi");
  private static final String NAMES = "bonsai,emu,okapi";

  @TempDir Path folder;

  private Path shots;
  private Path test;
  private Path others;

  @BeforeEach
  void pictures(@TempDir Path pictures) throws IOException {
    shots = Pictures.folder(pictures.resolve("shots"), "shots", 4, CLASSES);
    test = Pictures.folder(pictures.resolve("test"), "test", 2, CLASSES);
    others =
        Pictures.folder(pictures.resolve("others"), "test", 2, List.of("dalmatian", "menorah"));
  }

  private Path bank() {
    Path bank = folder.resolve("a.bank");
    Run.of("bank", "build", shots, "-o", bank, "--method", "auto").exits(0);
    return bank;
  }

  /** The picture of an okapi lies among the emus. */
  private Path misplaced() throws IOException {
    Path moved = Pictures.okapi(test.resolve("emu"));
    return Files.move(moved, moved.resolveSibling("not-an-emu.jpg"));
  }

  @Test
  void itSaysHowFarAnswersCanBeTrusted() {
    JsonNode judged = Run.of("evaluate", test, "--bank", bank(), "--json").exits(0).json();

    assertThat(judged.at("/calibrated").asBoolean()).isTrue();
    assertThat(judged.at("/calibration").asText()).contains("12");
    assertThat(judged.at("/nll").asDouble()).isPositive();
    assertThat(judged.at("/brier").asDouble()).isBetween(0.0, 2.0);
    assertThat(judged.at("/reliability")).hasSize(15);
    int counted = 0;
    for (JsonNode bin : judged.at("/reliability")) {
      counted += bin.at("/count").asInt();
    }
    assertThat(counted).isEqualTo(6);
    assertThat(judged.at("/risk_coverage")).hasSize(10);
    assertThat(judged.at("/risk_coverage/9/risk").asDouble())
        .isEqualTo(1 - judged.at("/correct").asInt() / 6.0);
    assertThat(judged.at("/unknown").isNull()).isTrue();
    assertThat(judged.at("/wrong")).hasSize(6 - judged.at("/correct").asInt());
  }

  @Test
  void probabilitiesOfNamesAloneAreNotCalibrated() {
    Run run = Run.of("evaluate", test, "--classes", NAMES).exits(0);

    assertThat(run.out().lines().limit(2))
        .anyMatch(line -> line.matches("\\d of 6 right: .* calibration error 0\\.\\d{3}\\)"))
        .anyMatch(line -> line.startsWith("method zero-shot "));
    assertThat(run.out())
        .containsPattern(
            "probabilities: ECE 0\\.\\d{3}, NLL \\d\\.\\d{3}, Brier \\d\\.\\d{3}; not calibrated: "
                + "nothing was learned from examples");
    assertThat(run.out()).doesNotContain("sets", "of no class");
  }

  @Test
  void setsAreSaidWhereTheyWereAskedFor() {
    Path bank = bank();

    Run text = Run.of("evaluate", test, "--bank", bank, "--coverage", "0.8").exits(0);
    JsonNode judged =
        Run.of("evaluate", test, "--bank", bank, "--coverage", "0.8", "--json").exits(0).json();

    assertThat(text.out())
        .contains("sets, asked to hold the true class in 80.0 %: ")
        .contains("; calibrated on ");
    assertThat(judged.at("/sets/coverage_asked").asDouble()).isEqualTo(0.8);
    assertThat(judged.at("/sets/coverage").asDouble()).isBetween(0.0, 1.0);
    assertThat(judged.at("/sets/mean_size").asDouble()).isBetween(1.0, 3.0);
  }

  @Test
  void setsThatTooFewExamplesAreThereForAreRefused() {
    assertThat(Run.of("evaluate", test, "--bank", bank(), "--coverage", "0.99").exits(1).err())
        .contains("need answers to 99 unseen pictures");
    Run.of("evaluate", test, "--bank", folder.resolve("a.bank"), "--coverage", "2").exits(2);
  }

  @Test
  void picturesOfNoClassAreToldFromTheOthers() {
    Path bank = bank();

    JsonNode judged =
        Run.of("evaluate", test, "--bank", bank, "--unknown", others, "--json").exits(0).json();
    Run accepting =
        Run.of(
                "evaluate",
                test,
                "--bank",
                bank,
                "--unknown",
                others,
                "--unknown-threshold",
                "-1000")
            .exits(0);

    assertThat(judged.at("/unknown/total").asInt()).isEqualTo(4);
    assertThat(judged.at("/unknown/auroc").asDouble()).isGreaterThan(0.7);
    assertThat(judged.at("/unknown/auroc_top_probability").asDouble()).isBetween(0.0, 1.0);
    assertThat(judged.at("/total").asInt()).isEqualTo(6);
    assertThat(accepting.out())
        .contains("4 pictures of no class: AUROC ")
        .contains("; below -1000.000 is none of these: 100.0 % accepted, 0.0 % of the others");
  }

  @Test
  void aFolderOfOthersThatIsNotThereIsSaid() {
    Path none = folder.resolve("none");

    assertThat(Run.of("evaluate", test, "--classes", NAMES, "--unknown", none).exits(1).err())
        .contains("none: there is no such folder");
  }

  @Test
  void aFileAmongOthersThatIsNoPictureIsNamedAndTheRestGoesOn() throws IOException {
    Files.writeString(others.resolve("broken.jpg"), "no picture");

    Run run = Run.of("evaluate", test, "--classes", NAMES, "--unknown", others, "--json").exits(1);

    assertThat(run.err()).contains("broken.jpg");
    assertThat(run.json().at("/unknown/total").asInt()).isEqualTo(4);
    assertThat(run.json().at("/errors/0/path").asText()).endsWith("broken.jpg");
  }

  @Test
  void wrongAnswersAreListedWithTheirPath() throws IOException {
    Path moved = misplaced();

    JsonNode wrong =
        Run.of("evaluate", test, "--bank", bank(), "--json").exits(0).json().at("/wrong");

    assertThat(wrong)
        .anyMatch(
            one ->
                one.at("/path").asText().equals(moved.toString())
                    && one.at("/class").asText().equals("emu")
                    && one.at("/answer").asText().equals("okapi")
                    && one.at("/probability").asDouble() > 0.3);
  }

  @Test
  void thePageShowsFiguresAndTheWrongAnswers() throws IOException {
    Path moved = misplaced();
    Path why = folder.resolve("why/deep");

    Run run =
        Run.of("evaluate", test, "--bank", bank(), "--unknown", others, "--explain", why).exits(0);

    assertThat(run.err()).contains("the figures are in " + why.resolve("report.html"));
    String page = Files.readString(why.resolve("report.html"));
    assertThat(page)
        .contains("Do the probabilities mean what they say?", "Are pictures of none of the classes")
        .contains("4 pictures of none of them", moved.getFileName().toString(), "data:image/jpeg")
        .contains("evaluate " + test)
        .doesNotContain("<script", "http:", "https:");
  }

  @Test
  void thePublishedProtocolCountsRightAnswersAlone() {
    assertThat(
            Run.of(
                    "evaluate",
                    test,
                    "--classes",
                    NAMES,
                    "--protocol",
                    "reference",
                    "--explain",
                    folder.resolve("why"))
                .exits(2)
                .err())
        .contains("--protocol reference counts right answers alone");
    assertThat(folder.resolve("why")).doesNotExist();
  }
}
