package io.glimpse.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What was said of a class is found again in its prompts. */
class ClassTextsSaidTest {

  private static final List<String> TEMPLATES = List.of("a photo of a {}.", "a {} in the dark");

  private static ClassDescriptions.Words phrases(String... some) {
    return new ClassDescriptions.Words(List.of(some), false);
  }

  private static ClassDescriptions.Words sentences(String... some) {
    return new ClassDescriptions.Words(List.of(some), true);
  }

  @Test
  void aPhraseIsWhatStandsInEveryTemplate() {
    assertThat(ClassTexts.said(TEMPLATES, List.of("a photo of a cup.", "a cup in the dark")))
        .isEqualTo(phrases("a cup"));
    assertThat(ClassTexts.said(List.of("art of {}"), List.of("art of two cups")))
        .isEqualTo(phrases("two cups"));
  }

  @Test
  void anArticleOfThePhraseIsKept() {
    assertThat(ClassTexts.said(TEMPLATES, List.of("a photo of the cup.", "the cup in the dark")))
        .isEqualTo(phrases("the cup"));
  }

  @Test
  void severalPhrasesComeOneAfterTheOther() {
    assertThat(
            ClassTexts.said(
                TEMPLATES,
                List.of(
                    "a photo of a cup.",
                    "a cup in the dark",
                    "a photo of an old mug.",
                    "an old mug in the dark")))
        .isEqualTo(phrases("a cup", "an old mug"));
  }

  @Test
  void whatStandsInNoTemplateIsASentence() {
    assertThat(ClassTexts.said(TEMPLATES, List.of("a cup", "its handle is gone")))
        .isEqualTo(sentences("a cup", "its handle is gone"));
    assertThat(ClassTexts.said(TEMPLATES, List.of("a photo of a cup.")))
        .isEqualTo(sentences("a photo of a cup."));
    assertThat(ClassTexts.said(TEMPLATES, List.of("a photo of a cup.", "a mug in the dark")))
        .isEqualTo(sentences("a photo of a cup.", "a mug in the dark"));
    assertThat(ClassTexts.said(List.of("a photo of {}."), List.of("a photo of .")))
        .isEqualTo(sentences("a photo of ."));
  }

  @Test
  void amongBareNamesOneTextWithoutAFullStopIsAPhrase() {
    List<String> bare = List.of("{}");

    assertThat(ClassTexts.said(bare, List.of("a cup"))).isEqualTo(phrases("a cup"));
    assertThat(ClassTexts.said(bare, List.of("This is a cup.")))
        .isEqualTo(sentences("This is a cup."));
    assertThat(ClassTexts.said(bare, List.of("a cup", "a mug")))
        .isEqualTo(sentences("a cup", "a mug"));
  }
}
