package io.glimpse.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.Glimpse;
import io.glimpse.ImageClassifier;
import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.fixture.ScratchedParts;
import io.glimpse.method.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Banks of good parts alone, by the command line. */
class BankOneClassTest {

  private static final int SHOTS = 8;

  @TempDir static Path made;

  private static Path good;
  private static Path test;
  private static Path built;
  private static Run build;

  @TempDir Path folder;

  @BeforeAll
  static void build() throws IOException {
    ScratchedParts parts = new ScratchedParts(1);
    good = made.resolve("good");
    for (int i = 0; i < SHOTS; i++) {
      parts.good(good.resolve("part_" + i + ".bmp"));
    }
    test = new ScratchedParts(2).folders(made.resolve("test"), 4);
    built = made.resolve("parts.bank");
    build = Run.of("bank", "build", good, "-o", built).exits(0);
  }

  private Path bank() throws IOException {
    return Files.copy(built, folder.resolve("parts.bank"));
  }

  @Test
  void aFolderOfPicturesIsOneClassAndWhatItPromisesIsSaid() {
    assertThat(build.err())
        .contains("there are no folders in it, so that its 8 files are one class, 'good'");
    assertThat(build.out())
        .contains("1 class, 8 shots")
        .contains("not calibrated: there is one class")
        .contains("the nearest example and the oddest small place from 8 pictures")
        .contains("up to 11.1 % of further ones lie there, for a rate of 5 % takes 19");

    JsonNode shown = Run.of("bank", "show", built, "--json").exits(0).json();
    assertThat(shown.at("/unknown/signs")).hasToString("[\"nearest\",\"places\"]");
    assertThat(shown.at("/unknown/examples").asInt()).isEqualTo(SHOTS);
    assertThat(shown.at("/unknown/rate").asDouble()).isEqualTo(1 / 9.0, offset(1e-9));
    assertThat(shown.at("/local/places").asInt()).isEqualTo(676);
    assertThat(shown.at("/local").has("error_whole")).isFalse();
  }

  @Test
  void aScratchIsNotLikeGoodPartsAndItsPlaceIsTold() throws IOException {
    ScratchedParts.Part bad = new ScratchedParts(7).bad(folder.resolve("bad.bmp"));

    Run said = Run.of("classify", bad.file(), "--bank", built).exits(0);
    JsonNode answer =
        Run.of("classify", bad.file(), "--bank", built, "--json").exits(0).json().at("/results/0");

    assertThat(said.out()).contains("bad.bmp: none of these, not like good (score -");
    assertThat(answer.at("/unknown/is").asBoolean()).isTrue();
    assertThat(answer.at("/unknown/score").asDouble())
        .isLessThan(answer.at("/unknown/threshold").asDouble());
    assertThat(answer.at("/top/0/probability").asDouble()).isEqualTo(1);
    JsonNode box = answer.at("/places/0/box");
    assertThat(bad.x()).isBetween(box.get(0).asInt() - 16, box.get(2).asInt() + 16);
    assertThat(bad.y()).isBetween(box.get(1).asInt() - 16, box.get(3).asInt() + 16);
  }

  @Test
  void theLibraryMakesTheSameBankAndGivesTheSameScores() throws IOException {
    Path part = test.resolve("bad/part_0.bmp");
    JsonNode answer =
        Run.of("classify", part, "--bank", built, "--json").exits(0).json().at("/results/0");
    try (Glimpse glimpse = Glimpse.open()) {
      ImageClassifier library = glimpse.fewShot(good);
      Prediction own = library.classify(part);
      assertThat(Objects.requireNonNull(own.unknown()).score())
          .isEqualTo(answer.at("/unknown/score").asDouble(), offset(1e-5));
    }
  }

  @Test
  void foldersBesideTheOnlyClassAreWhatItIsToldFrom() {
    JsonNode json = Run.of("evaluate", test, "--bank", built, "--json").exits(0).json();
    String text =
        Run.of("evaluate", test, "--bank", built, "--unknown", test.resolve("bad")).exits(0).out();

    assertThat(json.get("total").asInt()).isEqualTo(4);
    assertThat(json.at("/errors")).isEmpty();
    assertThat(json.at("/unknown/total").asInt()).isEqualTo(4);
    assertThat(json.at("/unknown/auroc").asDouble()).isEqualTo(1);
    assertThat(json.at("/unknown/false_acceptance").asDouble()).isZero();
    assertThat(json.at("/unknown").has("folders")).isFalse();
    assertThat(text)
        .contains("4 pictures of good: ")
        .contains("taken for none of these (false alarms)")
        .contains("8 pictures of no class: AUROC 1.000")
        .doesNotContain("right: ");
  }

