package io.glimpse.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScoreHistogramsTest {

  private static String drawn(double[] above, double[] below, @Nullable Double threshold) {
    Html html = new Html();
    new ScoreHistograms("scores", "known", "unknown", above, below, threshold).write(html);
    return html.toString();
  }

  private static double x(String html, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(html);
    assertThat(matcher.find()).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  @Test
  void theThresholdStandsBetweenWhatItParts() {
    String html = drawn(new double[] {1, 1}, new double[] {-1, -1, -1}, 0.0);

    double known = x(html, "class=\"line2\"><rect class=\"column\" x=\"([0-9.]+)\"");
    double unknown = x(html, "class=\"line1\"><rect class=\"column\" x=\"([0-9.]+)\"");
    double cut = x(html, "class=\"cut\" x1=\"([0-9.]+)\"");

    assertThat(cut).isBetween(unknown, known);
    assertThat(html).contains(">known<", ">unknown<", ">2<", ">3<");
  }

  @Test
  void withoutAThresholdNoneIsDrawn() {
    assertThat(drawn(new double[] {1}, new double[] {0}, null)).doesNotContain("class=\"cut\"");
  }

  @Test
  void equalScoresHaveABarEach() {
    assertThat(drawn(new double[] {1}, new double[] {1}, 1.0).split("<rect", -1)).hasSize(3);
  }

  @Test
  void fewStraysDoNotSpreadTheAxis() {
    double[] known = new double[200];
    for (int i = 0; i < known.length; i++) {
      known[i] = i / 200.0;
    }
    known[0] = -1e6;

    String html = drawn(known, new double[] {0, 0.5}, null);

    assertThat(html).doesNotContain("000000");
  }
}
