package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.calibration.Lack;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.file.Input;
import io.glimpse.fixture.ScratchedParts;
import io.glimpse.input.LabelledInputs;
import io.glimpse.input.LabelledSource;
import io.glimpse.method.ParameterException;
import io.glimpse.method.PlaceMap;
import io.glimpse.method.Prediction;
import io.glimpse.method.Selection;
import io.glimpse.progress.Notes;
import io.glimpse.shots.BankFiles;
import io.glimpse.shots.BankRecipe;
import io.glimpse.shots.LocalMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes that differ by a scratch of a few pixels, which what is seen of a picture lacks. */
class SmallPlacesTest {

  private static final int TESTED = 12;

  @TempDir static Path pictures;

  private static final List<String> NOTES = new ArrayList<>();
  private static Glimpse glimpse;
  private static LabelledInputs shots;
  private static ImageClassifier close;

  @TempDir Path folder;

  @BeforeAll
  static void build() throws IOException {
    glimpse =
        Glimpse.builder()
            .notes(
                new Notes() {
                  @Override
                  public void note(String sentence) {
                    NOTES.add(sentence);
                  }
                })
            .open();
    Path parts = new ScratchedParts(1).folders(pictures.resolve("shots"), 6);
    shots = LabelledSource.read(parts, null, Notes.SILENT);
    close = glimpse.fewShot(BankRecipe.usual(), shots);
  }

  @AfterAll
  static void close() {
    glimpse.close();
  }

  private static Bank bank(ImageClassifier classifier) {
    return classifier.bank().orElseThrow();
  }

  private static ImageClassifier built(LocalMode mode) throws IOException {
    return glimpse.fewShot(BankRecipe.usual().withLocal(mode), shots);
  }

  private int right(ImageClassifier classifier) throws IOException {
    ScratchedParts others = new ScratchedParts(2);
    int right = 0;
    for (int i = 0; i < TESTED; i++) {
      Path good = others.good(folder.resolve("good_" + i + ".bmp")).file();
      Path bad = others.bad(folder.resolve("bad_" + i + ".bmp")).file();
      right += classifier.classify(good).best().name().equals("good") ? 1 : 0;
      right += classifier.classify(bad).best().name().equals("bad") ? 1 : 0;
    }
    return right;
  }

  @Test
  void aScratchIsSeenWherePlacesAreAndNotWhereTheyAreLeftOut() throws IOException {
    assertThat(bank(close).shots().local()).isNotNull();
    assertThat(NOTES).anyMatch(note -> note.startsWith("small places help: leave-one-out error"));
    assertThat(close.calibration().isCalibrated()).isTrue();
    assertThat(right(close)).isGreaterThanOrEqualTo(2 * TESTED - 2);

    assertThat(right(built(LocalMode.OFF))).isLessThan(2 * TESTED - 7);
  }

  @Test
  void wherePlacesDoNotHelpABankIsWhatItIsWithoutThem() throws IOException {
    Map<String, List<Input>> demo = new LinkedHashMap<>();
    for (String name : List.of("emu", "okapi", "bonsai", "menorah")) {
      demo.put(name, Demo.inputs(Demo.shots(name, 0, 4)));
    }
    LabelledInputs examples = LabelledInputs.of(demo);

    Bank auto = bank(glimpse.fewShot(BankRecipe.usual(), examples));
    Bank off = bank(glimpse.fewShot(BankRecipe.usual().withLocal(LocalMode.OFF), examples));

    Bank sameTime =
        new Bank(
            auto.encoder(),
            auto.texts(),
            auto.shots(),
            auto.fitted(),
            off.provenance(),
            auto.clouds());
    assertThat(auto.shots().local()).isNull();
    assertThat(BankFile.toBytes(sameTime)).isEqualTo(BankFile.toBytes(off));
    assertThat(NOTES).anyMatch(note -> note.startsWith("small places do not help"));
  }

  @Test
  void shotsComeAndGoWithTheirPlaces() throws IOException {
    BankFiles files = BankFiles.in(folder);
    close.save(folder.resolve("parts.bank"));
    Path more = new ScratchedParts(3).bad(folder.resolve("more.bmp")).file();
    ImageClassifier grown = glimpse.bank(folder.resolve("parts.bank")).with("bad", one(more));
    grown.save(folder.resolve("parts.bank"));
    String added = bank(grown).shots().get(12).id();

    assertThat(Objects.requireNonNull(files.read("parts.bank").shots().local()).size())
        .isEqualTo(13);
    files.change("parts.bank", bank -> bank.relabel(added, "good"));
    Bank wrong = files.read("parts.bank");
    assertThat(wrong.local()).isPresent();
    assertThat(wrong.classOf(added)).contains("good");

    Bank back = files.change("parts.bank", bank -> bank.withoutShot(added));
    assertThat(Objects.requireNonNull(back.shots().local()).size()).isEqualTo(12);
    Prediction before = close.classify(more);
    Prediction after = glimpse.bank(folder.resolve("parts.bank")).classify(more);
    assertThat(after.best().logit()).isEqualTo(before.best().logit());
  }

