package io.glimpse.page;

/** Shapes of a figure. */
final class Svg {

  private Svg() {}

  static void text(Html html, double x, double y, String anchor, String text) {
    html.element("text", text, "x", at(x), "y", at(y), "text-anchor", anchor);
  }

  static void line(Html html, String style, double x1, double y1, double x2, double y2) {
    html.empty("line", "class", style, "x1", at(x1), "y1", at(y1), "x2", at(x2), "y2", at(y2));
  }

  static void circle(Html html, double x, double y, double radius) {
    html.empty("circle", "cx", at(x), "cy", at(y), "r", at(radius));
  }

  static void box(Html html, String style, double x, double y, double width, double height) {
    html.empty(
        "rect", "class", style, "x", at(x), "y", at(y), "width", at(width), "height", at(height));
  }

  /** A coordinate. */
  static String at(double coordinate) {
    return Numbers.decimals(coordinate, 1);
  }
}
