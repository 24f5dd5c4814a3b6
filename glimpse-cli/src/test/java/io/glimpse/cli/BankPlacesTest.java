package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.Glimpse;
import io.glimpse.ImageClassifier;
import io.glimpse.bank.BankFile;
import io.glimpse.fixture.ScratchedParts;
import io.glimpse.method.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Banks that look at small places, by the command line. */
class BankPlacesTest {

  @TempDir static Path made;

  private static Path shots;
  private static Path test;
  private static Path built;
  private static Run build;

  @TempDir Path folder;

  @BeforeAll
  static void build() throws IOException {
    shots = new ScratchedParts(1).folders(made.resolve("shots"), 5);
    test = new ScratchedParts(2).folders(made.resolve("test"), 3);
    built = made.resolve("parts.bank");
    build = Run.of("bank", "build", shots, "-o", built).exits(0);
  }

  private Path bank() throws IOException {
    return Files.copy(built, folder.resolve("parts.bank"));
  }

  @Test
  void whatWasDecidedIsSaidAndShown() {
    assertThat(build.err()).contains("small places help: leave-one-out error 0.");
    assertThat(build.out())
        .containsPattern("small places: 676 a shot, of 48 \\+ 88 values, 1\\.8 MB; leave-one-out")
        .contains("probabilities: calibrated on 10 examples, each left out in turn");

    JsonNode local = Run.of("bank", "show", built, "--json").exits(0).json().get("local");
    assertThat(local.get("places").asInt()).isEqualTo(676);
    assertThat(local.get("widths")).hasToString("[48,88]");
    assertThat(local.get("bytes").asLong()).isEqualTo(10L * 676 * 136 * 2);
    assertThat(local.get("error_with_places").asDouble())
        .isLessThan(local.get("error_whole").asDouble());
    assertThat(local.get("weight").asDouble()).isPositive();
  }

  @Test
  void theLibraryMakesTheSameBankAndGivesTheSameAnswers() throws IOException {
    JsonNode answers = Run.of("classify", test, "--bank", built, "--json").exits(0).json();
    try (Glimpse glimpse = Glimpse.open()) {
      ImageClassifier library = glimpse.fewShot(shots);
      assertThat(library.bank().orElseThrow().shots().local()).isNotNull();
      assertThat(answers.at("/results")).hasSize(6);
      for (JsonNode answer : answers.at("/results")) {
        Prediction own = library.classify(Path.of(answer.get("path").asText()));
        assertThat(answer.at("/top/0/class").asText()).isEqualTo(own.best().name());
        assertThat(answer.at("/top/0/logit").asDouble())
            .isEqualTo(own.best().logit(), offset(1e-6));
      }
    }
    assertThat(Run.of("evaluate", test, "--bank", built, "--json").exits(0).json().get("correct"))
        .hasToString("6");
  }

  @Test
  void anAnswerHasTheOddestPlacesInPixelsOfThePicture() throws IOException {
    ScratchedParts.Part bad = new ScratchedParts(7).bad(folder.resolve("bad.bmp"));

    JsonNode answer =
        Run.of("classify", bad.file(), "--bank", built, "--json").exits(0).json().at("/results/0");

    assertThat(answer.get("places")).hasSize(3);
    JsonNode box = answer.at("/places/0/box");
    assertThat(bad.x()).isBetween(box.get(0).asInt() - 16, box.get(2).asInt() + 16);
    assertThat(bad.y()).isBetween(box.get(1).asInt() - 16, box.get(3).asInt() + 16);
    assertThat(answer.at("/places/0/oddness").asDouble())
        .isGreaterThanOrEqualTo(answer.at("/places/1/oddness").asDouble());
    assertThat(answer.has("map")).isFalse();
  }