  private static List<Input> one(Path file) {
    return List.of(Input.of(file));
  }

  @Test
  void parametersAreChosenAnewBesidePlacesAndOnPicturesWithTheirs() throws IOException {
    Path others = new ScratchedParts(4).folders(folder.resolve("val"), 5);
    LabelledInputs validation = LabelledSource.read(others, null, Notes.SILENT);

    ImageClassifier tuned = close.tune("tip", Map.of(), Selection.VALIDATION, validation);

    assertThat(bank(tuned).local()).isPresent();
    assertThat(tuned.calibration().sentence()).isEqualTo("10 validation pictures");
    assertThat(right(tuned)).isGreaterThanOrEqualTo(2 * TESTED - 2);

    ImageClassifier built = glimpse.fewShot(BankRecipe.usual(), shots, validation);
    assertThat(bank(built).local()).isPresent();
    assertThat(built.calibration().sentence()).isEqualTo("10 validation pictures");
  }

  @Test
  void ofThreeExamplesAClassProbabilitiesAreNotCalledCalibrated() throws IOException {
    Path few = new ScratchedParts(5).folders(folder.resolve("few"), 3);
    LabelledInputs three = LabelledSource.read(few, null, Notes.SILENT);

    ImageClassifier on = glimpse.fewShot(BankRecipe.usual().withLocal(LocalMode.ON), three);
    ImageClassifier off = glimpse.fewShot(BankRecipe.usual().withLocal(LocalMode.OFF), three);

    assertThat(on.calibration().lack()).isEqualTo(Lack.FEW_SHOTS);
    assertThat(on.classify(three.inputs().get(0)).calibrated()).isFalse();
    assertThat(off.calibration().isCalibrated()).isTrue();
  }

  @Test
  void theScratchIsTheOddestPlace() throws IOException {
    ScratchedParts others = new ScratchedParts(6);
    int found = 0;
    for (int i = 0; i < TESTED; i++) {
      ScratchedParts.Part bad = others.bad(folder.resolve("odd_" + i + ".bmp"));
      PlaceMap.Box box = odd(bad.file()).oddest().get(0).box();
      double x = (box.left() + box.right()) / 2.0 - bad.x();
      double y = (box.top() + box.bottom()) / 2.0 - bad.y();
      found += Math.hypot(x, y) <= 24 ? 1 : 0;
    }
    assertThat(found).isGreaterThanOrEqualTo(TESTED - 1);
  }

  private static PlaceMap odd(Path file) throws IOException {
    return Objects.requireNonNull(close.classify(file).places());
  }

  @Test
  void picturesWithNothingToSeeAreAnswered() throws IOException {
    List<Path> strange =
        List.of(
            ScratchedParts.plain(folder.resolve("line.bmp"), 1, 5000, 120),
            ScratchedParts.plain(folder.resolve("one.bmp"), 300, 200, 128),
            ScratchedParts.plain(folder.resolve("tiny.bmp"), 3, 2, 7));
    for (Path file : strange) {
      assertThat(close.classify(file).best().probability()).isBetween(0.0, 1.0);
      // A box of no pixel, and an oddness that is no number, cannot be.
      assertThat(odd(file).oddest()).hasSize(PlaceMap.ODDEST);
    }
    // As shots, they leave a bank that answers.
    Map<String, List<Input>> odd = new LinkedHashMap<>();
    odd.put("good", List.of(shots.inputs().get(6), shots.inputs().get(7)));
    odd.put("strange", Input.ofFiles(strange));
    ImageClassifier on =
        glimpse.fewShot(BankRecipe.usual().withLocal(LocalMode.ON), LabelledInputs.of(odd));
    assertThat(on.classify(strange.get(1)).best().name()).isEqualTo("strange");
  }

  @Test
  void whatCannotLookCloselyIsRefusedOnlyWhereItIsAskedFor() throws IOException {
    BankRecipe trained =
        BankRecipe.usual().withMethod("tip-f").withParameters(Map.of("epochs", "1"));

    assertThat(bank(glimpse.fewShot(trained, shots)).shots().local()).isNull();
    assertThatThrownBy(() -> glimpse.fewShot(trained.withLocal(LocalMode.ON), shots))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "small places cannot be looked at: 'tip-f' cannot tell what it would answer to an"
                + " example left out");
    FeatureBatch alone = glimpse.encode(shots.inputs().get(0));
    assertThatThrownBy(() -> close.classify(alone))
        .hasMessageContaining("ask it about the pictures themselves");
  }
}