  @Test
  void everyFolderOfOtherThingsHasAFigureOfItsOwn() throws IOException {
    Path others = folder.resolve("others");
    new ScratchedParts(9).bad(others.resolve("scratched/a.bmp"));
    ScratchedParts.plain(
        Files.createDirectories(others.resolve("dark")).resolve("b.bmp"), 90, 90, 3);

    JsonNode unknown =
        Run.of("evaluate", test, "--bank", built, "--unknown", others, "--json")
            .exits(0)
            .json()
            .get("unknown");

    assertThat(unknown.get("folders")).hasSize(3);
    assertThat(unknown.at("/folders/0/folder").asText()).isEqualTo("bad");
    assertThat(unknown.at("/folders/1/total").asInt()).isEqualTo(1);
    assertThat(unknown.get("auroc_mean_of_folders").asDouble()).isEqualTo(1);
  }

  @Test
  void aSecondClassMakesItAnOrdinaryBankUntilItIsTakenAway() throws IOException {
    Path bank = bank();
    Path bad = test.resolve("bad");

    JsonNode two = Run.of("bank", "add", bank, "--class", "bad", bad, "--json").exits(0).json();
    assertThat(two.has("unknown")).isFalse();
    assertThat(two.get("calibrated").asBoolean()).isTrue();
    assertThat(Run.of("classify", bad, "--bank", bank).exits(0).out()).contains(": bad ");

    Run.of("bank", "remove", bank, "--class", "bad").exits(0);
    Bank one = BankFile.read(bank);
    assertThat(one.calibration().falseAlarms(0.05))
        .isEqualTo(BankFile.read(built).calibration().falseAlarms(0.05));
  }

  @Test
  void anyMethodGivesTheSameScore() throws IOException {
    Path part = test.resolve("good/part_1.bmp");
    double usual = score(part, "auto");

    for (String method : new String[] {"tip", "zero-shot"}) {
      assertThat(score(part, method)).isEqualTo(usual, offset(1e-9));
    }
  }

  private static double score(Path part, String method) {
    return Run.of("classify", part, "--bank", built, "--method", method, "--json")
        .exits(0)
        .json()
        .at("/results/0/unknown/score")
        .asDouble();
  }

  @Test
  void wholePicturesAloneAndOneExampleAndOneColourAreAnsweredInNumbers() throws IOException {
    Path whole = folder.resolve("whole.bank");
    JsonNode facts =
        Run.of("bank", "build", good, "-o", whole, "--local", "off", "--json").exits(0).json();
    assertThat(facts.at("/unknown/signs")).hasToString("[\"nearest\"]");

    Path alone = Files.createDirectories(folder.resolve("alone"));
    Files.copy(good.resolve("part_0.bmp"), alone.resolve("a.bmp"));
    Path single = folder.resolve("single.bank");
    Run.of("bank", "build", alone, "-o", single).exits(0);
    assertThat(Run.of("classify", alone, "--bank", single).exits(0).out())
        .contains("a.bmp: nearest alone (score ")
        .contains("no threshold)");
    assertThat(Run.of("bank", "build", alone, "-o", single, "--local", "on").exits(2).err())
        .contains("one example does not tell what is usual; give several");

    Path plain = Files.createDirectories(folder.resolve("plain"));
    for (int i = 0; i < 3; i++) {
      ScratchedParts.plain(plain.resolve(i + ".bmp"), 1 + 40 * i, 3 + 30 * i, 100 + i);
    }
    Path flat = folder.resolve("flat.bank");
    Run.of("bank", "build", plain, "-o", flat).exits(0);
    JsonNode answer =
        Run.of("classify", good.resolve("part_0.bmp"), "--bank", flat, "--json")
            .exits(0)
            .json()
            .at("/results/0/unknown");
    assertThat(answer.get("score").isNumber()).isTrue();
    assertThat(answer.get("is").asBoolean()).isTrue();
  }

  @Test
  void theOtherCommandsWorkOnSuchABank() throws IOException {
    Path bank = bank();
    Path why = folder.resolve("why");

    Run.of("bank", "check", bank).exits(0);
    Run.of("bank", "tune", bank).exits(0);
    assertThat(BankFile.read(bank).calibration().signs()).containsExactly("nearest", "places");
    Run.of("classify", test.resolve("bad/part_1.bmp"), "--bank", bank, "--explain", why).exits(0);
    assertThat(Files.readString(why.resolve("report.html")))
        .contains("Small places", "None of these classes", "its percentage is always 100");
  }

  @Test
  void aRateThatSoFewExamplesCannotHoldIsRefused() {
    assertThat(Run.of("classify", good, "--bank", built, "--unknown-rate", "0.01").exits(1).err())
        .contains("takes at least 99 examples that can be left out, and there are 8");
  }

  @Test
  void aClassThatIsKnownByItsNameAloneHasNoExamplesToBeLike() {
    Path part = good.resolve("part_0.bmp");

    assertThat(Run.of("classify", part, "--classes", "cat").exits(0).out())
        .contains("part_0.bmp: cat 100.0 %");
  }

