package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.fixture.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bank makes of a class that is added later, whose name says nothing. */
class BankTiesTest {

  private static final List<String> BUILT = List.of("bonsai", "emu", "okapi");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"tip, SKU-4711", "tip, wing nut", "auto, part 7", "tip, part 7"})
  void aClassUnderACodeNameIsFound(String method, String code) throws IOException {
    Path bank = folder.resolve("a.bank");
    Path shots = Pictures.folder(folder.resolve("shots"), "shots", 4, BUILT);
    Path more = Pictures.folder(folder.resolve("more"), "shots", 4, List.of("mandolin"));
    Path asked = Pictures.folder(folder.resolve("asked"), "test", 4, List.of("mandolin"));
    Files.move(asked.resolve("mandolin"), asked.resolve(code));
    Path others = Pictures.folder(folder.resolve("others"), "test", 4, BUILT);

    Run.of("bank", "build", shots, "-o", bank, "--method", method).exits(0);
    Run added = Run.of("bank", "add", bank, "--class", code, more).exits(0);

    JsonNode judged = Run.of("evaluate", asked, "--bank", bank, "--json").exits(0).json();
    assertThat(judged.at("/correct").asInt()).isEqualTo(judged.at("/total").asInt());
    JsonNode known = Run.of("evaluate", others, "--bank", bank, "--json").exits(0).json();
    assertThat(known.at("/correct").asInt()).isGreaterThan(10);
    assertThat(added.err()).doesNotContain("of its own shots are found");
  }

  @Test
  void aClassWhoseShotsAreNotFoundIsToldAndTuningFindsIt() throws IOException {
    Path bank = folder.resolve("a.bank");
    Path shots = Pictures.folder(folder.resolve("shots"), "shots", 4, BUILT);
    Path more = Pictures.folder(folder.resolve("more"), "shots", 4, List.of("mandolin"));
    // The corner of the grid, as older versions chose it.
    Run.of("bank", "build", shots, "-o", bank).exits(0);
    Run.of(
            "bank",
            "tune",
            bank,
            "--method",
            "tip",
            "--select",
            "fixed",
            "--set",
            "alpha=0.1",
            "--set",
            "beta=0.1")
        .exits(0);

    Run added = Run.of("bank", "add", bank, "--class", "SKU-4711", more).exits(0);

    assertThat(added.err())
        .contains("'SKU-4711': 0 of 4 of its own shots are found")
        .contains("'glimpse bank tune " + bank + "' chooses parameters again");
    Run.of("bank", "tune", bank).exits(0);
    JsonNode tuned = Run.of("bank", "show", bank, "--json").exits(0).json();
    assertThat(tuned.at("/params/alpha").asDouble()).isGreaterThan(10);
    Run again =
        Run.of("bank", "add", bank, "--class", "SKU-4711", onlyShot("test", "mandolin")).exits(0);
    assertThat(again.err()).doesNotContain("of its own shots");
  }

  @Test
  void soItIsWithClassesOfAnotherBank() throws IOException {
    Path one = folder.resolve("one.bank");
    Path other = folder.resolve("other.bank");
    Path both = folder.resolve("both.bank");
    Path shots = Pictures.folder(folder.resolve("shots"), "shots", 4, BUILT);
    Path more =
        Pictures.folder(folder.resolve("more"), "shots", 4, List.of("mandolin", "dalmatian"));
    Files.move(more.resolve("mandolin"), more.resolve("SKU-4711"));
    Run.of(
            "bank",
            "build",
            shots,
            "-o",
            one,
            "--method",
            "tip",
            "--select",
            "fixed",
            "--set",
            "alpha=0.1",
            "--set",
            "beta=0.1")
        .exits(0);
    Run.of("bank", "build", more, "-o", other, "--method", "tip").exits(0);

    Run merged = Run.of("bank", "merge", one, other, "-o", both).exits(0);

    assertThat(merged.err())
        .contains("'SKU-4711': 0 of 4 of its own shots are found")
        .contains("'glimpse bank tune " + both + "' chooses parameters again")
        .doesNotContain("'bonsai'");
  }

  @Test
  void theOnlyShotOfAClassIsAskedAboutAsItIs() throws IOException {
    Path bank = folder.resolve("a.bank");
    Path shots = Pictures.folder(folder.resolve("shots"), "shots", 4, BUILT);
    Run.of(
            "bank",
            "build",
            shots,
            "-o",
            bank,
            "--method",
            "tip",
            "--select",
            "fixed",
            "--set",
            "alpha=0.1")
        .exits(0);

    Run added =
        Run.of("bank", "add", bank, "--class", "SKU-4711", onlyShot("shots", "mandolin")).exits(0);

    assertThat(added.err()).contains("'SKU-4711': its only shot is not found");
  }

  private Path onlyShot(String part, String name) throws IOException {
    return Pictures.folder(folder.resolve("one"), part, 1, List.of(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gda", "lpp"})
  void aSelectionThatNobodyAskedForIsNotMissed(String method) throws IOException {
    Path shots = Pictures.folder(folder.resolve("shots"), "shots", 2, BUILT);
    Path bank = folder.resolve("a.bank");

    Run usual = Run.of("bank", "build", shots, "-o", bank, "--method", method).exits(0);
    Run asked =
        Run.of("bank", "build", shots, "-o", bank, "--method", method, "--select", "loo").exits(0);

    assertThat(usual.err()).doesNotContain("chooses nothing by selection");
    assertThat(asked.err()).contains("'" + method + "' chooses nothing by selection 'loo'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tip-f", "linear-probe"})
  void aClassOfOneShotIsFoundByTrainedMethodsToo(String method) throws IOException {
    Path shots = Pictures.folder(folder.resolve("shots"), "shots", 4, BUILT);
    Path few = Pictures.folder(folder.resolve("few"), "shots", 1, List.of("mandolin"));
    Files.move(few.resolve("mandolin"), shots.resolve("part 7"));
    Path asked = Pictures.folder(folder.resolve("asked"), "test", 4, List.of("mandolin"));
    Files.move(asked.resolve("mandolin"), asked.resolve("part 7"));
    Path bank = folder.resolve("a.bank");

    Run built = Run.of("bank", "build", shots, "-o", bank, "--method", method).exits(0);
    JsonNode judged = Run.of("evaluate", asked, "--bank", bank, "--json").exits(0).json();

    assertThat(judged.at("/correct").asInt()).isGreaterThanOrEqualTo(3);
    assertThat(built.err()).doesNotContain("win too often");
  }

  @Test
  void readyFeaturesKeepThePublishedOrderUnlessAsked() {
    Path in = Shared.path("field/inputs/loo_tie");
    List<String> common =
        List.of(
            "eval-features",
            "--method",
            "tip",
            "--json",
            "--set",
            "alpha_max=200",
            "--set",
            "beta_max=40",
            "--set",
            "alpha=50",
            "--set",
            "beta=10");
    JsonNode first = chosen(common, in, "3", "--select", "loo");
    JsonNode near = chosen(common, in, "3", "--select", "loo", "--ties", "default");

    assertThat(first.at("/params/alpha").asDouble()).isEqualTo(10.095);
    assertThat(first.at("/params/beta").asDouble()).isEqualTo(0.1);
    assertThat(near.at("/params/alpha").asDouble()).isBetween(40.0, 60.0);
    assertThat(near.at("/params/beta").asDouble()).isBetween(9.0, 11.0);
    assertThat(withAdded(common, in, near)).isGreaterThan(withAdded(common, in, first));
  }

  /** Right answers when a class has been added, with the parameters that were chosen without. */
  private static int withAdded(List<String> common, Path in, JsonNode chosen) {
    return chosen(
            common,
            in,
            "4",
            "--set",
            "alpha=" + chosen.at("/params/alpha"),
            "--set",
            "beta=" + chosen.at("/params/beta"))
        .at("/correct")
        .asInt();
  }

  private static JsonNode chosen(List<String> common, Path in, String set, String... more) {
    List<Object> all = new ArrayList<>(common);
    Map.of("cache", "k", "cache-labels", "l", "text", "w", "test", "t", "test-labels", "y")
        .forEach(
            (option, file) -> all.addAll(List.of("--" + option, in.resolve(file + set + ".npy"))));
    all.addAll(List.of(more));
    return Run.of(all.toArray()).exits(0).json();
  }
}
