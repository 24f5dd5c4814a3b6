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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far answers can be trusted, by the command line. */
class TrustCommandTest {

  private static final List<String> CLASSES =
      List.of("bonsai", "dalmatian", "emu", "mandolin", "menorah", "okapi");

  @TempDir Path folder;

  private Path shots;
  private Path okapi;
  private Path sunflower;
  private Path bank;

  @BeforeEach
  void pictures() throws IOException {
    shots = Pictures.folder(folder.resolve("shots"), "shots", 4, CLASSES);
    okapi = Pictures.folder(folder.resolve("okapi"), "test", 1, List.of("okapi"));
    sunflower = Pictures.folder(folder.resolve("other"), "strange", 1, List.of("sunflower"));
    bank = folder.resolve("a.bank");
  }

  private JsonNode answer(Path pictures, Object... more) {
    Object[] arguments = new Object[5 + more.length];
    System.arraycopy(
        new Object[] {"classify", pictures, "--bank", bank, "--json"}, 0, arguments, 0, 5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    return Run.of(arguments).exits(0).json();
  }

  @Test
  void theUsualBankKnowsWhatItDoesNotKnow() {
    JsonNode built = Run.of("bank", "build", shots, "-o", bank, "--json").exits(0).json();

    assertThat(built.at("/method").asText()).isEqualTo("auto");
    assertThat(built.at("/calibrated").asBoolean()).isTrue();
    JsonNode known = answer(okapi, "--coverage", "0.9");
    assertThat(known.at("/calibrated").asBoolean()).isTrue();
    assertThat(known.at("/calibration").asText()).contains("24 examples");
    assertThat(known.at("/results/0/unknown/is").asBoolean()).isFalse();
    assertThat(known.at("/results/0/set/0").asText()).isEqualTo("okapi");
    JsonNode strange = answer(sunflower);
    assertThat(strange.at("/results/0/unknown/is").asBoolean()).isTrue();
    assertThat(strange.at("/results/0/unknown/score").asDouble())
        .isLessThan(strange.at("/results/0/unknown/threshold").asDouble());
    String nearest = strange.at("/results/0/top/0/class").asText();
    assertThat(Run.of("classify", sunflower, "--bank", bank).exits(0).out())
        .contains(": none of these (nearest: " + nearest + "); " + nearest + " ");
    assertThat(Run.of("classify", okapi, "--bank", bank, "--coverage", "0.9").exits(0).out())
        .contains("; set: okapi");
  }

  @Test
  void theThresholdIsTheUsers() {
    Run.of("bank", "build", shots, "-o", bank).exits(0);

    JsonNode all = answer(sunflower, "--unknown-threshold", "-1000");
    JsonNode none = answer(okapi, "--unknown-threshold", "1000");
    JsonNode rate = answer(okapi, "--unknown-rate", "0.5");

    assertThat(all.at("/results/0/unknown/is").asBoolean()).isFalse();
    assertThat(none.at("/results/0/unknown/is").asBoolean()).isTrue();
    assertThat(rate.at("/results/0/unknown/threshold").asDouble())
        .isGreaterThan(answer(okapi).at("/results/0/unknown/threshold").asDouble());
  }

  @Test
  void namesAloneSayThatTheyAreNotCalibrated() {
    JsonNode json = Run.of("classify", okapi, "--classes", "okapi,emu", "--json").exits(0).json();

    assertThat(json.at("/calibrated").asBoolean()).isFalse();
    assertThat(json.at("/calibration").asText()).contains("nothing was learned from examples");
    assertThat(json.at("/results/0/unknown/score").isNumber()).isTrue();
    assertThat(json.at("/results/0/unknown/threshold").isNull()).isTrue();
    assertThat(json.at("/results/0").has("set")).isFalse();
  }

  @Test
  void oneShotAClassIsSaidToBeCautious() throws IOException {
    Path one = Pictures.folder(folder.resolve("one"), "shots", 1, CLASSES);

    Run built = Run.of("bank", "build", one, "-o", bank).exits(0);

    assertThat(built.out()).contains("not calibrated: with one example a class");
    assertThat(answer(okapi).at("/calibrated").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2, 'between 0 and 1'",
    "1, 2, 'between 0 and 1'",
    "0.99, 1, 'need answers to 99 unseen pictures, and there are 24'"
  })
  void coveragesThatCannotBeAreRefused(String coverage, int code, String why) {
    Run.of("bank", "build", shots, "-o", bank).exits(0);

    Run refused = Run.of("classify", okapi, "--bank", bank, "--coverage", coverage).exits(code);

    assertThat(refused.err()).contains(why);
  }

  @Test
  void namesAloneHaveNoSetsAndSayWhatToDo() {
    Run refused = Run.of("classify", okapi, "--classes", "okapi,emu", "--coverage", "0.9").exits(1);

    assertThat(refused.err()).contains("no set of classes can be given");
  }

  @Test
  void aBankIsTunedWithoutItsPictures() throws IOException {
    Run.of("bank", "build", shots, "-o", bank, "--method", "tip-f").exits(0);
    assertThat(answer(okapi).at("/calibrated").asBoolean()).isFalse();
    try (var files = Files.walk(shots)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }

    JsonNode tuned = Run.of("bank", "tune", bank, "--method", "auto", "--json").exits(0).json();

    assertThat(tuned.at("/method").asText()).isEqualTo("auto");
    assertThat(tuned.at("/calibrated").asBoolean()).isTrue();
    assertThat(answer(okapi).at("/results/0/top/0/class").asText()).isEqualTo("okapi");
    Path test = Pictures.folder(folder.resolve("validation"), "test", 4, CLASSES);
    JsonNode chosen =
        Run.of("bank", "tune", bank, "--method", "tip", "--val", test, "--json").exits(0).json();
    assertThat(chosen.at("/calibration").asText()).isEqualTo("24 validation pictures");
    assertThat(chosen.at("/provenance/selection").asText()).isEqualTo("val");
    Run refused = Run.of("bank", "tune", bank, "--method", "clip-adapter").exits(2);
    assertThat(refused.err()).contains("build it anew");
  }
}
