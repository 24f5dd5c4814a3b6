package io.glimpse.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.Demo;
import io.glimpse.bank.Bank;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.file.Input;
import io.glimpse.image.DecodeOptions;
import io.glimpse.inference.ShotSuggestions.Suggestion;
import io.glimpse.input.CloudRendering;
import io.glimpse.input.LabelledInputs;
import io.glimpse.progress.Notes;
import io.glimpse.shots.BankBuilder;
import io.glimpse.shots.BankRecipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ShotSuggestionsTest {

  private static Encoder lite;
  private static ImagePipeline pipeline;
  private static Predictor predictor;

  private final List<String> failed = new ArrayList<>();
  private final Notes notes =
      new Notes() {
        @Override
        public void note(String sentence) {}

        @Override
        public void failed(String name, String sentence) {
          failed.add(name);
        }
      };

  @BeforeAll
  static void open() throws IOException {
    lite = Encoders.open("lite", EncoderOptions.defaults());
    pipeline = new ImagePipeline(lite, DecodeOptions.defaults(), 2);
    Map<String, List<Input>> shots = new HashMap<>();
    for (Map.Entry<String, List<Path>> one : Demo.emusAndOkapis().entrySet()) {
      shots.put(one.getKey(), Demo.inputs(one.getValue()));
    }
    Bank bank = new BankBuilder(pipeline).build(BankRecipe.usual(), LabelledInputs.of(shots));
    predictor =
        new ClassifierSpec.OfBank("a.bank")
            .open(pipeline, bank, CloudRendering.usual(), Notes.SILENT);
  }

  @AfterAll
  static void close() {
    lite.close();
  }

  private ShotSuggestions of(int most, List<Path> files) {
    return ShotSuggestions.of(predictor, Demo.inputs(files), most, notes);
  }

  private static List<Path> pictures(ShotSuggestions found) {
    return found.suggestions().stream()
        .map(Suggestion::input)
        .map(input -> input.file().orElseThrow())
        .toList();
  }

  @Test
  void shotsAndWhatIsThereTwiceAreLeftOut() throws IOException {
    Path shot = Demo.shots("emu", 0, 1).get(0);

    ShotSuggestions found = of(9, List.of(shot, Demo.EMU, Demo.EMU, Demo.OKAPI));

    assertThat(found.looked()).isEqualTo(4);
    assertThat(found.known()).isEqualTo(1);
    assertThat(pictures(found)).containsExactlyInAnyOrder(Demo.EMU, Demo.OKAPI);
    assertThat(failed).isEmpty();
  }

  @Test
  void atMostSoManyAreSuggestedEachWithItsDoubt() throws IOException {
    List<Path> many = new ArrayList<>(Demo.pictures("test", "bonsai"));
    many.addAll(Demo.pictures("test", "emu"));

    ShotSuggestions two = of(2, many);
    ShotSuggestions all = of(99, many);

    assertThat(two.suggestions()).hasSize(2);
    assertThat(all.suggestions()).hasSize(8);
    assertThat(pictures(two)).isEqualTo(pictures(all).subList(0, 2));
    for (Suggestion one : all.suggestions()) {
      double first = one.prediction().best().probability();
      double second = one.prediction().top(2).get(1).probability();
      assertThat(one.doubt()).isEqualTo(1 - first + second).isBetween(0.0, 1.0);
      assertThat(one.novelty()).isBetween(0.0, 1.0);
      assertThat(one.prediction().ranked()).hasSize(2);
    }
    assertThat(of(0, many).suggestions()).isEmpty();
  }

  @Test
  void whatCannotBeUsedIsToldAndTheOthersGoOn() {
    ShotSuggestions found = of(9, List.of(Demo.TEXT, Demo.EMU));

    assertThat(failed).containsExactly(Demo.TEXT.toString());
    assertThat(found.looked()).isEqualTo(1);
    assertThat(of(9, List.of(Demo.TEXT)).suggestions()).isEmpty();
  }

  @Test
  void itTakesABankAndACount() {
    Predictor names =
        new ClassifierSpec.OfNames(List.of("emu", "okapi"))
            .open(pipeline, CloudRendering.usual(), List.of(), Notes.SILENT);

    assertThatThrownBy(() -> ShotSuggestions.of(names, List.of(), 1, notes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no bank to suggest pictures for");
    assertThatThrownBy(() -> of(-1, List.of(Demo.EMU)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("at least 0 pictures can be asked for, not -1");
  }
}
