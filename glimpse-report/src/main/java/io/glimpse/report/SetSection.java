package io.glimpse.report;

import io.glimpse.metric.Evaluation;
import io.glimpse.metric.SetCoverage;
import io.glimpse.metric.WilsonInterval;
import io.glimpse.page.Html;
import io.glimpse.page.Numbers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How often sets of classes hold the true one, and how large they are. */
final class SetSection {

  private SetSection() {}

  static void write(Html html, Evaluation evaluation, @Nullable Double asked) {
    SetCoverage sets = evaluation.sets();
    int holding = (int) Math.round(sets.coverage() * sets.total());
    WilsonInterval range = WilsonInterval.of(holding, sets.total());
    html.open("section").element("h2", "Sets of classes that hold the true one");
    html.element(
        "p",
        "Beside its first answer, each picture has a set of the likeliest classes, as many as it takes"
            + " to hold the true one as often as was asked for. Sets should keep that promise, about,"
            + " and be small.");
    Tables.begin(
        html, "Asked for", List.of("Sets that hold it", "Range", "Classes in a set", "One class"));
    Tables.row(
        html,
        asked == null ? "–" : Numbers.percent(asked),
        List.of(
            Numbers.percent(sets.coverage()),
            Numbers.decimals(100 * range.least(), 0)
                + "–"
                + Numbers.decimals(100 * range.most(), 0)
                + "\u00a0%",
            Numbers.decimals(sets.meanSize(), 2) + " of " + evaluation.classes().size(),
            Numbers.percent(sets.single())));
    Tables.end(html);
    html.element(
        "p",
        "The range is Wilson's 95 %% interval over %s."
            .formatted(Numbers.count(sets.total(), "picture")),
        "class",
        "small");
    html.closeLine();
  }
}
