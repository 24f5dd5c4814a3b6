package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.bank.Bank;
import io.glimpse.calibration.AnswerRules;
import io.glimpse.file.Input;
import io.glimpse.image.ImageException;
import io.glimpse.inference.BankCheck;
import io.glimpse.inference.ShotSuggestions;
import io.glimpse.input.LabelledInputs;
import io.glimpse.method.ParameterException;
import io.glimpse.method.Prediction;
import io.glimpse.method.Selection;
import io.glimpse.review.LeakedPicture;
import io.glimpse.review.Suspect;
import io.glimpse.shots.BankRecipe;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code glimpse bank check}, {@code suggest} and {@code tune} do, for a Java program. */
class BankUpkeepTest {

  private static Glimpse glimpse;
  private static ImageClassifier few;

  @BeforeAll
  static void open() throws IOException {
    glimpse = Glimpse.open();
    few = glimpse.fewShot(Demo.emusAndOkapis());
  }

  @AfterAll
  static void close() {
    glimpse.close();
  }

  /** Validation pictures of two classes, in an order of the caller's. */
  private static LabelledInputs validation(String first, String second) throws IOException {
    Map<String, List<Input>> pictures = new LinkedHashMap<>();
    for (String name : List.of(first, second)) {
      pictures.put(name, Demo.inputs(Demo.pictures("test", name)));
    }
    return LabelledInputs.of(pictures);
  }

  private static Bank bank(ImageClassifier classifier) {
    return classifier.bank().orElseThrow();
  }

  @Test
  void anotherMethodHasTheParametersThatWereGiven() throws IOException {
    ImageClassifier tip = few.tune("tip", Map.of("alpha", "2", "beta", "3"), Selection.FIXED, null);

    assertThat(bank(tip).method()).isEqualTo("tip");
    assertThat(bank(tip).parameters()).containsEntry("alpha", "2").containsEntry("beta", "3");
    assertThat(bank(tip).shots().list()).isEqualTo(bank(few).shots().list());
    assertThat(tip.classify(Demo.OKAPI).best().name()).isEqualTo("okapi");
    // The one before answers as it did.
    assertThat(bank(few).method()).isEqualTo("auto");
  }

  @Test
  void aClosedFormIsWhatItWasAndKeepsTheRulesOfItsAnswers() throws IOException {
    ImageClassifier ruled = few.with(AnswerRules.usual().withUnknownThreshold(1e9));

    Prediction before = ruled.classify(Demo.OKAPI);
    Prediction after = ruled.tune().classify(Demo.OKAPI);

    assertThat(after).isEqualTo(before);
    assertThat(after.isUnknown()).isTrue();
  }

  /** A map's order is the caller's, and says nothing of the bank's. */
  @Test
  void validationPicturesGoByTheNamesOfTheirClasses() throws IOException {
    ImageClassifier same =
        few.tune("tip", Map.of(), Selection.VALIDATION, validation("emu", "okapi"));
    ImageClassifier other =
        few.tune("tip", Map.of(), Selection.VALIDATION, validation("okapi", "emu"));

    assertThat(bank(other).parameters()).isEqualTo(bank(same).parameters());
    assertThat(bank(other).provenance().selection()).isEqualTo("val");
    assertThat(other.classify(Demo.OKAPI)).isEqualTo(same.classify(Demo.OKAPI));
    assertThatThrownBy(
            () -> few.tune("tip", Map.of(), Selection.VALIDATION, validation("emu", "bonsai")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no class 'bonsai' among 2 classes (emu, okapi)");
  }

  @Test
  void whatCannotBeTunedIsRefused() {
    assertThatThrownBy(() -> few.tune("linear-probe", Map.of(), Selection.FIXED, null))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("learns from more of the examples than the bank keeps");
    assertThatThrownBy(() -> few.tune("tip", Map.of(), Selection.VALIDATION, null))
        .isInstanceOf(ParameterException.class)
        .hasMessage("selection 'val' needs validation pictures");
    assertThatThrownBy(() -> few.tune("tip", Map.of(), Selection.REFERENCE, null))
        .isInstanceOf(ParameterException.class)
        .hasMessage("a bank is never chosen on test pictures");
    LabelledInputs broken =
        LabelledInputs.of(Map.of("emu", List.of(Input.of(Demo.TEXT)), "okapi", List.of()));
    assertThatThrownBy(() -> few.tune("tip", Map.of(), Selection.VALIDATION, broken))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("CREDITS.txt");
    assertThatThrownBy(() -> glimpse.zeroShot("emu", "okapi").tune())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has no examples");
  }

  @Test
  void aCheckFindsAWrongLabelAndATestPictureThatIsAnExample() throws IOException {
    List<Input> emus = Demo.inputs(Demo.shots("emu", 0, 4));
    List<Input> okapis = Demo.inputs(Demo.shots("okapi", 0, 4));
    List<Input> bonsais = Demo.inputs(Demo.shots("bonsai", 0, 4));
    Map<String, List<Input>> shots = new LinkedHashMap<>();
    shots.put("emu", List.of(emus.get(0), emus.get(1), emus.get(2), okapis.get(3)));
    shots.put("okapi", okapis.subList(0, 3));
    shots.put("bonsai", bonsais);
    ImageClassifier wrong = glimpse.fewShot(BankRecipe.usual(), LabelledInputs.of(shots));

    BankCheck alone = wrong.check(List.of());
    BankCheck tested = wrong.check(List.of(Input.of(Demo.EMU), bonsais.get(2)));

    Suspect first = alone.review().ranked().get(0);
    assertThat(first.shot()).isEqualTo(3);
    assertThat(wrong.classes().get(first.suggested())).isEqualTo("okapi");
    assertThat(alone.doubles().tested()).isZero();
    assertThat(tested.review()).isEqualTo(alone.review());
    assertThat(tested.doubles().tested()).isEqualTo(2);
    assertThat(tested.doubles().test())
        .containsExactly(new LeakedPicture(bonsais.get(2).name(), 9, true, 1, null, false));
    assertThatThrownBy(() -> wrong.check(List.of(Input.of(Demo.TEXT))))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("CREDITS.txt");
  }

  @Test
  void suggestionsAreNoExamplesYet() throws IOException {
    List<Input> unlabelled =
        Demo.inputs(
            List.of(
                Demo.shots("emu", 0, 1).get(0),
                Demo.EMU,
                Demo.OKAPI,
                Demo.TEXT,
                Demo.pictures("test", "bonsai").get(0)));

    ShotSuggestions found = few.suggest(unlabelled, 2);

    assertThat(found.looked()).isEqualTo(4);
    assertThat(found.known()).isEqualTo(1);
    assertThat(found.suggestions()).hasSize(2);
    assertThatThrownBy(() -> few.suggest(unlabelled, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("at least 0 pictures can be asked for, not -1");
    assertThatThrownBy(() -> glimpse.zeroShot("emu", "okapi").suggest(unlabelled, 1))
        .isInstanceOf(IllegalStateException.class);
  }
}
