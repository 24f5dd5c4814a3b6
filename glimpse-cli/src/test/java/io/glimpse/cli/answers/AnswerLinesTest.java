package io.glimpse.cli.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnswerLinesTest {

  @Test
  void percentagesAreThoseOfAFormatter() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      double part = i < 1001 ? i / 1000.0 : Math.pow(random.nextDouble(), 3);
      assertThat(AnswerLines.percent(part))
          .isEqualTo(String.format(Locale.ROOT, "%.1f", 100 * part));
    }
    assertThat(AnswerLines.percent(1e-12)).isEqualTo("0.0");
    assertThat(AnswerLines.percent(0)).isEqualTo("0.0");
  }
}
