package io.glimpse.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Lines over a common axis as inline SVG; their names stand at their ends.
 *
 * @param title heading
 * @param across what the horizontal axis is
 * @param up what the vertical axis is
 * @param steps whether the places on the horizontal axis stand at equal distances, as numbers of
 *     shots do, for they double
 * @param lines at least one, each with at least one point
 */
public record LineChart(String title, String across, String up, boolean steps, List<Line> lines)
    implements Figure {

  private static final int WIDTH = 460;
  private static final int HEIGHT = 318;
  private static final int LEFT = 48;
  private static final int RIGHT = 320;
  private static final int TOP = 32;
  private static final int BOTTOM = 272;
  private static final int STYLES = 6;
  private static final int LABEL_HEIGHT = 17;
  private static final int VALUE_HEIGHT = 14;
  private static final int LABEL_LENGTH = 18;
  private static final int GRID_LINES = 5;
  private static final int PLACES = 5;

  /** The axis spans at least this part of the largest value. */
  private static final int LEAST_SHARE = 50;

  /** More points than this are drawn without circles. */
  private static final int MOST_CIRCLES = 12;

  private static final double RADIUS = 3.5;
  private static final double RING = 2.5;

  /**
   * A line, or a level where there is a single point that is no place of the others.
   *
   * @param value what stands below the name at its end; empty for nothing
   * @param level whether it holds for all places, as the accuracy of a method without shots does
   */
  public record Line(String name, String value, List<Point> points, boolean level) {
    public Line {
      points = List.copyOf(points);
    }

    /** A line with its name alone at its end. */
    public Line(String name, List<Point> points, boolean level) {
      this(name, "", points, level);
    }
  }

  /**
   * A point.
   *
   * @param spread half the width of its interval; NaN for none
   */
  public record Point(double x, double y, double spread) {}

  public LineChart {
    lines = lines.stream().filter(line -> !line.points().isEmpty()).toList();
  }

  @Override
  public void write(Html html) {
    html.open("figure").open("figcaption").element("strong", title).close();
    String box = "0 0 " + WIDTH + " " + HEIGHT;
    html.open("svg", "viewBox", box, "role", "img", "aria-label", title);
    Axis axis = Axis.of(lines);
    double[] places =
        new TreeSet<>(
                lines.stream()
                    .filter(line -> !line.level())
                    .flatMap(line -> line.points().stream())
                    .map(Point::x)
                    .toList())
            .stream().mapToDouble(Double::doubleValue).toArray();
    grid(html, axis, places);
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      html.open("g", "class", style(i));
      draw(html, i, axis, places);
      html.closeLine();
      double last = line.points().get(line.points().size() - 1).y();
      labels.add(new Label(line.name(), line.value(), style(i), y(last, axis)));
    }
    labels(html, labels);
    html.close().closeLine();
  }

  /** The classes of a line: of one colour, some are whole, some dashed, and the rest dotted. */
  private static String style(int number) {
    String colour = "line" + number % STYLES;
    return number < STYLES ? colour : colour + (number < 2 * STYLES ? " dashed" : " dotted");
  }

  private record Label(String name, String value, String style, double y) {
    int height() {
      return value.isEmpty() ? LABEL_HEIGHT : LABEL_HEIGHT + VALUE_HEIGHT;
    }
  }

  /** The range of the vertical axis, ends at round numbers. */
  private record Axis(double least, double most, double step) {
    static Axis of(List<Line> lines) {
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (Line line : lines) {
        for (Point point : line.points()) {
          least = Math.min(least, point.y());
          most = Math.max(most, point.y());
        }
      }
      boolean allZero = least == 0 && most == 0;
      if (!(least <= most) || allZero) {
        return new Axis(0, 1, 0.2);
      }
      // Values that are all but equal need no magnified difference.
      double span = Math.max(most - least, Math.max(Math.abs(most) / LEAST_SHARE, 1e-3));
      double step = RoundSteps.of(span, GRID_LINES);
      if (span > most - least) {
        least = most - span;
      }
      return new Axis(Math.floor(least / step) * step, Math.ceil(most / step) * step + 1e-12, step);
    }
  }

  private double x(double value, double... places) {
    if (places.length < 2) {
      return (LEFT + RIGHT) / 2.0;
    }
    double part =
        steps
            ? (double) Arrays.binarySearch(places, value) / (places.length - 1)
            : (value - places[0]) / (places[places.length - 1] - places[0]);
    return LEFT + 14 + (RIGHT - LEFT - 28) * part;
  }

  private static double y(double value, Axis axis) {
    double span = Math.max(axis.most() - axis.least(), 1e-9);
    return BOTTOM - (BOTTOM - TOP) * (value - axis.least()) / span;
  }

  private void grid(Html html, Axis axis, double... places) {
    html.open("g", "class", "axes");
    int decimals = RoundSteps.decimals(axis.step());
    for (int i = 0; axis.least() + i * axis.step() <= axis.most() + 1e-9; i++) {
      double value = axis.least() + i * axis.step();
      double y = y(value, axis);
      Svg.line(html, "grid", LEFT, y, RIGHT, y);
      Svg.text(html, LEFT - 6, y + 4, "end", Numbers.decimals(value, decimals));
    }
    places(html, places);
    Svg.text(html, (LEFT + RIGHT) / 2.0, BOTTOM + 38, "middle", across);
    Svg.text(html, LEFT - 40, TOP - 18, "start", up);
    html.closeLine();
  }

  /** Marks the horizontal axis: at every place, or at round numbers. */
  private void places(Html html, double... places) {
    if (steps) {
      for (double place : places) {
        Svg.text(html, x(place, places), BOTTOM + 18, "middle", Numbers.decimals(place, 0));
      }
    } else if (places.length > 1) {
      double last = places[places.length - 1];
      double step = RoundSteps.of(last - places[0], PLACES);
      for (double at = Math.ceil(places[0] / step) * step; at <= last; at += step) {
        String place = Numbers.decimals(at, RoundSteps.decimals(step));
        Svg.text(html, x(at, places), BOTTOM + 18, "middle", place);
      }
    }
  }

  private void draw(Html html, int number, Axis axis, double... places) {
    Line line = lines.get(number);
    if (line.level()) {
      double y = y(line.points().get(0).y(), axis);
      Svg.line(html, "level", LEFT, y, RIGHT, y);
      return;
    }
    StringBuilder path = new StringBuilder();
    for (Point point : line.points()) {
      path.append(Svg.at(x(point.x(), places)))
          .append(',')
          .append(Svg.at(y(point.y(), axis)))
          .append(' ');
    }
    html.empty("polyline", "points", path.toString().strip());
    if (line.points().size() <= MOST_CIRCLES) {
      for (Point point : line.points()) {
        point(html, number, point, axis, places);
      }
    }
  }

  /** How many lines after one pass through the same point. */
  private long twins(Point point, int number) {
    return lines.stream()
        .skip(number + 1L)
        .filter(line -> !line.level())
        .flatMap(line -> line.points().stream())
        .filter(other -> other.x() == point.x() && other.y() == point.y())
        .count();
  }

  /** Points that later ones would hide are larger, so that rings of them stay in sight. */
  private void point(Html html, int number, Point point, Axis axis, double... places) {
    String x = Svg.at(x(point.x(), places));
    if (point.spread() > 0) {
      String low = Svg.at(y(Math.max(axis.least(), point.y() - point.spread()), axis));
      String high = Svg.at(y(Math.min(axis.most(), point.y() + point.spread()), axis));
      html.empty("line", "class", "spread", "x1", x, "y1", low, "x2", x, "y2", high);
    }
    String radius = Svg.at(RADIUS + RING * twins(point, number));
    html.open("circle", "cx", x, "cy", Svg.at(y(point.y(), axis)), "r", radius);
    html.element(
        "title",
        lines.get(number).name()
            + ", "
            + Numbers.decimals(point.x(), 0)
            + ": "
            + Numbers.decimals(point.y(), 2));
    html.close();
  }

  /** Names at the ends of the lines, moved apart as little as keeps them legible. */
  private static void labels(Html html, List<Label> labels) {
    List<Label> sorted = labels.stream().sorted(Comparator.comparingDouble(Label::y)).toList();
    double[] y = new double[sorted.size()];
    double next = TOP;
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.max(next, sorted.get(i).y());
      next = y[i] + sorted.get(i).height();
    }
    next = BOTTOM + 10 + LABEL_HEIGHT;
    for (int i = y.length - 1; i >= 0; i--) {
      y[i] = Math.min(next - sorted.get(i).height(), y[i]);
      next = y[i];
    }
    for (int i = 0; i < y.length; i++) {
      Label label = sorted.get(i);
      html.open("g", "class", "label " + label.style());
      Svg.text(html, RIGHT + 8, y[i] + 4, "start", shortened(label.name()));
      if (!label.value().isEmpty()) {
        Svg.text(html, RIGHT + 8, y[i] + 4 + VALUE_HEIGHT, "start", label.value());
      }
      html.closeLine();
    }
  }

  private static String shortened(String name) {
    return name.codePointCount(0, name.length()) <= LABEL_LENGTH
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LABEL_LENGTH - 1)) + "…";
  }
}
