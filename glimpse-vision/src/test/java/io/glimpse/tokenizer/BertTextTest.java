package io.glimpse.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BertTextTest {

  private static final BertText FAST = new BertText(true, true, true, true, true);
  private static final BertText AUTHORS = new BertText(true, false, true, true, true);

  /** U+2B820 to U+2B91F; the texts of the fast one are what BertNormalizer of tokenizers makes. */
  @Test
  void theFirstOfExtensionEAreWordsForTheAuthorsAlone() {
    assertThat(AUTHORS.apply(between(0x2b820))).isEqualTo(parted(0x2b820));
    assertThat(AUTHORS.apply(between(0x2b91f))).isEqualTo(parted(0x2b91f));
    assertThat(FAST.apply(between(0x2b820))).isEqualTo(between(0x2b820));
    assertThat(FAST.apply(between(0x2b91f))).isEqualTo(between(0x2b91f));
  }

  @Test
  void theirNeighboursAreWordsForBoth() {
    for (int c : new int[] {0x2b81f, 0x2b920, 0x2ceaf}) {
      assertThat(AUTHORS.apply(between(c))).isEqualTo(parted(c));
      assertThat(FAST.apply(between(c))).isEqualTo(parted(c));
    }
    assertThat(AUTHORS.apply(between(0x2ceb0))).isEqualTo(between(0x2ceb0));
    assertThat(FAST.apply(between(0x2ceb0))).isEqualTo(between(0x2ceb0));
  }

  private static String between(int c) {
    return "a" + Character.toString(c) + "b";
  }

  private static String parted(int c) {
    return "a " + Character.toString(c) + " b";
  }
}
