package io.glimpse.page;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The scores of two kinds of pictures, one histogram above the other over a common axis, as inline
 * SVG. What lies beyond the axis counts at its ends, which are chosen so that little does.
 *
 * @param title heading
 * @param upper what the upper ones are, such as {@code pictures of your classes}
 * @param lower what the lower ones are
 * @param above their scores, ascending, at least one; not modified
 * @param below theirs
 * @param threshold marked by a line; null for none
 */
@SuppressWarnings("ArrayRecordComponent") // Drawn at once and never compared.
public record ScoreHistograms(
    String title,
    String upper,
    String lower,
    double[] above,
    double[] below,
    @Nullable Double threshold)
    implements Figure {

  private static final int WIDTH = 460;
  private static final int HEIGHT = 352;
  private static final int LEFT = 44;
  private static final int RIGHT = 448;
  private static final int PANEL = 96;
  private static final int FIRST_BOTTOM = 156;
  private static final int SECOND_BOTTOM = 300;
  private static final int BINS = 30;
  private static final int STEPS = 6;

  /** The share of scores at either end that the axis need not reach. */
  private static final double BEYOND = 0.02;

  @Override
  public void write(Html html) {
    html.open("figure").open("figcaption").element("strong", title).close();
    String box = "0 0 " + WIDTH + " " + HEIGHT;
    html.open("svg", "viewBox", box, "role", "img", "aria-label", title);
    Span span = span();
    // Names stand away from the threshold.
    boolean right = threshold != null && span.x(threshold) < (LEFT + RIGHT) / 2.0;
    panel(html, span, FIRST_BOTTOM, "line2", above);
    name(html, FIRST_BOTTOM, "line2", upper, right);
    panel(html, span, SECOND_BOTTOM, "line1", below);
    name(html, SECOND_BOTTOM, "line1", lower, right);
    axis(html, span);
    Double cut = threshold;
    if (cut != null) {
      double x = span.x(cut);
      Svg.line(html, "cut", x, FIRST_BOTTOM - PANEL - 28, x, SECOND_BOTTOM);
      Svg.text(
          html,
          x + (right ? 5 : -5),
          FIRST_BOTTOM - PANEL - 30,
          right ? "start" : "end",
          right ? "taken for one of them →" : "← taken for none of them");
    }
    html.close().closeLine();
  }

  private record Span(double least, double most) {
    double x(double score) {
      double part = (score - least) / (most - least);
      return LEFT + (RIGHT - LEFT) * Math.min(1, Math.max(0, part));
    }

    int bin(double score) {
      double part = (score - least) / (most - least);
      return (int) Math.min(BINS - 1, Math.max(0, Math.floor(BINS * part)));
    }
  }

  private Span span() {
    double[] ends =
        DoubleStream.of(
                quantile(above, BEYOND),
                quantile(above, 1 - BEYOND),
                quantile(below, BEYOND),
                quantile(below, 1 - BEYOND),
                threshold == null ? quantile(above, BEYOND) : threshold)
            .toArray();
    double least = Arrays.stream(ends).min().orElse(0);
    double most = Arrays.stream(ends).max().orElse(1);
    double margin = Math.max(0.03 * (most - least), 1e-6);
    return new Span(least - margin, most + margin);
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  private static void panel(Html html, Span span, int bottom, String style, double... scores) {
    int[] counts = new int[BINS];
    for (double score : scores) {
      counts[span.bin(score)]++;
    }
    int most = Arrays.stream(counts).max().orElse(1);
    double width = (double) (RIGHT - LEFT) / BINS;
    html.open("g", "class", "axes");
    Svg.line(html, "grid", LEFT, bottom, RIGHT, bottom);
    Svg.text(html, LEFT - 6, bottom - PANEL + 4, "end", Integer.toString(most));
    Svg.text(html, LEFT - 6, bottom + 1, "end", "0");
    html.closeLine();
    html.open("g", "class", style);
    for (int b = 0; b < BINS; b++) {
      if (counts[b] > 0) {
        double height = Math.max(1.5, (double) PANEL * counts[b] / most);
        Svg.box(html, "column", LEFT + b * width + 0.5, bottom - height, width - 1, height);
      }
    }
    html.closeLine();
  }

  private static void name(Html html, int bottom, String style, String name, boolean right) {
    html.open("g", "class", "label " + style);
    Svg.text(
        html, right ? RIGHT - 4 : LEFT + 4, bottom - PANEL - 10, right ? "end" : "start", name);
    html.closeLine();
  }

  private static void axis(Html html, Span span) {
    html.open("g", "class", "axes");
    double step = RoundSteps.of(span.most() - span.least(), STEPS);
    int decimals = RoundSteps.decimals(step);
    for (double at = Math.ceil(span.least() / step) * step; at <= span.most(); at += step) {
      // Adding up steps would write -0.0.
      double tick = Math.rint(at / step) * step + 0.0;
      Svg.text(html, span.x(tick), SECOND_BOTTOM + 18, "middle", Numbers.decimals(tick, decimals));
    }
    Svg.text(
        html,
        (LEFT + RIGHT) / 2.0,
        SECOND_BOTTOM + 40,
        "middle",
        "score: the larger, the more like your classes");
    html.closeLine();
  }
}
