package io.glimpse.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.encoder.ClassTexts;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.Encoders;
import io.glimpse.feature.ClassSet;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClassPromptsTest {

  private static Encoder lite;

  private final List<String> notes = new ArrayList<>();

  private final Notes heard =
      new Notes() {
        @Override
        public void note(String sentence) {
          notes.add(sentence);
        }
      };

  @BeforeAll
  static void open() throws IOException {
    lite = Encoders.open(Encoders.DEFAULT, EncoderOptions.defaults());
  }

  @AfterAll
  static void close() {
    lite.close();
  }

  private ClassTexts encode(Map<String, String> said, String... names) {
    return ClassPrompts.encode(
        lite, ClassSet.of(names), ClassDescriptions.ofPhrases(said), List.of(), List.of(), heard);
  }

  private ClassTexts besideExamples(String... names) {
    return ClassPrompts.encodeBesideExamples(
        lite, ClassSet.of(names), ClassDescriptions.NONE, List.of(), List.of(), heard);
  }

  @Test
  void aNameOfAnotherLanguageIsReadInEnglishAndShown() {
    ClassTexts texts = encode(Map.of(), "猫", "椅子");

    assertThat(texts.features().classes().names()).containsExactly("猫", "椅子");
    assertThat(texts.prompts()).containsExactly(List.of("cat"), List.of("chair"));
    assertThat(notes).singleElement().asString().contains("猫=cat, 椅子=chair");
  }

  @Test
  void whatAUserSaysHolds() {
    assertThat(encode(Map.of("猫", "kitten", "0", "a chair"), "猫", "0", "dog").prompts())
        .containsExactly(List.of("kitten"), List.of("a chair"), List.of("dog"));
    assertThat(notes).isEmpty();
  }

  @Test
  void namesThatSayNothingAreWarnedOfByName() {
    assertThat(encode(Map.of(), "SKU-4711", "螺丝", "cat").prompts())
        .containsExactly(List.of("SKU-4711"), List.of("螺丝"), List.of("cat"));
    assertThat(notes).hasSize(2);
    assertThat(notes.get(0)).startsWith("螺丝 is neither English").contains("as in 螺丝=");
    assertThat(notes.get(1)).startsWith("SKU-4711 says nothing");
  }

  @Test
  void besideExamplesNamesThatSayNothingCountForNothing() {
    ClassTexts texts = besideExamples("0", "SKU-4711", "螺丝", "cat", "AnnualCrop");

    assertThat(texts.prompts())
        .containsExactly(
            List.of("object"),
            List.of("object"),
            List.of("object"),
            List.of("cat"),
            List.of("annual crop"));
    assertThat(notes).hasSize(2);
    assertThat(notes.get(1)).startsWith("0, SKU-4711, 螺丝 say nothing");
  }

  @Test
  void classesThatTheEncoderCannotTellApartAreNamed() {
    encode(Map.of(), "chair", "Chair", " chair", "dolphin");

    assertThat(notes)
        .singleElement()
        .asString()
        .contains("the texts of 'chair' and 'Chair' and ' chair' are the same");
  }

  @Test
  void aSingleClassIsNoChoice() {
    ClassPrompts.tellOfOne(ClassSet.of("chair"), heard);
    ClassPrompts.tellOfOne(ClassSet.of("chair", "cat"), heard);

    assertThat(notes).singleElement().asString().startsWith("there is one class only");
  }

  @Test
  void sentencesAreNotPutIntoTemplatesAndPhrasesLoseADoubleArticle() {
    ClassSet classes = ClassSet.of("ok", "ng");
    ClassDescriptions said =
        ClassDescriptions.ofPhrases(Map.of("ok", "a flawless part"))
            .with(ClassDescriptions.ofSentences(Map.of("ng", List.of("It is bent.", "Broken."))));
    try (Encoder templated = new TemplatedEncoder()) {
      ClassTexts texts =
          ClassTexts.of(templated, classes, said, List.of("a photo of a {}.", "{}"), Notes.SILENT);

      assertThat(texts.prompts())
          .containsExactly(
              List.of("a photo of a flawless part.", "a flawless part"),
              List.of("It is bent.", "Broken."));
      assertThat(texts.features().prompts().get(1).rows()).isEqualTo(2);
    }
  }

  @Test
  void whatIsSaidOfAClassThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> encode(Map.of("chiar", "a seat"), "chair", "cat"))
        .hasMessage("there is no class 'chiar' to describe; did you mean 'chair'?");
  }
}
