package io.glimpse.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.metric.Reliability;
import org.junit.jupiter.api.Test;

class ReliabilityDiagramTest {

  private static String drawn(Reliability reliability) {
    Html html = new Html();
    new ReliabilityDiagram("right answers", reliability.bins()).write(html);
    return html.toString();
  }

  @Test
  void aBinIsAPointAtItsMeanProbabilityAndAccuracy() {
    Reliability reliability = new Reliability();
    reliability.add(0.5, true);
    reliability.add(0.5, false);

    // The middle of 52 to 382 and of 322 to 32: on the diagonal.
    assertThat(drawn(reliability))
        .contains("cx=\"217.0\" cy=\"177.0\"")
        .contains("2 answers of 46.7\u00a0% to 53.3\u00a0%: 50.0\u00a0% given, 50.0\u00a0% right");
  }

  @Test
  void aBinWithoutAnswersIsNotDrawn() {
    Reliability reliability = new Reliability();
    reliability.add(0.9, true);

    assertThat(drawn(reliability).split("<circle", -1)).hasSize(2);
    assertThat(drawn(reliability).split("<rect", -1)).hasSize(2);
    assertThat(drawn(reliability)).doesNotContain("NaN");
  }
}
