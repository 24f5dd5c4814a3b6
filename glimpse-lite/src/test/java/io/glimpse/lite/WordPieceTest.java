package io.glimpse.lite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The ids are those of the reference tokenizer for the same file. */
class WordPieceTest {

  private static WordPiece tokenizer;

  @BeforeAll
  static void open() throws IOException {
    tokenizer = WordPiece.read(Embedded.bytes(MiniLm.TOKENIZER));
  }

  @Test
  void anEmptyTextIsItsTwoEnds() {
    assertThat(tokenizer.encode("")).containsExactly(101, 102);
  }

  @Test
  void accentsAndCaseAreTakenOff() {
    assertThat(tokenizer.encode("café CRÈME")).containsExactly(101, 7668, 13675, 21382, 102);
    assertThat(tokenizer.encode("İstanbul ΣΑΣ"))
        .containsExactly(101, 9960, 1173, 14608, 29733, 102);
  }

  @Test
  void punctuationStandsAlone() {
    assertThat(tokenizer.encode("hello,world!")).containsExactly(101, 7592, 1010, 2088, 999, 102);
    assertThat(tokenizer.encode("x $5 <tag> ~^"))
        .containsExactly(101, 1060, 1002, 1019, 1026, 6415, 1028, 1066, 1034, 102);
    assertThat(tokenizer.encode("don't—stop…"))
        .containsExactly(101, 2123, 1005, 1056, 1517, 2644, 1529, 102);
  }

  @Test
  void ideographsStandAlone() {
    assertThat(tokenizer.encode("日本語テスト"))
        .containsExactly(101, 1864, 1876, 1950, 1713, 30233, 30240, 102);
    assertThat(tokenizer.encode("한국어 고양이"))
        .containsExactly(101, 1469, 30006, 30021, 29991, 30014, 30020, 29999, 30008, 100, 102);
  }

  @Test
  void aWordOfMoreThanAHundredCharactersIsUnknown() {
    assertThat(tokenizer.encode("a".repeat(101))).containsExactly(101, 100, 102);
    assertThat(tokenizer.encode("b".repeat(100)))
        .containsExactly(
            101, 22861, 10322, 10322, 10322, 10322, 10322, 10322, 10322, 10322, 10322, 10322, 10322,
            10322, 10322, 10322, 10322, 10322, 10322, 10322, 10322, 10322, 10322, 10322, 10322,
            10322, 10322, 10322, 10322, 10322, 10322, 10322, 10322, 10322, 10322, 10322, 10322,
            10322, 10322, 10322, 10322, 10322, 10322, 10322, 10322, 10322, 10322, 10322, 10322,
            10322, 10322, 102);
  }

  @Test
  void longWordsFallIntoPieces() {
    assertThat(tokenizer.encode("uncopyrightableness antidisestablishmentarianism"))
        .containsExactly(
            101, 4895, 3597, 7685, 15950, 3085, 2791, 3424, 10521, 4355, 7875, 13602, 3672, 12199,
            2964, 102);
  }

  @Test
  void compatibilityFormsStay() {
    assertThat(tokenizer.encode("ﬁ ligature ½ ①"))
        .containsExactly(101, 1984, 8018, 11244, 1092, 100, 102);
    assertThat(tokenizer.encode("😀 smile")).containsExactly(101, 100, 2868, 102);
  }

  @Test
  void aLongTextIsCutBeforeItsEnd() {
    long[] ids = tokenizer.encode("word ".repeat(200));

    assertThat(ids).hasSize(128).startsWith(101, 2773).endsWith(2773, 102);
  }

  @Test
  void wordsEndAtSpacesPunctuationAndIdeographs() {
    assertThat(WordPiece.words("Crème brûlée, twice"))
        .containsExactly("creme", "brulee", ",", "twice");
    assertThat(WordPiece.words("$5 日本x")).containsExactly("$", "5", "日", "本", "x");
    assertThat(WordPiece.words("\ttab\u00a0nbsp\u200bjoined \u0000"))
        .containsExactly("tab", "nbspjoined");
    assertThat(WordPiece.words(" \n ")).isEmpty();
  }
}
