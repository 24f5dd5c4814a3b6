package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.bank.BankFile;
import io.glimpse.bank.PictureReading;
import io.glimpse.fixture.Shared;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transparent pictures and those of 16 bits, on the command line. */
class PictureReadingTest {

  private static final String TRANSPARENT = "cutout.png is transparent in parts";

  @TempDir Path folder;

  private final Path pictures = Shared.path("field/inputs/pictures");
  private final Path cutout = pictures.resolve("cutout.png");
  private final Path onWhite = pictures.resolve("cutout_on_white.png");
  private final Path gray10 = pictures.resolve("gray10.png");

  @Test
  void aTransparentPictureIsToldOnceAndPutOnABackgroundOnRequest() throws IOException {
    Path copy = Files.copy(cutout, folder.resolve("again.png"));
    Run usual = Run.of("classify", cutout, copy, "--classes", "chair,dog", "--json").exits(0);
    assertThat(usual.err())
        .containsOnlyOnce("transparent")
        .contains(TRANSPARENT)
        .contains("--background white, black or #rrggbb puts such pictures on a colour");

    Run white =
        Run.of("classify", cutout, "--classes", "chair,dog", "--background", "white", "--json");
    assertThat(white.exits(0).err()).contains("pictures like it are seen on white");
    Run made = Run.of("classify", onWhite, "--classes", "chair,dog", "--json").exits(0);
    assertThat(made.err()).doesNotContain("transparent");
    assertThat(top(white.json())).isEqualTo(top(made.json())).isNotEqualTo(top(usual.json()));
  }

  @Test
  void aDarkPictureOf16BitsIsToldAndStretchedOnRequest() {
    assertThat(Run.of("classify", gray10, "--classes", "chair,dog").exits(0).err())
        .contains("gray10.png uses 10 of its 16 bits")
        .contains("--scale16 used stretches the bits that are used");
    assertThat(
            Run.of("classify", gray10, "--classes", "chair,dog", "--scale16", "used")
                .exits(0)
                .err())
        .contains("stretched to the whole range");
  }

  @Test
  void whatIsNoColourAndNoScaleIsRefusedAsMistyped() {
    assertThat(
            Run.of("classify", cutout, "--classes", "a,b", "--background", "whit").exits(2).err())
        .contains("--background: a background is white, black or #rrggbb");
    assertThat(Run.of("classify", cutout, "--classes", "a,b", "--scale16", "half").exits(2).err())
        .contains("--scale16: samples of 16 bits are scaled to full or used, not 'half'");
  }

  @Test
  void aStudyReadsPicturesAsPublishedResultsWereMade() {
    assertThat(
            Run.of(
                    "study",
                    "run",
                    "cifar10",
                    "--root",
                    folder,
                    "--out",
                    folder.resolve("o"),
                    "--background",
                    "white")
                .exits(2)
                .err())
        .contains("leave --background and --scale16 out");
  }

  @Test
  void preprocessAndEncodeTellOfItToo() {
    Path crop = folder.resolve("a.npy");
    assertThat(Run.of("preprocess", cutout, "--size", 64, "-o", crop).exits(0).err())
        .contains(TRANSPARENT);
    assertThat(Run.of("encode", "images", cutout, "-o", folder.resolve("f.npy")).exits(0).err())
        .contains(TRANSPARENT);
    assertThat(Run.of("preprocess", cutout, "--size", 64, "-o", crop, "--quiet").err()).isEmpty();
  }

