package io.glimpse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ScoreSectionTest {

  private static final List<Score> SCORES =
      List.of(
          new Score("zero-shot", 0, 50, 100),
          new Score("tip", 4, 90, 100),
          new Score("tip", 1, 70, 100),
          new Score("tip", 2, 100, 100));

  @Test
  void aLineRunsOverItsShotsInOrder() throws Exception {
    Document page = Reports.parse(Reports.of(SCORES, List.of()));

    assertThat(Reports.elements(page, "polyline")).hasSize(1);
    assertThat(Reports.elements(page, "title").stream().map(Element::getTextContent))
        .containsExactly("Demo", "tip, 1: 70.00", "tip, 2: 100.00", "tip, 4: 90.00");
  }

  @Test
  void aMethodWithoutShotsIsALevel() throws Exception {
    Document page = Reports.parse(Reports.of(SCORES, List.of()));

    assertThat(Reports.styled(page, "level")).hasSize(1);
    assertThat(Reports.styled(page, "label"))
        .extracting(Element::getTextContent)
        .containsExactly("tip90.0\u00a0%", "zero-shot50.0\u00a0%");
  }

  @Test
  void aSingleScoreNeedsNoChart() throws Exception {
    Report report = Reports.of(SCORES.subList(0, 1), List.of());

    assertThat(Reports.elements(Reports.parse(report), "svg")).isEmpty();
    assertThat(Reports.elements(Reports.parse(report), "td")).hasSize(4);
  }
}