  @Test
  void foldersThatAreTakenForSomethingElseAreNamed() throws IOException {
    Path mixed = folder.resolve("mixed");
    new ScratchedParts(5).good(mixed.resolve("good/a.bmp"));
    new ScratchedParts(6).good(mixed.resolve("Goods/b.bmp"));
    new ScratchedParts(7).bad(mixed.resolve("scratch/c.bmp"));

    assertThat(Run.of("evaluate", mixed, "--bank", built).exits(0).err())
        .contains(
            "pictures of 'Goods', 'scratch' are taken for what is not like 'good';"
                + " was 'Goods' meant to be 'good'?");
    assertThat(Run.of("evaluate", test, "--bank", built).exits(0).err())
        .contains("pictures of 'bad' are taken for what is not like 'good'")
        .doesNotContain("meant to be");
  }

  @Test
  void withoutAPictureOfTheClassWhatToCallItsFolderIsSaid() {
    String remedy =
        "there is no picture of 'good' in it that others could be told from; call the folder of such"
            + " pictures 'good', and leave others beside it or give them with --unknown DIR";

    assertThat(Run.of("evaluate", test.resolve("bad"), "--bank", built).exits(1).err())
        .contains("pictures of 'bad' are taken for what is not like 'good'", remedy);
  }

  @Test
  void picturesToTuneOnNeedNoFolderEither() throws IOException {
    Path own = Files.createDirectories(folder.resolve("v1"));
    ScratchedParts parts = new ScratchedParts(11);
    for (int i = 0; i < 3; i++) {
      parts.good(own.resolve(i + ".bmp"));
    }
    Path bank = folder.resolve("own.bank");
    String note = "there are no folders in it, so that its 3 files are one class, 'good'";

    assertThat(Run.of("bank", "build", good, "-o", bank, "--val", own).exits(0).err())
        .contains("v1: " + note);
    assertThat(falseAlarmsToldFrom(bank)).isEqualTo(3);

    Run.of("bank", "tune", bank).exits(0);
    assertThat(falseAlarmsToldFrom(bank)).isEqualTo(SHOTS);
    assertThat(Run.of("bank", "tune", bank, "--val", own).exits(0).err()).contains("v1: " + note);
    assertThat(falseAlarmsToldFrom(bank)).isEqualTo(3);

    assertThat(Run.of("bank", "build", test, "-o", bank, "--val", own).exits(1).err())
        .contains("there are no folders in it; one folder of pictures a class is needed");
  }

  private static int falseAlarmsToldFrom(Path bank) {
    return Run.of("bank", "show", bank, "--json").exits(0).json().at("/unknown/examples").asInt();
  }

  @Test
  void aBankFromBeforeThereWereThresholdsSaysSoAndLearnsOneByTuning() throws IOException {
    Path old = folder.resolve("old.bank");
    Run.of("bank", "build", good, "-o", old, "--local", "off").exits(0);
    String bytes = Files.readString(old, ISO_8859_1);
    String before =
        bytes
            .replace("\\\"ONE_CLASS\\\"", "\\\"NONE\\\"     ")
            .replace("[\\\"nearest\\\"]", "[\\\"texts\\\"]  ");
    assertThat(before).hasSameSizeAs(bytes).isNotEqualTo(bytes);
    Files.writeString(old, before, ISO_8859_1);

    assertThat(Run.of("bank", "show", old).exits(0).out())
        .contains("not calibrated: the bank was made by an older version; tune it")
        .contains("none of these: not known; 'glimpse bank tune " + old + "' learns")
        .doesNotContain("calibrated on");
    Run said = Run.of("classify", good.resolve("part_0.bmp"), "--bank", old).exits(0);
    assertThat(said.err()).containsOnlyOnce("'glimpse bank tune " + old + "' learns it");
    assertThat(said.out()).contains("part_0.bmp: good 100.0 %");

    Run.of("bank", "tune", old).exits(0);
    assertThat(BankFile.read(old).calibration().falseAlarms(0.05)).isPresent();
  }

  @Test
  void aCheckOfOneClassLooksForDoublesAndThereIsNothingToSuggest() throws IOException {
    assertThat(Run.of("bank", "check", built).exits(0).out())
        .contains(
            "1 class, 8 shots, so that no label can be of another class; doubles are looked for")
        .doesNotContain("left out");
    assertThat(Run.of("bank", "suggest", built, test).exits(1).err())
        .contains("it doubts between classes, and it has one; add a second");

    Path alone = Files.createDirectories(folder.resolve("alone"));
    Files.copy(good.resolve("part_0.bmp"), alone.resolve("a.bmp"));
    Path single = folder.resolve("single.bank");
    assertThat(Run.of("bank", "build", alone, "-o", single).exits(0).out())
        .contains("1 class, 1 shot, encoder");
    assertThat(Run.of("bank", "check", single).exits(0).out()).contains("1 class, 1 shot, so");
  }

  @Test
  void aPictureThatOneTileCoversIsOfOneTile() {
    Path tiled = folder.resolve("tiled.bank");

    assertThat(Run.of("bank", "build", good, "-o", tiled, "--tiles", "auto").exits(0).out())
        .contains("1 tile a shot (--tiles auto)");
  }
}
