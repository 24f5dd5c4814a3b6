package io.glimpse.studyreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.glimpse.page.Html;
import io.glimpse.page.LineChart;
import io.glimpse.study.CellResult;
import io.glimpse.study.StudyStamp;
import io.glimpse.study.Trust;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrustSectionTest {

  private static final List<Trust.Bin> BINS =
      List.of(new Trust.Bin(10, 2, 4), new Trust.Bin(30, 24, 27));

  private static Trust calibrated(double ece) {
    return new Trust(
        ece,
        0.5,
        0.25,
        true,
        "8 examples, each left out in turn",
        1,
        new Trust.Sets(0.91, 1.5, 0.9, 1.25),
        new Trust.Unknown(0.95, 0.9, 0.25, 0.3, 0.06),
        BINS);
  }

  private static final Trust LACKING =
      new Trust(0.2, 1, 0.5, false, "nothing was learned from examples", 1, null, null, BINS);

  private static CellResult result(
      String method, int shots, long seed, String protocol, @Nullable Trust trust) {
    return new CellResult(
        "test",
        String.join("|", "own", "A", method, shots + "", seed + "", protocol),
        "own",
        "A",
        null,
        List.of(),
        method,
        method,
        shots,
        seed,
        1,
        null,
        protocol,
        "fixed",
        "nothing",
        Map.of(),
        new CellResult.Score(5, 10, 0.5, 0.5, List.of(5, 0), List.of(5, 5), List.of(), trust),
        null,
        List.of(),
        null,
        List.of(),
        Map.of("test", "t"),
        "2026-01-01T00:00:00Z",
        null);
  }

  private static Section section(List<String> planned, CellResult... results) {
    StudyStamp stamp = new StudyStamp(1, Map.of(), Map.of(), planned, Map.of());
    return new TrustSection(new Findings(stamp, List.of(results))).section();
  }

  private static Section section(CellResult... results) {
    return section(List.of(), results);
  }

  @Test
  void figuresAreMeansOverSeedsWithTheirSpread() {
    Section section =
        section(
            result("auto", 4, 1, "honest", calibrated(0.01)),
            result("auto", 4, 2, "honest", calibrated(0.03)));

    assertThat(section.tables().get(0).rows())
        .containsExactly(
            List.of(
                "auto",
                "4",
                "50.00 ± 0.00",
                "2.00 ± 12.71",
                "0.500 ± 0.000",
                "0.250 ± 0.000",
                "91.00 ± 0.00",
                "1.500 ± 0.000",
                "90.00 ± 0.00",
                "1.250 ± 0.000",
                "8 examples, each left out in turn"));
    assertThat(section.tables().get(1).rows())
        .containsExactly(
            List.of(
                "auto",
                "4",
                "95.00 ± 0.00",
                "90.00 ± 0.00",
                "25.00 ± 0.00",
                "30.00 ± 0.00",
                "6.00 ± 0.00"));
  }

  @Test
  void methodWithoutCalibrationSaysWhyAndHasNoSets() {
    assertThat(section(result("zero-shot", 0, 0, "honest", LACKING)).tables().get(0).rows())
        .containsExactly(
            List.of(
                "zero-shot",
                "0",
                "50.00",
                "20.00",
                "1.000",
                "0.500",
                "",
                "",
                "",
                "",
                "not calibrated: nothing was learned from examples"));
  }

  @Test
  void olderResultsAndMissingOnesAreToldApart() {
    Section section =
        section(
            List.of("own|A|tip|4|1|honest", "own|A|auto|4|1|honest"),
            result("tip", 4, 1, "honest", null));

    assertThat(section.tables().get(0).rows().get(0))
        .startsWith("tip", "4", "50.00", "")
        .endsWith("not known: an older Glimpse ran it");
    assertThat(section.tables().get(0).rows().get(1))
        .startsWith("auto", "4", "missing")
        .endsWith("missing");
    assertThat(section.figures()).isEmpty();
  }

  @Test
  void seedsThatAreMissingAreCounted() {
    Section section =
        section(
            List.of("own|A|auto|4|1|honest", "own|A|auto|4|2|honest"),
            result("auto", 4, 1, "honest", calibrated(0.01)));

    assertThat(section.tables().get(0).rows().get(0))
        .startsWith("auto", "4", "50.00, 1 of 2 seeds", "1.00");
    assertThat(section.tables().get(1).rows().get(0))
        .startsWith("auto", "4", "95.00, 1 of 2 seeds", "90.00");
  }

  @Test
  void figuresOfTheReferenceProtocolSayThatTheirParametersSawTheTestSet() {
    Section section = section(result("tip", 4, 1, "reference", calibrated(0.01)));

    assertThat(section.tables())
        .allMatch(table -> table.caption().contains("parameters chosen on the test set"));
  }

  @Test
  void diagramDrawsCalibratedMethodsBesideTheDiagonal() {
    Section section =
        section(
            result("auto", 4, 1, "honest", calibrated(0.01)),
            result("auto", 4, 2, "honest", calibrated(0.01)),
            result("tip", 4, 1, "honest", LACKING));

    LineChart chart = (LineChart) section.figures().get(0);
    assertThat(chart.title()).isEqualTo("own, reliability at 4 shots");
    assertThat(chart.lines()).extracting(LineChart.Line::name).containsExactly("exact", "auto");
    // 20 answers of both seeds with 20 %, 40 % of them right, and 60 with 80 %.
    assertThat(chart.lines().get(1).points())
        .extracting(LineChart.Point::x, LineChart.Point::y)
        .containsExactly(tuple(20.0, 40.0), tuple(80.0, 90.0));
    Html html = new Html();
    chart.write(html);
    assertThat(html.toString()).contains("probability of the answer, %", "auto");
  }

  @Test
  void binsOfFewAnswersAreNotDrawn() {
    LineChart chart =
        (LineChart) section(result("auto", 4, 1, "honest", calibrated(0.01))).figures().get(0);

    assertThat(chart.lines().get(1).points()).extracting(LineChart.Point::x).containsExactly(80.0);
  }
}
