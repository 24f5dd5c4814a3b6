package io.glimpse.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BytePairEncoderTest {

  private final BytePairEncoder encoder = BytePairEncoder.clip();

  @Test
  void wordOfOneByteIsThatByteAtTheEndOfAWord() {
    assertThat(encoder.encode(new byte[] {'!'})).containsExactly(256);
    assertThat(encoder.encode(new byte[] {'a'})).containsExactly(320);
  }

  @Test
  void commonWordIsOneId() {
    assertThat(encoder.encode("cat".getBytes(StandardCharsets.UTF_8))).containsExactly(2368);
  }

  @Test
  void everyByteHasAnIdOfItsOwn() {
    byte[] bytes = new byte[257];
    for (int i = 0; i < 257; i++) {
      bytes[i] = (byte) i;
    }

    int[] ids = Arrays.copyOf(encoder.symbols(bytes), 256);

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(Arrays.stream(ids)).allMatch(id -> id >= 0 && id < 256);
  }

  @Test
  void queueOfPairsAgreesWithTheObviousLoop() {
    Random random = new Random(7);
    String letters = "etaoinshrdlu";
    for (int round = 0; round < 2_000; round++) {
      byte[] word = new byte[1 + random.nextInt(40)];
      for (int i = 0; i < word.length; i++) {
        int letter = random.nextInt(letters.length() + 2);
        // Letters merge often, repeated ones overlap, other bytes stand in between.
        word[i] = (byte) (letter < letters.length() ? letters.charAt(letter) : 'a' + round % 3);
      }
      if (round % 5 == 0) {
        word[random.nextInt(word.length)] = (byte) random.nextInt(256);
      }

      assertThat(encoder.encode(word)).containsExactly(byRescanning(word));
    }
  }

  @Test
  void overlappingPairsAreJoinedFromTheLeft() {
    for (int length = 1; length < 40; length++) {
      byte[] word = "a".repeat(length).getBytes(StandardCharsets.UTF_8);
      assertThat(encoder.encode(word)).containsExactly(byRescanning(word));
    }
  }

  /** Looks through the word for its earliest merge, joins all such pairs, and starts again. */
  private int[] byRescanning(byte[] word) {
    int[] ids = encoder.symbols(word);
    while (true) {
      int earliest = Integer.MAX_VALUE;
      for (int i = 0; i + 1 < ids.length; i++) {
        int merged = encoder.merge(ids[i], ids[i + 1]);
        earliest = merged == 0 ? earliest : Math.min(earliest, merged);
      }
      if (earliest == Integer.MAX_VALUE) {
        return ids;
      }
      List<Integer> joined = new ArrayList<>();
      for (int i = 0; i < ids.length; i++) {
        boolean joins = i + 1 < ids.length && encoder.merge(ids[i], ids[i + 1]) == earliest;
        joined.add(joins ? earliest : ids[i]);
        i += joins ? 1 : 0;
      }
      ids = joined.stream().mapToInt(Integer::intValue).toArray();
    }
  }
}
