package io.glimpse.page;

import io.glimpse.metric.Reliability;
import io.glimpse.metric.WilsonInterval;
import java.util.List;

/**
 * How often answers are right over how sure they were, as inline SVG: a point a bin with its 95 %
 * interval beside the line on which both are equal, and below, how many answers the bin has.
 *
 * @param title heading
 * @param bins from the least probability to the largest
 */
public record ReliabilityDiagram(String title, List<Reliability.Bin> bins) implements Figure {

  private static final int WIDTH = 400;
  private static final int HEIGHT = 430;
  private static final int LEFT = 52;
  private static final int RIGHT = 382;
  private static final int TOP = 32;
  private static final int BOTTOM = 322;
  private static final int COUNTS_TOP = 336;
  private static final int COUNTS_BOTTOM = 380;
  private static final int STEPS = 5;
  private static final double RADIUS = 4.5;

  public ReliabilityDiagram {
    bins = List.copyOf(bins);
  }

  @Override
  public void write(Html html) {
    html.open("figure").open("figcaption").element("strong", title).close();
    String box = "0 0 " + WIDTH + " " + HEIGHT;
    html.open("svg", "viewBox", box, "role", "img", "aria-label", title);
    grid(html);
    Svg.line(html, "diagonal", x(0), y(0), x(1), y(1));
    Svg.text(html, x(0.04), y(0.93), "start", "too modest");
    Svg.text(html, x(0.97), y(0.04), "end", "too sure");
    int most = bins.stream().mapToInt(Reliability.Bin::count).max().orElse(1);
    for (Reliability.Bin bin : bins) {
      if (bin.count() > 0) {
        point(html, bin);
        count(html, bin, Math.max(1, most));
      }
    }
    html.close().closeLine();
  }

  private static double x(double share) {
    return LEFT + (RIGHT - LEFT) * share;
  }

  private static double y(double share) {
    return BOTTOM - (BOTTOM - TOP) * share;
  }

  private static void grid(Html html) {
    html.open("g", "class", "axes");
    for (int i = 0; i <= STEPS; i++) {
      double share = (double) i / STEPS;
      String percent = Numbers.decimals(100 * share, 0);
      Svg.line(html, "grid", x(0), y(share), x(1), y(share));
      Svg.text(html, LEFT - 6, y(share) + 4, "end", percent);
      Svg.text(html, x(share), COUNTS_BOTTOM + 17, "middle", percent);
    }
    Svg.line(html, "grid", LEFT, COUNTS_BOTTOM, RIGHT, COUNTS_BOTTOM);
    Svg.text(html, LEFT - 40, TOP - 16, "start", "right, %");
    Svg.text(html, LEFT - 6, COUNTS_BOTTOM - 2, "end", "count");
    Svg.text(html, (LEFT + RIGHT) / 2.0, COUNTS_BOTTOM + 38, "middle", "probability given, %");
    html.closeLine();
  }

  private static void point(Html html, Reliability.Bin bin) {
    WilsonInterval interval = WilsonInterval.of(bin.correct(), bin.count());
    double x = x(bin.probability());
    html.open("g", "class", "line2");
    html.element("title", said(bin));
    Svg.line(html, "spread", x, y(interval.least()), x, y(interval.most()));
    Svg.circle(html, x, y(bin.accuracy()), RADIUS);
    html.closeLine();
  }

  private static void count(Html html, Reliability.Bin bin, int most) {
    double height = Math.max(1, (double) (COUNTS_BOTTOM - COUNTS_TOP) * bin.count() / most);
    html.open("g", "class", "line2").element("title", said(bin));
    Svg.box(
        html,
        "column",
        x(bin.from()) + 1,
        COUNTS_BOTTOM - height,
        x(bin.to()) - x(bin.from()) - 2,
        height);
    html.closeLine();
  }

  private static String said(Reliability.Bin bin) {
    return "%s of %s to %s: %s given, %s right"
        .formatted(
            Numbers.count(bin.count(), "answer"),
            Numbers.percent(bin.from()),
            Numbers.percent(bin.to()),
            Numbers.percent(bin.probability()),
            Numbers.percent(bin.accuracy()));
  }
}
