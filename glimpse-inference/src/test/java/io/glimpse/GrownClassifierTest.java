package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.bank.Bank;
import io.glimpse.bank.Shot;
import io.glimpse.file.Input;
import io.glimpse.file.InputException;
import io.glimpse.input.LabelledInputs;
import io.glimpse.method.Prediction;
import io.glimpse.method.Selection;
import io.glimpse.shots.BankRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classifiers that are made of others: with more examples or fewer, merged, kept and read. */
class GrownClassifierTest {

  /** Parameters that do not depend on the examples, so that one can be grown into another. */
  private static final BankRecipe FIXED =
      BankRecipe.usual().withMethod("tip").withSelection(Selection.FIXED);

  private static Glimpse glimpse;

  @TempDir Path folder;

  @BeforeAll
  static void open() throws IOException {
    glimpse = Glimpse.open();
  }

  @AfterAll
  static void close() {
    glimpse.close();
  }

  private static ImageClassifier of(Map<String, List<Path>> shots) throws IOException {
    Map<String, List<Input>> inputs = new LinkedHashMap<>();
    shots.forEach((name, files) -> inputs.put(name, Input.ofFiles(files)));
    return glimpse.fewShot(FIXED.withParameters(Map.of("votes", "2")), LabelledInputs.of(inputs));
  }

  @Test
  void withMoreExamplesItIsWhatItWouldBeWithAllFromTheBeginning() throws IOException {
    Map<String, List<Path>> all = Demo.emusAndOkapis();
    all.put("bonsai", Demo.shots("bonsai", 0, 2));
    Map<String, List<Path>> some = new LinkedHashMap<>();
    some.put("emu", Demo.shots("emu", 0, 1));
    some.put("okapi", Demo.shots("okapi", 0, 2));
    ImageClassifier small = of(some);
    Prediction before = small.classify(Demo.EMU);

    ImageClassifier grown =
        small
            .with("emu", Demo.inputs(Demo.shots("emu", 1, 2)))
            .with("bonsai", Demo.inputs(Demo.shots("bonsai", 0, 2)));

    assertSame(grown, of(all));
    assertThat(small.classify(Demo.EMU)).as("the old one").isEqualTo(before);
    assertThat(small.classes()).containsExactly("emu", "okapi");
  }

  @Test
  void whatIsTakenOutWasNeverThere() throws IOException {
    Map<String, List<Path>> all = Demo.emusAndOkapis();
    all.put("bonsai", Demo.shots("bonsai", 0, 2));
    ImageClassifier whole = of(all);
    Map<String, List<Path>> fewer = new LinkedHashMap<>();
    fewer.put("emu", Demo.shots("emu", 1, 2));
    fewer.put("okapi", Demo.shots("okapi", 0, 2));
    String first = whole.bank().orElseThrow().shots().get(0).id();

    assertSame(whole.withoutClass("bonsai").withoutShot(first), of(fewer));
    assertSame(whole.withoutShot(first).withoutClass("bonsai"), of(fewer));
    assertThat(whole.classes()).hasSize(3);
  }

  @Test
  void mergedIsWhatBothTogetherWouldBe() throws IOException {
    Map<String, List<Path>> left = Demo.emusAndOkapis();
    Map<String, List<Path>> right = new LinkedHashMap<>();
    right.put("okapi", Demo.shots("okapi", 1, 4));
    right.put("bonsai", Demo.shots("bonsai", 0, 2));
    Map<String, List<Path>> both = Demo.emusAndOkapis();
    both.put("okapi", Demo.shots("okapi", 0, 4));
    both.put("bonsai", Demo.shots("bonsai", 0, 2));

    ImageClassifier merged = of(left).merge(of(right).bank().orElseThrow());

    assertSame(merged, of(both));
    assertThat(merged.bank().orElseThrow().shots().list()).hasSize(8);
  }

  @Test
  void whatIsKeptIsReadAgain() throws IOException {
    for (String method : List.of("tip", "tip-f", "auto", "linear-probe")) {
      BankRecipe recipe = BankRecipe.usual().withMethod(method).withSelection(Selection.FIXED);
      Map<String, List<Input>> inputs = new LinkedHashMap<>();
      Demo.emusAndOkapis().forEach((name, files) -> inputs.put(name, Input.ofFiles(files)));
      ImageClassifier made = glimpse.fewShot(recipe, LabelledInputs.of(inputs));
      Path file = folder.resolve(method + ".bank");

      made.save(file);
      ImageClassifier read = glimpse.bank(file);

      assertThat(read.classify(Demo.OKAPI)).as(method).isEqualTo(made.classify(Demo.OKAPI));
      assertThat(read.bank().orElseThrow().shots().list())
          .isEqualTo(made.bank().orElseThrow().shots().list());
      Bank bank = made.bank().orElseThrow();
      assertThat(glimpse.classifier(bank).classify(Demo.EMU)).isEqualTo(made.classify(Demo.EMU));
    }
  }

