package io.glimpse.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextCleaningTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          &amp                 , &
          &notit;              , ¬it;
          &#x80;               , €
          &#99999999999999999; , \ufffd
          &#x3b;               , ;
          &NTILDE;             , ñ
          &nTILDE;             , &ntilde;
          &sect1;              , §1;
          """)
  void referencesAreReadAsBrowsersDo(String text, String expected) {
    assertThat(TextCleaning.clean(text)).isEqualTo(expected);
  }

  @Test
  void capitalNamesAreKeptFromTheFirstLineWithATagOn() {
    assertThat(TextCleaning.clean("&EACUTE; \n<b> \n&EACUTE;")).isEqualTo("é <b> &eacute;");
  }

  @Test
  void mojibakeIsUndoneHoweverOftenItWasMade() {
    assertThat(TextCleaning.clean("caf\u00c3\u00a9")).isEqualTo("café");
    assertThat(TextCleaning.clean("caf\u00c3\u0192\u00c2\u00a9")).isEqualTo("café");
  }

  @Test
  void mojibakeWithinGoodTextIsUndone() {
    assertThat(TextCleaning.clean("猫 caf\u00c3\u00a9")).isEqualTo("猫 café");
  }

  @Test
  void surrogatesEncodedOneByOneAreJoined() {
    // U+1F600 in CESU-8, read as Windows-1252.
    String cesu8 = "\u00ed\u00a0\u00bd\u00ed\u00b8\u20ac";

    assertThat(TextCleaning.clean(cesu8)).isEqualTo("😀");
  }

  @Test
  void accentsThatAreMeantStay() {
    assertThat(TextCleaning.clean("Citroën à la Ångström")).isEqualTo("citroën à la ångström");
  }

  @Test
  void sigmaIsFinalAfterALetterUnlessALetterFollows() {
    assertThat(LowerCase.of("ΟΔΟΣ ΟΔΟΣ")).isEqualTo("οδος οδος");
    assertThat(LowerCase.of("Σ Α.Σ ΑΣ1")).isEqualTo("σ α.ς ας1");
    assertThat(LowerCase.of("ΑΣ'Α ΑΣ' 1Σ")).isEqualTo("ασ'α ας' 1σ");
  }

  @Test
  void dottedCapitalIKeepsItsDot() {
    assertThat(LowerCase.of("İ")).isEqualTo("i\u0307");
  }

  @Test
  void iotaBelowAVowelIsInNoWord() {
    WordScanner words = new WordScanner("a\u0345b");

    assertThat(words.next()).isEqualTo("a");
    assertThat(words.next()).isEqualTo("b");
    assertThat(words.next()).isNull();
  }
}
