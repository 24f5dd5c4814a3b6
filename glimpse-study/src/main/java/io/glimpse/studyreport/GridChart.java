package io.glimpse.studyreport;

import io.glimpse.page.Figure;
import io.glimpse.page.HeatMap;
import io.glimpse.page.Html;
import io.glimpse.page.Numbers;
import java.util.List;

/** A grid of numbers as colours, inline SVG, with the ends of the scale beneath. */
final class GridChart implements Figure {

  private static final int SIZE = 300;
  private static final int MARGIN = 20;

  private final String title;
  private final String rows;
  private final String columns;
  private final double[][] values;
  private final List<String> ends;

  /**
   * @param title heading
   * @param rows what the rows are, from top to bottom
   * @param columns what the columns are, from left to right
   * @param values one a cell; must not change afterwards
   * @param ends what the darkest and the lightest colour stand for
   */
  GridChart(String title, String rows, String columns, double[][] values, List<String> ends) {
    this.title = title;
    this.rows = rows;
    this.columns = columns;
    this.values = values;
    this.ends = List.copyOf(ends);
  }

  @Override
  public void write(Html html) {
    html.open("figure").open("figcaption").element("strong", title).close();
    String box = "0 0 " + (SIZE + MARGIN) + " " + (SIZE + MARGIN);
    html.open("svg", "viewBox", box, "role", "img", "aria-label", title, "class", "grid-chart");
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double[] row : values) {
      for (double value : row) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    cell(html, 0, MARGIN, SIZE, SIZE, 0);
    double height = (double) SIZE / values.length;
    for (int r = 0; r < values.length; r++) {
      double width = (double) SIZE / values[r].length;
      for (int c = 0; c < values[r].length; c++) {
        double part = most > least ? (values[r][c] - least) / (most - least) : 0;
        if (part > 0) {
          cell(html, r * height, MARGIN + c * width, width, height, part);
        }
      }
    }
    html.element(
        "text",
        columns,
        "x",
        at(MARGIN + SIZE / 2.0),
        "y",
        at(SIZE + 15.0),
        "text-anchor",
        "middle");
    String turn = "rotate(-90) translate(" + -SIZE / 2 + ",13)";
    html.element("text", rows, "transform", turn, "text-anchor", "middle");
    html.closeLine();
    html.open("p", "class", "small ends").text(ends.get(0) + " ");
    html.element("span", "", "class", "ramp").text(" " + ends.get(1)).close();
    html.closeLine();
  }

  /** Cells of the least value are the background, which is drawn in one piece. */
  private static void cell(
      Html html, double y, double x, double width, double height, double part) {
    html.empty(
        "rect",
        "x",
        at(x),
        "y",
        at(y),
        "width",
        at(width + 0.3),
        "height",
        at(height + 0.3),
        "fill",
        "#%06x".formatted(HeatMap.colour(part)));
  }

  private static String at(double coordinate) {
    return Numbers.decimals(coordinate, 2);
  }
}
