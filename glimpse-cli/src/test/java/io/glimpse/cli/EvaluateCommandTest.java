package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
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

  /** A table of the test pictures, whose paths are below the folder of the table. */
  private Path table(String name, String text) throws IOException {
    return Files.writeString(test.resolve(name), text);
  }

  private String rows(String separator) throws IOException {
    StringBuilder rows = new StringBuilder();
    for (String name : CLASSES) {
      try (Stream<Path> files = Files.list(test.resolve(name))) {
        files
            .sorted()
            .forEach(file -> rows.append(test.relativize(file) + separator + name + "\n"));
      }
    }
    return rows.toString();
  }

  @Test
  void aTableIsJudgedAsTheFolderIs() throws IOException {
    Path bank = bank();
    JsonNode folders = Run.of("evaluate", test, "--bank", bank, "--json").exits(0).json();
    Path csv = table("t.csv", "\ufefffilename;Art\n" + rows(";"));

    JsonNode tables =
        Run.of("evaluate", csv, "--bank", bank, "--columns", "filename,art", "--json")
            .exits(0)
            .json();

    for (String field : List.of("total", "correct", "nll", "confusion", "per_class", "wrong")) {
      assertThat(tables.get(field)).isEqualTo(folders.get(field));
    }
    assertThat(tables.at("/total").asInt()).isEqualTo(6);
    assertThat(Run.of("evaluate", csv, "--bank", bank).exits(1).err())
        .contains("t.csv: none of its columns, 'filename', 'Art', is known to hold classes")
        .contains("name it with --columns PATH,LABEL");
    Run.of("evaluate", csv, "--bank", bank, "--columns", ",art").exits(2);
  }

  @Test
  void aTableWhosePicturesLieElsewhereSaysWhereItLooked() throws IOException {
    Path csv = Files.writeString(folder.resolve("t.csv"), "path,label\n" + rows(","));

    Run lost = Run.of("evaluate", csv, "--classes", NAMES).exits(1);
    Run found = Run.of("evaluate", csv, "--classes", NAMES, "--root", test, "--json").exits(0);

    assertThat(lost.err())
        .contains("none of its 6 files is there, the first of them looked for as " + folder)
        .contains("name the folder that its paths are below with --root");
    assertThat(found.json().at("/total").asInt()).isEqualTo(6);
  }

  @Test
  void aMissingFileAndAStrangeClassOfATableAreNamedAndTheRestIsJudged() throws IOException {
    Path csv = table("t.csv", "path,label\n" + rows(",") + "gone.jpg,emu\nemu/x.jpg,okpai\n");

    Run run = Run.of("evaluate", csv, "--classes", NAMES, "--json").exits(1);

    assertThat(run.json().at("/total").asInt()).isEqualTo(6);
    assertThat(run.json().at("/errors")).hasSize(2);
    assertThat(run.err())
        .contains("gone.jpg: there is no such file")
        .contains("1 file is left out: 'okpai' is none of the classes; did you mean 'okapi'?");
  }

  @Test
  void testPicturesThatAreShotsAreALeakInTextPageAndJson() throws IOException {
    Path bank = bank();
    Path why = folder.resolve("why");

    Run text = Run.of("evaluate", shots, "--bank", bank, "--explain", why).exits(0);
    JsonNode leaked =
        Run.of("evaluate", shots, "--bank", bank, "--json").exits(0).json().at("/leaked");

    assertThat(text.out())
        .contains(
            "LEAK: 12 of 12 test pictures are shots of the bank, so that the figures say nothing of"
                + " new pictures: ")
        .contains(" and 9 more");
    assertThat(Files.readString(why.resolve("report.html")))
        .contains("LEAK: 12 of 12 test pictures");
    assertThat(leaked.at("/total").asInt()).isEqualTo(12);
    assertThat(leaked.at("/same_file").asInt()).isEqualTo(12);
    assertThat(leaked.at("/total_of_others").asInt()).isZero();
    assertThat(leaked.at("/pictures/0/path").asText())
        .isEqualTo(leaked.at("/pictures/0/shot/source").asText());
  }

  @Test
  void aShotInAnotherSizeOrMirroredIsALeakToo() throws IOException {
    Path bank = bank();
    BufferedImage shot = ImageIO.read(Pictures.first(shots.resolve("okapi")).toFile());
    BufferedImage half =
        new BufferedImage(shot.getWidth() / 2, shot.getHeight() / 2, BufferedImage.TYPE_INT_RGB);
    half.createGraphics()
        .drawImage(shot, half.getWidth(), 0, -half.getWidth(), half.getHeight(), null);
    ImageIO.write(half, "jpg", test.resolve("okapi/half.jpg").toFile());

    Run text = Run.of("evaluate", test, "--bank", bank).exits(0);
    JsonNode leaked =
        Run.of("evaluate", test, "--bank", bank, "--json").exits(0).json().at("/leaked");

    assertThat(text.out())
        .contains("LEAK: 1 of 7 test pictures is a shot of the bank in another size or quality, or")
        .contains("and of the others ")
        .contains("half.jpg");
    assertThat(leaked.at("/pictures/0/same_file").asBoolean()).isFalse();
    assertThat(leaked.at("/pictures/0/mirrored").asBoolean()).isTrue();
    assertThat(leaked.at("/total_of_others").asInt()).isEqualTo(6);
  }

  @Test
  void aBankWithoutItsPicturesKnowsCopiesAndSaysWhatItCannotSee() throws IOException {
    Path bank = bank();
    Path copy = Files.copy(Pictures.first(shots.resolve("emu")), test.resolve("emu/copy.jpg"));
    Path moved = Files.move(shots, folder.resolve("moved"));

    Run run = Run.of("evaluate", moved, "--bank", bank, "--json").exits(0);
    Run near = Run.of("evaluate", test, "--bank", bank, "--json").exits(0);

    assertThat(run.json().at("/leaked/same_file").asInt()).isEqualTo(12);
    assertThat(near.json().at("/leaked/total").asInt()).isEqualTo(1);
    assertThat(near.json().at("/leaked/pictures/0/path").asText()).isEqualTo(copy.toString());
    assertThat(near.json().at("/leaked/not_compared")).isNotEmpty();
    assertThat(near.err()).contains("of which the file is not where it was");
  }

  @Test
  void newPicturesAreNoLeakAndWhoLearnsFromNoShotsHasNone() throws IOException {
    Path bank = bank();

    Run text = Run.of("evaluate", test, "--bank", bank).exits(0);

    assertThat(text.out()).doesNotContain("LEAK");
    assertThat(
            Run.of("evaluate", test, "--bank", bank, "--json").json().at("/leaked/total").asInt())
        .isZero();
    assertThat(
            Run.of("evaluate", shots, "--bank", bank, "--method", "zero-shot", "--json")
                .json()
                .has("leaked"))
        .isFalse();
  }

  @Test
  void classesAndFilesThatWentWrongAreSaid() throws IOException {
    Path moved = misplaced();
    Path more = Files.createDirectory(test.resolve("Oka-pi"));
    Files.move(test.resolve("okapi"), more.resolve("deep"));
    Files.move(test.resolve("bonsai"), test.resolve("BONSAI"));
    String names = "bonsai,emu,oka_pi,dalmatian,menorah,wing nut";

    Run run = Run.of("evaluate", test, "--classes", names).exits(0);
    JsonNode json = Run.of("evaluate", test, "--classes", names, "--json").exits(0).json();

    assertThat(run.out())
        .containsPattern("the right class is among the five likeliest in \\d+\\.\\d %")
        .containsPattern("fewest right: .*emu 2 of 3")
        .contains("3 of 6 classes were not tested, without a picture: dalmatian, menorah, wing nut")
        .contains("wrong: " + moved + " is emu, taken for oka_pi (");
    assertThat(json.at("/untested").toString())
        .isEqualTo("[\"dalmatian\",\"menorah\",\"wing nut\"]");
    assertThat(json.at("/top5").asDouble()).isBetween(6 / 7.0, 1.0);
    assertThat(json.at("/per_class/1/class").asText()).isEqualTo("emu");
    assertThat(json.at("/per_class/1/total").asInt()).isEqualTo(3);
    assertThat(json.at("/per_class/3/accuracy").isNull()).isTrue();
  }

  @Test
  void aClassInOneFormOfUnicodeIsThatOfAFolderInAnother() throws IOException {
    Files.move(test.resolve("emu"), test.resolve("E\u0301mu"));

    Run.of("evaluate", test, "--classes", "bonsai,\u00e9mu,okapi").exits(0);
    assertThat(Run.of("evaluate", test, "--classes", "bonsai,emus,okapi").exits(1).err())
        .contains("this folder is named like none of the classes; did you mean 'emus'?");
  }

  @Test
  void aSystemsOwnFilesAmongTestPicturesAreOneNote() throws IOException {
    for (String name : CLASSES) {
      Files.writeString(test.resolve(name).resolve(".DS_Store"), "no picture");
      Files.copy(
          Pictures.first(shots.resolve(name)),
          Files.createDirectory(test.resolve(name).resolve("@eaDir")).resolve("thumb.jpg"));
    }

    Run run = Run.of("evaluate", test, "--classes", NAMES, "--json").exits(0);

    assertThat(run.json().at("/total").asInt()).isEqualTo(6);
    assertThat(run.err())
        .contains(
            test
                + ": 6 files and folders are taken for a system's own and left out:"
                + " bonsai/.DS_Store, bonsai/@eaDir, emu/.DS_Store and 3 more");
  }
}
