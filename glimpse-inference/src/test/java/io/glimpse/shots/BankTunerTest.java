package io.glimpse.shots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.Demo;
import io.glimpse.bank.Bank;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.file.Input;
import io.glimpse.file.InputException;
import io.glimpse.fixture.SmallBanks;
import io.glimpse.image.DecodeOptions;
import io.glimpse.input.LabelledInputs;
import io.glimpse.method.ParameterException;
import io.glimpse.method.Selection;
import io.glimpse.progress.Monitor;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BankTunerTest {

  private static Encoder lite;
  private static ImagePipeline pipeline;
  private static Bank bank;

  @BeforeAll
  static void build() throws IOException {
    lite = Encoders.open("lite", EncoderOptions.defaults());
    pipeline = new ImagePipeline(lite, DecodeOptions.defaults(), 2);
    bank =
        new BankBuilder(pipeline)
            .build(
                BankRecipe.usual().withMethod("tip").withSelection(Selection.FIXED),
                pictures("shots"));
  }

  @AfterAll
  static void close() {
    lite.close();
  }

  private static LabelledInputs pictures(String part) throws IOException {
    Map<String, List<Input>> some = new LinkedHashMap<>();
    for (String name : List.of("emu", "okapi", "bonsai")) {
      some.put(name, Demo.inputs(Demo.pictures(part, name)));
    }
    return LabelledInputs.of(some);
  }

  private static BankTuner tuner(Notes notes) {
    return new BankTuner(pipeline, notes, Monitor.NONE);
  }

  private static Bank tuned(String method, Selection selection) throws IOException {
    return tuner(Notes.SILENT).tune(bank, "a.bank", method, Map.of(), selection, null);
  }

  @Test
  void chosenOnTheShotsItIsWhatABuildWouldHaveChosen() throws IOException {
    Bank built =
        new BankBuilder(pipeline).build(BankRecipe.usual().withMethod("tip"), pictures("shots"));

    Bank tuned = tuned("tip", Selection.LEAVE_ONE_OUT);

    assertThat(tuned.parameters()).isEqualTo(built.parameters()).isNotEqualTo(bank.parameters());
    assertThat(tuned.provenance().selection()).isEqualTo("loo");
    assertThat(tuned.calibration().temperature()).isEqualTo(built.calibration().temperature());
    assertThat(tuned.cache()).isSameAs(bank.cache());
  }

  @Test
  void chosenOnValidationPicturesItIsWhatABuildWouldHaveChosen() throws IOException {
    LabelledInputs validation = pictures("test");
    BankTuner tuner = tuner(Notes.SILENT);
    LabelledFeatures encoded = tuner.validation(bank, "a.bank", "tip", validation);

    Bank tuned = tuner.tune(bank, "a.bank", "tip", Map.of(), Selection.VALIDATION, encoded);

    Bank built =
        new BankBuilder(pipeline)
            .build(BankRecipe.usual().withMethod("tip"), pictures("shots"), validation);
    assertThat(tuned.parameters()).isEqualTo(built.parameters());
    assertThat(tuned.provenance().selectedOn()).isEqualTo(validation.size());
    assertThat(tuned.calibration().sentence()).isEqualTo(built.calibration().sentence());
  }

  @Test
  void anotherMethodIsThatOfABankThatWasBuiltByIt() throws IOException {
    Bank built = new BankBuilder(pipeline).build(BankRecipe.usual(), pictures("shots"));

    Bank tuned = tuned("auto", Selection.FIXED);

    assertThat(tuned.method()).isEqualTo("auto");
    assertThat(tuned.parameters()).isEqualTo(built.parameters());
    assertThat(tuned.weights().keySet()).isEqualTo(built.weights().keySet());
  }

  @Test
  void aValidationPictureThatCannotBeUsedIsToldAndTheOthersGoOn() throws IOException {
    List<String> failed = new ArrayList<>();
    Notes notes =
        new Notes() {
          @Override
          public void note(String sentence) {}

          @Override
          public void failed(String name, String sentence) {
            failed.add(name);
          }
        };
    LabelledInputs some =
        LabelledInputs.of(Map.of("emu", Demo.inputs(List.of(Demo.TEXT, Demo.EMU))));

    assertThat(tuner(notes).validation(bank, "a.bank", "tip", some).size()).isEqualTo(1);
    assertThat(failed).containsExactly(Demo.TEXT.toString());
  }

  @Test
  void methodsThatLearnFromMoreThanABankKeepsAreRefused() {
    for (String method : List.of("linear-probe", "clip-adapter", "calip-fs")) {
      assertThatThrownBy(() -> tuned(method, Selection.FIXED))
          .isInstanceOf(ParameterException.class)
          .hasMessage(
              "'%s' learns from more of the examples than the bank keeps; build it anew", method);
    }
  }

  @Test
  void aBankOfAnotherEncoderIsRefused() {
    assertThatThrownBy(
            () ->
                tuner(Notes.SILENT)
                    .tune(SmallBanks.ofTwo(), "small.bank", "tip", Map.of(), Selection.FIXED, null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("small.bank was made with encoder 'axes'");
  }

  @Test
  void theChoiceAndWhatItIsMadeOnGoTogether() {
    assertThatThrownBy(() -> tuned("tip", Selection.VALIDATION))
        .isInstanceOf(ParameterException.class)
        .hasMessage("selection 'val' needs validation pictures");
    assertThatThrownBy(
            () -> {
              BankTuner tuner = tuner(Notes.SILENT);
              LabelledFeatures encoded = tuner.validation(bank, "a", "tip", pictures("test"));
              tuner.tune(bank, "a", "tip", Map.of(), Selection.LEAVE_ONE_OUT, encoded);
            })
        .isInstanceOf(ParameterException.class)
        .hasMessage("there are validation pictures, but the selection is 'loo'");
  }
}
