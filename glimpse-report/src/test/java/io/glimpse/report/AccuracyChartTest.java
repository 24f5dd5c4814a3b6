package io.glimpse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class AccuracyChartTest {

  private static final List<Score> SCORES =
      List.of(
          new Score("zero-shot", 0, 50, 100),
          new Score("tip", 4, 90, 100),
          new Score("tip", 1, 70, 100),
          new Score("tip", 2, 100, 100));

  @Test
  void accuracyOneIsAtTheTopAndTheFloorAtTheBottom() {
    AccuracyChart chart = new AccuracyChart(SCORES);

    assertThat(chart.y(1)).isEqualTo(AccuracyChart.TOP);
    assertThat(chart.y(0.4)).isCloseTo(AccuracyChart.BOTTOM, within(1e-9));
    assertThat(chart.y(0.7)).isCloseTo((16 + 256) / 2.0, within(1e-9));
  }

  @Test
  void shotCountsStandAtEqualDistances() {
    AccuracyChart chart = new AccuracyChart(SCORES);

    assertThat(chart.x(1) - chart.x(0)).isEqualTo(chart.x(4) - chart.x(2), within(1e-9));
    assertThat(chart.x(0)).isEqualTo(AccuracyChart.LEFT + 16);
    assertThat(chart.x(4)).isEqualTo(AccuracyChart.RIGHT - 16);
  }

  @Test
  void aLineRunsOverItsShotsInOrder() throws Exception {
    Document page = Reports.parse(Reports.of(SCORES, List.of()));

    assertThat(Reports.elements(page, "polyline"))
        .extracting(e -> e.getAttribute("points"))
        .containsExactly("138.7,136.0 211.3,16.0 284.0,56.0");
    assertThat(Reports.elements(page, "circle"))
        .extracting(e -> e.getAttribute("cx") + "," + e.getAttribute("cy"))
        .containsExactly("66.0,216.0", "138.7,136.0", "211.3,16.0", "284.0,56.0");
  }

  @Test
  void aMethodWithoutShotsIsALevel() throws Exception {
    List<Element> levels = Reports.styled(Reports.parse(Reports.of(SCORES, List.of())), "level");

    assertThat(levels)
        .singleElement()
        .satisfies(
            level -> {
              assertThat(level.getAttribute("y1")).isEqualTo("216.0");
              assertThat(level.getAttribute("y2")).isEqualTo("216.0");
            });
  }

  @Test
  void labelsOfEqualAccuraciesDoNotOverlap() throws Exception {
    List<Score> equal =
        List.of(new Score("a", 0, 1, 1), new Score("b", 0, 1, 1), new Score("c", 1, 1, 1));

    List<Element> labels = Reports.styled(Reports.parse(Reports.of(equal, List.of())), "label");

    assertThat(labels)
        .extracting(e -> ((Element) e.getFirstChild()).getAttribute("y"))
        .containsExactly("15.0", "45.0", "75.0");
  }

  @Test
  void aSingleScoreNeedsNoChart() throws Exception {
    Report report = Reports.of(SCORES.subList(0, 1), List.of());

    assertThat(Reports.elements(Reports.parse(report), "svg")).isEmpty();
    assertThat(Reports.elements(Reports.parse(report), "td")).hasSize(4);
  }

  @Test
  void wilsonsIntervalIsThePublishedOne() {
    // 8 of 10: 0.4902 to 0.9433.
    assertThat(new Score("tip", 1, 8, 10).least()).isCloseTo(0.4902, within(5e-5));
    assertThat(new Score("tip", 1, 8, 10).most()).isCloseTo(0.9433, within(5e-5));
    assertThat(new Score("tip", 1, 10, 10).most()).isCloseTo(1, within(1e-12));
  }
}
