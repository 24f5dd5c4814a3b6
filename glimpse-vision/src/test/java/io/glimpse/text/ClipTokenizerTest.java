package io.glimpse.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClipTokenizerTest {

  private final ClipTokenizer tokenizer = new ClipTokenizer();

  @Test
  void rowIsPaddedWithZeros() {
    int[] ids = tokenizer.encode("cat", false);

    assertThat(ids).hasSize(77).startsWith(49406, 2368, 49407);
    assertThat(Arrays.copyOfRange(ids, 3, 77)).containsOnly(0);
  }

  @Test
  void emptyTextIsItsTwoEnds() {
    assertThat(tokenizer.encode("", false)).startsWith(49406, 49407, 0);
  }

  @Test
  void textOfSeventyFiveWordsFitsExactly() {
    assertThat(tokenizer.encode("cat ".repeat(75), false)).endsWith(2368, 49407);
  }

  @Test
  void textOfSeventySixWordsIsRefusedWithItsLength() {
    assertThatThrownBy(() -> tokenizer.encode("cat ".repeat(76), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "\"cat cat cat cat cat cat cat cat cat cat …\" is too long for context length 77: "
                + "it has 78 tokens with both ends (shorten it, or allow truncation)");
  }

  @Test
  void truncationKeepsTheFirstWordsAndTheEnd() {
    assertThat(tokenizer.encode("cat ".repeat(76) + "dog", true))
        .isEqualTo(tokenizer.encode("cat ".repeat(75), false));
  }

  @Test
  void truncationWithinAWordKeepsItsFirstPieces() {
    int[] whole = tokenizer.encode("cat ".repeat(74) + "x", false);

    int[] cut = tokenizer.encode("cat ".repeat(74) + "supercalifragilisticexpialidocious", true);

    assertThat(cut).startsWith(Arrays.copyOf(whole, 75)).endsWith(49407);
    assertThat(cut[75]).isNotIn(0, 49407);
  }

  @Test
  void refusalInABatchNamesTheText() {
    assertThatThrownBy(() -> tokenizer.encode(List.of("cat", "dog ".repeat(100)), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("text 1 (counted from 0), \"dog dog ")
        .hasMessageContaining("102 tokens");
  }

  @Test
  void emptyBatchHasNoRows() {
    assertThat(tokenizer.encode(List.of(), true)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "\ude00", "\ude00\ud83d", "\0", "a\0\ud800b", "&#0;&#xDFFF;"})
  void textThatIsNotUnicodeIsEncodedAllTheSame(String text) {
    assertThat(tokenizer.encode(text, false)).startsWith(49406).contains(49407);
  }

  @Test
  void longHostileTextsAreEncoded() {
    for (String piece : List.of("a", "&", "&amp;", "<", "\u00c3\u00a2", "\u00c3 ", "\ufffd", "'")) {
      assertThat(tokenizer.encode(piece.repeat(20_000), true)).endsWith(49407);
    }
    assertThat(tokenizer.encode("&amp" + ";amp".repeat(5_000), true)).contains(49407);
  }

  @Test
  void threadsAgreeFromTheFirstTextOn() throws Exception {
    int threads = 4;
    List<String> texts = List.of("a photo of a cat", "caf\u00c3\u00a9 &eacute;", "Σίσυφος", "🐱");
    CyclicBarrier together = new CyclicBarrier(threads);
    Callable<int[][]> encode =
        () -> {
          together.await();
          return new ClipTokenizer().encode(texts, false);
        };
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<int[][]>> answers = pool.invokeAll(Collections.nCopies(threads, encode));
      for (Future<int[][]> answer : answers) {
        assertThat(answer.get()).isDeepEqualTo(tokenizer.encode(texts, false));
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
