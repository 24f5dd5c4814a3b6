package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.fixture.ScratchedParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Banks that cut pictures for their small places, by the command line. */
class BankTilesTest {

  @TempDir static Path made;

  private static Path shots;
  private static Path built;
  private static Run build;

  @TempDir Path folder;

  /** 800 x 500 pixels: two tiles beside each other, and two below. */
  private static ScratchedParts parts(long seed) {
    return new ScratchedParts(seed, 800, 500, 20, 2);
  }

  @BeforeAll
  static void build() throws IOException {
    shots = parts(1).folders(made.resolve("shots"), 4);
    built = made.resolve("parts.bank");
    build = Run.of("bank", "build", shots, "-o", built, "--tiles", "2").exits(0);
  }

  @Test
  void howPicturesAreCutIsSaidAndShown() {
    assertThat(build.out())
        .containsPattern(
            "small places: 676 a tile, 4 tiles a shot \\(--tiles 2\\), of 48 \\+ 88 values, 5\\.9 MB");

    JsonNode local = Run.of("bank", "show", built, "--json").exits(0).json().get("local");
    assertThat(local.get("tiles")).hasToString("{\"along\":\"2\",\"least\":4,\"most\":4}");
    assertThat(local.get("places").asInt()).isEqualTo(676);
    assertThat(local.get("bytes").asLong()).isEqualTo(8L * 4 * 676 * 136 * 2);
  }

  @Test
  void anAnswerHasTheOddestPlacesOfTheWholePictureAndThePageItsMap() throws IOException {
    ScratchedParts.Part bad = parts(7).bad(folder.resolve("bad.bmp"));
    Path why = folder.resolve("why");

    JsonNode answer =
        Run.of("classify", bad.file(), "--bank", built, "--json", "--explain", why)
            .exits(0)
            .json()
            .at("/results/0");

    assertThat(answer.at("/top/0/class").asText()).isEqualTo("bad");
    JsonNode box = answer.at("/places/0/box");
    assertThat(bad.x()).isBetween(box.get(0).asInt() - 16, box.get(2).asInt() + 16);
    assertThat(bad.y()).isBetween(box.get(1).asInt() - 16, box.get(3).asInt() + 16);
    assertThat(Files.readString(why.resolve("report.html")))
        .contains("How odd each place is", "The oddest place of this picture")
        .contains("class=\"odd large\"", "class=\"layers\" style=\"aspect-ratio:1.6");
  }

  @Test
  void otherCommandsLookAtPicturesAsTheBankDoes() throws IOException {
    Path bank = Files.copy(built, folder.resolve("parts.bank"));
    Path more = parts(8).bad(folder.resolve("more.bmp")).file();
    Path test = parts(9).folders(folder.resolve("test"), 2);

    JsonNode added = Run.of("bank", "add", bank, "--class", "bad", more, "--json").exits(0).json();
    assertThat(added.at("/local/bytes").asLong()).isEqualTo(9L * 4 * 676 * 136 * 2);
    assertThat(Run.of("evaluate", test, "--bank", bank, "--json").exits(0).json().get("correct"))
        .hasToString("4");
    Run.of("bank", "check", bank, "--test", test).exits(0);
    Run.of("bank", "tune", bank, "--method", "tip", "--val", test, "--select", "val").exits(0);
    JsonNode local = Run.of("bank", "show", bank, "--json").exits(0).json().get("local");
    assertThat(local.at("/tiles/along").asText()).isEqualTo("2");
  }

  @Test
  void banksOfOtherTilesAreNotMerged() throws IOException {
    Path whole = folder.resolve("whole.bank");
    Run.of("bank", "build", shots, "-o", whole, "--local", "on").exits(0);

    assertThat(
            Run.of("bank", "merge", built, whole, "-o", folder.resolve("both.bank")).exits(1).err())
        .contains("tiles '1', those of this one in tiles '2'; build one of them anew");
  }

  @Test
  void whatCannotBeIsAUsageError() {
    Path out = folder.resolve("no.bank");
    for (String wrong : new String[] {"0", "12", "many"}) {
      assertThat(Run.of("bank", "build", shots, "-o", out, "--tiles", wrong).exits(2).err())
          .contains("--tiles is auto or 1 to 11, not '" + wrong + "'");
    }
    assertThat(
            Run.of("bank", "build", shots, "-o", out, "--tiles", "auto", "--local", "off")
                .exits(2)
                .err())
        .contains("--tiles is about small places, which --local off leaves out");
    assertThat(out).doesNotExist();
  }
}
