package io.glimpse.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class LineChartTest {

  private static final LineChart.Line TIP = line("tip", 1, 70, 2, 100, 4, 90);
  private static final LineChart.Line ZERO_SHOT =
      new LineChart.Line("zero-shot", List.of(new LineChart.Point(0, 50, Double.NaN)), true);

  /** A line without intervals through places and heights in turn. */
  private static LineChart.Line line(String name, double... xy) {
    List<LineChart.Point> points = new ArrayList<>();
    for (int i = 0; i < xy.length; i += 2) {
      points.add(new LineChart.Point(xy[i], xy[i + 1], Double.NaN));
    }
    return new LineChart.Line(name, points, false);
  }

  private static List<Element> elements(LineChart chart, String tag, String style)
      throws Exception {
    Html html = new Html();
    chart.write(html);
    byte[] svg = html.toString().getBytes(StandardCharsets.UTF_8);
    NodeList nodes =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg))
            .getElementsByTagName(tag);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> (Element) nodes.item(i))
        .filter(e -> (e.getAttribute("class") + " ").startsWith(style.isEmpty() ? "" : style + " "))
        .toList();
  }

  private static LineChart chart(LineChart.Line... lines) {
    return new LineChart("Accuracy", "shots", "%", true, Arrays.asList(lines));
  }

  @Test
  void countsThatDoubleStandAtEqualDistancesAndHeightsFillTheirRoundRange() throws Exception {
    // From 50 to 100: the plot's 240 pixels are 4.8 a unit.
    assertThat(elements(chart(ZERO_SHOT, TIP), "polyline", ""))
        .extracting(e -> e.getAttribute("points"))
        .containsExactly("62.0,176.0 184.0,32.0 306.0,80.0");
  }

  @Test
  void placesThatDoNotDoubleStandWhereTheyAre() throws Exception {
    LineChart chart = new LineChart("Loss", "epochs", "loss", false, List.of(TIP));

    assertThat(elements(chart, "circle", ""))
        .extracting(e -> e.getAttribute("cx"))
        .containsExactly("62.0", "143.3", "306.0");
  }

  @Test
  void aLevelRunsOverAllPlacesWithoutBeingOneOfThem() throws Exception {
    assertThat(elements(chart(ZERO_SHOT, TIP), "line", "level"))
        .extracting(e -> e.getAttribute("x1"), e -> e.getAttribute("x2"), e -> e.getAttribute("y1"))
        .containsExactly(tuple("48.0", "320.0", "272.0"));
    assertThat(elements(chart(ZERO_SHOT, TIP), "circle", "")).hasSize(3);
  }

  @Test
  void aPointThatALaterLineHidesIsARingAroundIt() throws Exception {
    LineChart chart = chart(line("a", 1, 70, 2, 80), line("b", 1, 70, 2, 90), line("c", 1, 70));

    assertThat(elements(chart, "circle", ""))
        .extracting(e -> e.getAttribute("r"))
        .containsExactly("8.5", "3.5", "6.0", "3.5", "3.5");
  }

  @Test
  void labelsOfEqualHeightsDoNotOverlap() throws Exception {
    LineChart chart = chart(line("a", 1, 100), line("b", 1, 100), line("c", 1, 100));

    assertThat(elements(chart, "g", "label"))
        .extracting(e -> ((Element) e.getFirstChild()).getAttribute("y"))
        .containsExactly("36.0", "53.0", "70.0");
  }

  @Test
  void aValueStandsBelowItsNameAndPushesTheNextLabelOn() throws Exception {
    LineChart.Line first = new LineChart.Line("a", "90 %", TIP.points(), false);
    LineChart.Line second = new LineChart.Line("b", "90 %", TIP.points(), false);

    List<String> y =
        elements(chart(first, second), "g", "label").stream()
            .flatMap(g -> IntStream.range(0, 2).mapToObj(i -> (Element) g.getChildNodes().item(i)))
            .map(text -> text.getTextContent() + " " + text.getAttribute("y"))
            .toList();

    // Both end at 90 of 70 to 100, two thirds up the plot.
    assertThat(y).containsExactly("a 116.0", "90 % 130.0", "b 147.0", "90 % 161.0");
  }

  @Test
  void labelsAtTheBottomAreMovedUpIntoThePicture() throws Exception {
    LineChart.Line low = new LineChart.Line("low", "50 %", ZERO_SHOT.points(), true);

    assertThat(elements(chart(TIP, low), "g", "label"))
        .last()
        .satisfies(
            g ->
                assertThat(((Element) g.getLastChild()).getAttribute("y"))
                    .isEqualTo(Integer.toString(272 + 14) + ".0"));
  }

  @Test
  void equalHeightsAreNotMagnified() throws Exception {
    assertThat(elements(chart(line("a", 1, 100, 2, 100)), "g", "axes").get(0).getTextContent())
        .startsWith("98.098.599.099.5100.0");
  }

  @Test
  void aLineWithoutPointsIsLeftOut() {
    assertThat(chart(TIP, line("missing")).lines()).containsExactly(TIP);
  }

  @Test
  void thirteenLinesAreToldApartByColourAndStroke() throws Exception {
    LineChart.Line[] lines = new LineChart.Line[13];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = line("method " + i, 1, 10 * i, 2, 10 * i + 1);
    }

    List<String> styles =
        elements(chart(lines), "g", "").stream()
            .map(e -> e.getAttribute("class"))
            .filter(style -> style.startsWith("line"))
            .toList();

    assertThat(styles).hasSize(13).doesNotHaveDuplicates();
    assertThat(styles.get(12)).isEqualTo("line0 dotted");
    assertThat(elements(chart(lines), "g", "label"))
        .extracting(e -> e.getAttribute("class"))
        .contains("label line0", "label line0 dashed", "label line0 dotted");
  }
}
