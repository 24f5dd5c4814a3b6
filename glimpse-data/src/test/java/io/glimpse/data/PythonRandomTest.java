package io.glimpse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Python 3.11 prints for the same calls. */
class PythonRandomTest {

  @Test
  void generatorIsCPythons() {
    PythonRandom random = new PythonRandom(1);

    assertThat(Stream.generate(() -> Integer.toUnsignedLong(random.next32())).limit(5))
        .containsExactly(577090037L, 2444712010L, 3639700191L, 3445702192L, 3280387012L);
  }

  @Test
  void samplesFollowEachOtherInOneStream() {
    PythonRandom random = new PythonRandom(1);

    assertThat(random.sample(range(50), 16))
        .containsExactly(8, 36, 4, 16, 7, 31, 28, 30, 41, 24, 13, 6, 44, 1, 40, 27);
    assertThat(random.sample(range(30), 16))
        .containsExactly(19, 24, 28, 0, 22, 14, 8, 7, 18, 3, 10, 26, 21, 17, 16, 27);
    assertThat(random.sample(range(1300), 16))
        .containsExactly(
            780, 443, 864, 59, 1080, 454, 896, 1015, 1132, 477, 707, 472, 448, 941, 593, 44);
  }

  @Test
  void poolAndSetAreChosenAsPythonChooses() {
    PythonRandom random = new PythonRandom(1);

    assertThat(random.sample(range(1300), 1)).containsExactly(275);
    assertThat(random.sample(range(700), 2)).containsExactly(582, 64);
    assertThat(random.sample(range(500), 4)).containsExactly(130, 60, 253, 389);
    assertThat(random.sample(range(40), 8)).containsExactly(28, 30, 24, 13, 6, 31, 1, 37);
  }

  @Test
  void choicesAreDrawnWithReplacement() {
    assertThat(new PythonRandom(1).choices(range(10), 16))
        .containsExactly(1, 8, 7, 2, 4, 4, 6, 7, 0, 0, 8, 4, 7, 0, 4, 7);
  }

  @Test
  void shuffleIsPythons() {
    List<Integer> items = new ArrayList<>(range(8));

    new PythonRandom(1).shuffle(items);

    assertThat(items).containsExactly(3, 6, 1, 5, 7, 0, 4, 2);
  }

  @Test
  void seedsBeyond32BitsAndNegativeOnesArePythons() {
    assertThat(Integer.toUnsignedLong(new PythonRandom(1L << 40).next32())).isEqualTo(445128065L);
    assertThat(new PythonRandom(-7).next32()).isEqualTo(new PythonRandom(7).next32());
    assertThat(Integer.toUnsignedLong(new PythonRandom(0).next32())).isEqualTo(3626764237L);
    assertThat(Integer.toUnsignedLong(new PythonRandom(Long.MIN_VALUE).next32()))
        .isEqualTo(2377109768L);
  }

  @Test
  void moreThanThereIsCannotBeDrawn() {
    assertThatThrownBy(() -> new PythonRandom(1).sample(range(3), 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("4 of 3 cannot be drawn");
  }

  private static List<Integer> range(int size) {
    return IntStream.range(0, size).boxed().toList();
  }
}