  @Test
  void beneathAPageTheDocumentHasTheWholeMap() throws IOException {
    ScratchedParts.Part bad = new ScratchedParts(7).bad(folder.resolve("bad.bmp"));

    JsonNode answer =
        Run.of("classify", bad.file(), "--bank", built, "--json", "--explain", folder)
            .exits(0)
            .json()
            .at("/results/0");

    JsonNode rows = answer.at("/map/oddness");
    assertThat(answer.at("/map/box")).hasToString("[18,18,434,434]");
    assertThat(rows).hasSize(26);
    double most = Double.NEGATIVE_INFINITY;
    for (JsonNode row : rows) {
      assertThat(row).hasSize(26);
      for (JsonNode value : row) {
        most = Math.max(most, value.asDouble());
      }
    }
    assertThat(most).isEqualTo(answer.at("/places/0/oddness").asDouble(), offset(5e-4));
  }

  @Test
  void thePageShowsWhereAPictureIsOddAndShotsThatAreOddAlike() throws IOException {
    Path why = folder.resolve("why");
    Run.of("classify", test, "--bank", built, "--explain", why).exits(0);

    assertThat(Files.readString(why.resolve("report.html")))
        .contains("Small places", "How odd each place is", "The oddest place of this picture")
        .contains("The oddest place of " + shots.resolve("bad"));
  }

  @Test
  void aBankThatLooksAtWholePicturesSaysNothingOfPlaces() throws IOException {
    Path whole = folder.resolve("whole.bank");
    JsonNode facts =
        Run.of("bank", "build", shots, "-o", whole, "--local", "off", "--json").exits(0).json();
    JsonNode answers = Run.of("classify", test, "--bank", whole, "--json").exits(0).json();

    assertThat(facts.has("local")).isFalse();
    assertThat(answers.at("/results/0").has("places")).isFalse();
  }

  @Test
  void otherCommandsWorkOnSuchABank() throws IOException {
    Path bank = bank();
    Path more = new ScratchedParts(8).bad(folder.resolve("more.bmp")).file();

    JsonNode added = Run.of("bank", "add", bank, "--class", "bad", more, "--json").exits(0).json();
    assertThat(added.at("/local/bytes").asLong()).isEqualTo(11L * 676 * 136 * 2);
    String id = added.at("/shots/10/id").asText();
    Run.of("bank", "remove", bank, "--shot", id).exits(0);
    assertThat(BankFile.read(bank).local()).isPresent();

    Run.of("bank", "check", bank, "--test", test).exits(0);
    assertThat(Run.of("bank", "suggest", bank, test, "--json").exits(0).json().at("/suggestions"))
        .isNotEmpty();
    Run.of("bank", "tune", bank, "--method", "tip").exits(0);
    assertThat(BankFile.read(bank).local()).isPresent();
    // Another method for once, with places where it can leave shots out, and without.
    JsonNode places =
        Run.of("classify", more, "--bank", bank, "--method", "gda", "--json").exits(0).json();
    assertThat(places.at("/results/0").has("places")).isTrue();
    JsonNode none =
        Run.of("classify", more, "--bank", bank, "--method", "zero-shot", "--json").exits(0).json();
    assertThat(none.at("/results/0").has("places")).isFalse();
  }

  @Test
  void whatCannotBeIsAUsageError() throws IOException {
    Path out = folder.resolve("no.bank");
    assertThat(Run.of("bank", "build", shots, "-o", out, "--local", "maybe").exits(2).err())
        .contains("--local is auto, on or off, not 'maybe'");
    assertThat(
            Run.of("bank", "build", shots, "-o", out, "--local", "on", "--method", "tip-f")
                .exits(2)
                .err())
        .contains("small places cannot be looked at: 'tip-f' cannot tell");
    for (String name : List.of("one", "two")) {
      Path cloud = Files.createDirectories(folder.resolve("clouds/" + name)).resolve("a.xyz");
      Files.writeString(cloud, "0 0 0\n1 0 0\n0 1 0\n0 0 1\n");
    }
    assertThat(
            Run.of("bank", "build", folder.resolve("clouds"), "-o", out, "--local", "on")
                .exits(2)
                .err())
        .contains("point clouds are drawn, and have no small places");
    assertThat(out).doesNotExist();
  }
}