  @Test
  void anExampleThatIsThereAlreadyChangesNothing() throws IOException {
    ImageClassifier few = of(Demo.emusAndOkapis());

    ImageClassifier same = few.with("okapi", Demo.inputs(Demo.shots("okapi", 0, 2)));

    assertSame(same, few);
    assertThatThrownBy(() -> few.with("emu", Demo.inputs(Demo.shots("okapi", 0, 1))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'okapi'");
  }

  @Test
  void aClassIsFoundHoweverItsNameIsSpelled() throws IOException {
    Map<String, List<Path>> shots = new LinkedHashMap<>();
    shots.put("grand piano", Demo.shots("grand_piano", 0, 1));
    shots.put("okapi", Demo.shots("okapi", 0, 1));

    ImageClassifier grown =
        of(shots).with("grand_piano", Demo.inputs(Demo.shots("grand_piano", 1, 2)));

    assertThat(grown.classes()).containsExactly("grand piano", "okapi");
    assertThat(grown.bank().orElseThrow().shots().list()).hasSize(3);
  }

  @Test
  void anExampleThatCannotBeUsedEndsItByName() throws IOException {
    ImageClassifier few = of(Demo.emusAndOkapis());
    Map<String, List<Path>> bad = Demo.emusAndOkapis();
    bad.put("text", List.of(Demo.TEXT));

    assertThatThrownBy(() -> few.with("emu", Demo.inputs(List.of(Demo.TEXT))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("CREDITS.txt")
        .hasMessageNotContaining("Exception");
    assertThatThrownBy(() -> glimpse.fewShot(bad))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("CREDITS.txt");
    assertThatThrownBy(() -> few.with("emu", Demo.inputs(List.of(Path.of("gone.jpg")))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("gone.jpg");
  }

  @Test
  void whatIsNotThereCannotBeTakenOut() throws IOException {
    ImageClassifier few = of(Demo.emusAndOkapis());
    Shot okapi = few.bank().orElseThrow().shots().get(2);

    assertThatThrownBy(() -> few.withoutShot("0000000000"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0000000000");
    assertThatThrownBy(() -> few.withoutClass("yak")).hasMessageContaining("'yak'");
    assertThatThrownBy(() -> few.withoutClass("emu").withoutClass("okapi"))
        .hasMessageContaining("only class");
    String other = few.bank().orElseThrow().shots().get(3).id();
    assertThatThrownBy(() -> few.withoutShot(okapi.id()).withoutShot(other))
        .hasMessageContaining("the last of class 'okapi'");
  }

  @Test
  void whatHasNoExamplesSaysHowToGetThem() throws IOException {
    ImageClassifier names = glimpse.zeroShot("emu", "okapi");

    for (ThrowingCallable use :
        List.<ThrowingCallable>of(
            () -> names.with("emu", Demo.inputs(Demo.shots("emu", 0, 1))),
            () -> names.withoutClass("emu"),
            () -> names.withoutShot("0"),
            () -> names.save(folder.resolve("a.bank")))) {
      assertThatThrownBy(use)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("make one that has with fewShot");
    }
    assertThat(names.bank()).isEmpty();
    assertThat(folder.resolve("a.bank")).doesNotExist();
  }

  @Test
  void whatWasTrainedSaysThatItDoesNotGrow() throws IOException {
    Map<String, List<Input>> inputs = new LinkedHashMap<>();
    Demo.emusAndOkapis().forEach((name, files) -> inputs.put(name, Input.ofFiles(files)));
    ImageClassifier trained =
        glimpse.fewShot(
            FIXED.withMethod("tip-f").withParameters(Map.of("epochs", "1")),
            LabelledInputs.of(inputs));

    assertThatThrownBy(() -> trained.with("emu", Demo.inputs(Demo.shots("emu", 2, 3))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was trained");
  }

  @Test
  void aFileThatCannotBeWrittenKeepsWhatItHeld() throws IOException {
    ImageClassifier few = of(Demo.emusAndOkapis());
    Path missing = folder.resolve("none/a.bank");

    assertThatThrownBy(() -> few.save(missing))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none");
    Path text = Files.writeString(folder.resolve("text.bank"), "text");
    assertThatThrownBy(() -> glimpse.bank(text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("text.bank");
    assertThatThrownBy(() -> glimpse.bank(folder.resolve("gone.bank")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("gone.bank")
        .hasMessageContaining("no such file");
  }

  /** Same classes and logits; the order of the shots may differ, and with it the last bits. */
  private static void assertSame(ImageClassifier one, ImageClassifier other) throws IOException {
    assertThat(one.classes()).isEqualTo(other.classes());
    for (Path file : List.of(Demo.OKAPI, Demo.EMU, Demo.pictures("test", "bonsai").get(0))) {
      List<Prediction.Ranked> ranked = one.classify(file).ranked();
      List<Prediction.Ranked> expected = other.classify(file).ranked();
      for (int i = 0; i < expected.size(); i++) {
        assertThat(ranked.get(i).name()).isEqualTo(expected.get(i).name());
        assertThat(ranked.get(i).logit())
            .isEqualTo(expected.get(i).logit(), within(1e-6 * Math.abs(expected.get(i).logit())));
      }
    }
  }
}
