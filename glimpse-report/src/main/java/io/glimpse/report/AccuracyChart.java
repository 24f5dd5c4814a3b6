package io.glimpse.report;

import io.glimpse.page.Html;
import io.glimpse.page.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Accuracy against shots, as inline SVG. A method with shots is a line over them; one without is a
 * point at 0 with a dashed level to compare the lines with. Names stand at the ends of the lines.
 *
 * <p>Shot counts stand at equal distances, as they usually double.
 */
final class AccuracyChart {

  static final int WIDTH = 420;
  static final int HEIGHT = 300;
  static final int LEFT = 50;
  static final int RIGHT = 300;
  static final int TOP = 16;
  static final int BOTTOM = 256;

  /** Styles of lines that the style sheet knows. */
  private static final int STYLES = 6;

  private static final int LABEL_HEIGHT = 30;
  private static final int LABEL_LENGTH = 17;

  private final List<Integer> shots;
  private final Map<String, List<Score>> lines = new LinkedHashMap<>();
  private final double floor;

  /** The name at the end of a line. */
  private record Label(String name, String value, int style, double y) {}

  AccuracyChart(List<Score> scores) {
    shots = scores.stream().map(Score::shots).distinct().sorted().toList();
    scores.stream()
        .sorted(Comparator.comparingInt(Score::shots))
        .forEach(s -> lines.computeIfAbsent(s.method(), name -> new ArrayList<>()).add(s));
    double least = scores.stream().mapToDouble(Score::accuracy).min().orElse(0);
    floor = Math.max(0, Math.floor(10 * least - 0.5) / 10);
  }

  void write(Html html) {
    String box = "0 0 " + WIDTH + " " + HEIGHT;
    html.open("svg", "viewBox", box, "role", "img", "aria-label", "Accuracy against shots");
    axes(html);
    List<Label> labels = new ArrayList<>();
    for (List<Score> line : lines.values()) {
      int style = labels.size() % STYLES;
      Score last = line.get(line.size() - 1);
      html.open("g", "class", "line" + style);
      if (last.shots() == 0) {
        level(html, last);
      } else {
        path(html, line);
      }
      for (Score score : line) {
        point(html, score, twins(score, labels.size()));
      }
      html.closeLine();
      labels.add(
          new Label(last.method(), Numbers.percent(last.accuracy()), style, y(last.accuracy())));
    }
    spread(labels).forEach(label -> write(html, label));
    html.closeLine();
  }

  /** Where a count of shots lies. */
  double x(int count) {
    return shots.size() < 2
        ? (LEFT + RIGHT) / 2.0
        : LEFT + 16 + (RIGHT - LEFT - 32) * (double) shots.indexOf(count) / (shots.size() - 1);
  }

  /** Where an accuracy lies. The axis may begin above 0, and its numbers say so. */
  double y(double accuracy) {
    return BOTTOM - (BOTTOM - TOP) * (accuracy - floor) / (1 - floor);
  }

  private void axes(Html html) {
    html.open("g", "class", "axes");
    int first = (int) Math.round(10 * floor);
    int step = first < 6 ? 2 : 1;
    for (int tenth = 10; tenth >= first; tenth -= step) {
      double y = y(tenth / 10.0);
      line(html, "grid", LEFT, y, RIGHT, y);
      text(html, LEFT - 6, y + 4, "end", 10 * tenth + (tenth == 10 ? " %" : ""));
    }
    for (int count : shots) {
      text(html, x(count), BOTTOM + 18, "middle", Integer.toString(count));
    }
    text(html, (LEFT + RIGHT) / 2.0, BOTTOM + 36, "middle", "shots a class");
    html.closeLine();
  }

  private void level(Html html, Score score) {
    double y = y(score.accuracy());
    line(html, "level", x(0), y, RIGHT, y);
  }

  private void path(Html html, List<Score> line) {
    StringBuilder points = new StringBuilder();
    for (Score score : line) {
      points.append(at(x(score.shots()))).append(',').append(at(y(score.accuracy()))).append(' ');
    }
    html.empty("polyline", "points", points.toString().strip());
  }

  /** How many lines after one pass through the same point. */
  private long twins(Score score, int lineNumber) {
    return lines.values().stream()
        .skip(lineNumber + 1L)
        .flatMap(List::stream)
        .filter(s -> s.shots() == score.shots() && s.accuracy() == score.accuracy())
        .count();
  }

  /** Points that later ones would hide are larger, so that rings of them stay in sight. */
  private void point(Html html, Score score, long twins) {
    html.open(
        "circle",
        "cx",
        at(x(score.shots())),
        "cy",
        at(y(score.accuracy())),
        "r",
        at(4 + 2.5 * twins));
    html.element(
        "title",
        "%s, %s: %s"
            .formatted(
                score.method(),
                Numbers.count(score.shots(), "shot"),
                Numbers.percent(score.accuracy())));
    html.close();
  }

  /** The labels moved apart as little as keeps them legible, inside the plot. */
  private static List<Label> spread(List<Label> labels) {
    List<Label> sorted = labels.stream().sorted(Comparator.comparingDouble(Label::y)).toList();
    double[] y = new double[sorted.size()];
    double next = TOP;
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.max(next, sorted.get(i).y());
      next = y[i] + LABEL_HEIGHT;
    }
    next = BOTTOM;
    for (int i = y.length - 1; i >= 0; i--) {
      y[i] = Math.min(next, y[i]);
      next = y[i] - LABEL_HEIGHT;
    }
    List<Label> spread = new ArrayList<>();
    for (int i = 0; i < y.length; i++) {
      Label label = sorted.get(i);
      spread.add(new Label(label.name(), label.value(), label.style(), y[i]));
    }
    return spread;
  }

  private static void write(Html html, Label label) {
    html.open("g", "class", "label line" + label.style());
    text(html, RIGHT + 8, label.y() - 1, "start", shortened(label.name()));
    text(html, RIGHT + 8, label.y() + 13, "start", label.value());
    html.closeLine();
  }

  private static String shortened(String name) {
    return name.codePointCount(0, name.length()) <= LABEL_LENGTH
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LABEL_LENGTH - 1)) + "…";
  }

  private static void line(Html html, String style, double x1, double y1, double x2, double y2) {
    html.empty("line", "class", style, "x1", at(x1), "y1", at(y1), "x2", at(x2), "y2", at(y2));
  }

  private static void text(Html html, double x, double y, String anchor, String text) {
    html.element("text", text, "x", at(x), "y", at(y), "text-anchor", anchor);
  }

  private static String at(double coordinate) {
    return Numbers.decimals(coordinate, 1);
  }
}