  @Test
  void aBankRemembersHowItsPicturesWereReadAndOthersAreReadAlike() throws IOException {
    Path shots = shots();
    Path bank = folder.resolve("a.bank");
    Run built =
        Run.of(
            "bank",
            "build",
            shots,
            "-o",
            bank,
            "--background",
            "white",
            "--scale16",
            "used",
            "--json");
    assertThat(built.exits(0).json().at("/provenance/pictures/background").asText())
        .isEqualTo("white");
    PictureReading reading = new PictureReading("white", "used");
    assertThat(BankFile.read(bank).provenance().reading()).isEqualTo(reading);
    assertThat(Run.of("bank", "show", bank).exits(0).out())
        .contains("pictures read with --background white --scale16 used");

    Run alike = Run.of("classify", cutout, "--bank", bank, "--json").exits(0);
    assertThat(alike.err()).contains("pictures like it are seen on white");
    Run same = Run.of("classify", onWhite, "--bank", bank, "--json").exits(0);
    assertThat(top(alike.json())).isEqualTo(top(same.json()));

    Run other = Run.of("classify", cutout, "--bank", bank, "--background", "black").exits(0);
    assertThat(other.err())
        .contains("a.bank were read with background white and 16 bits scaled to used")
        .contains("these are read with background black and 16 bits scaled to used");

    assertThat(Run.of("bank", "add", bank, "--class", "ring", cutout).exits(0).err())
        .contains("pictures like it are seen on white");
    assertThat(BankFile.read(bank).provenance().reading()).isEqualTo(reading);
    Run.of("bank", "tune", bank, "--method", "tip").exits(0);
    assertThat(BankFile.read(bank).provenance().reading()).isEqualTo(reading);
  }

  @Test
  void aBankThatWasBuiltAsUsualSaysNothingOfIt() throws IOException {
    Path bank = folder.resolve("a.bank");
    Run built = Run.of("bank", "build", shots(), "-o", bank, "--json").exits(0);
    assertThat(built.json().at("/provenance").has("pictures")).isFalse();
    Run white = Run.of("classify", onWhite, "--bank", bank, "--background", "white").exits(0);
    assertThat(white.err()).contains("a.bank were read with no background");
  }

  /** Two classes of black shapes on transparent ground. */
  private Path shots() throws IOException {
    Path shots = folder.resolve("shots");
    for (String name : new String[] {"ring", "bar"}) {
      Files.createDirectories(shots.resolve(name));
      for (int i = 0; i < 3; i++) {
        BufferedImage image = new BufferedImage(96, 96, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.BLACK);
        if (name.equals("ring")) {
          pen.drawOval(10 + i, 10, 60, 60);
        } else {
          pen.fillRect(10, 30 + 5 * i, 70, 12);
        }
        pen.dispose();
        assertThat(ImageIO.write(image, "png", shots.resolve(name + "/" + i + ".png").toFile()))
            .isTrue();
      }
    }
    return shots;
  }

  private static String top(JsonNode answer) {
    return answer.at("/results/0/top").toString();
  }

  @Test
  void fullIsAskedForAndNotTakenForWhatABankSays() throws IOException {
    Path bank = folder.resolve("a.bank");
    Run.of("bank", "build", shots(), "-o", bank, "--scale16", "used").exits(0);

    Run alike = Run.of("classify", gray10, "--bank", bank, "--json").exits(0);
    Run full = Run.of("classify", gray10, "--bank", bank, "--scale16", "full", "--json").exits(0);

    assertThat(alike.err()).doesNotContain("were read with").contains("stretched to the whole");
    assertThat(full.err())
        .contains("a.bank were read with no background and 16 bits scaled to used")
        .contains("these are read with no background and 16 bits scaled to full")
        .contains("pictures like it are dark");
    assertThat(top(full.json())).isNotEqualTo(top(alike.json()));
  }

  @Test
  void fullIsNoDifferenceFromABankThatWasReadAsUsual() throws IOException {
    Path bank = folder.resolve("a.bank");
    Run.of("bank", "build", shots(), "-o", bank, "--scale16", "full").exits(0);

    Run full = Run.of("classify", gray10, "--bank", bank, "--scale16", "full").exits(0);

    assertThat(full.err()).doesNotContain("were read with");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bank rename", "bank merge", "bank features", "encode text", "eval-features"})
  void helpOfWhatReadsNoPictureSaysNothingOfReadingThem(String command) {
    String[] words = (command + " --help").split(" ");
    assertThat(Run.of((Object[]) words).exits(0).out())
        .doesNotContain("--background", "--scale16", "--max-pixels");
  }
}
