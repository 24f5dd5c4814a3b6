package io.glimpse.report;

import io.glimpse.metric.Evaluation;
import io.glimpse.page.Html;
import io.glimpse.page.Numbers;
import java.util.List;

/** How good the answers are, class by class. */
final class ClassSection {

  /** Classes in the table; those behind them are better. */
  private static final int MOST = 50;

  private ClassSection() {}

  static void write(Html html, Evaluation evaluation) {
    List<Integer> worst = evaluation.worstClasses();
    List<Integer> untested = evaluation.untested();
    html.open("section").element("h2", "How good is each class?");
    html.element(
        "p",
        worst.size() > MOST
            ? "The %d worst of %d classes, the worst first.".formatted(MOST, worst.size())
            : "The worst first.");
    html.open("table").open("thead").open("tr");
    html.element("th", "Class", "scope", "col");
    html.element("th", "Right", "scope", "col", "class", "number");
    html.element("th", "Accuracy", "scope", "col", "class", "number");
    html.close().close().open("tbody");
    for (int label : worst.subList(0, Math.min(MOST, worst.size()))) {
      html.open("tr").open("th", "scope", "row");
      html.foreign(evaluation.classes().name(label)).close();
      html.element(
          "td", evaluation.correct(label) + " of " + evaluation.total(label), "class", "number");
      html.element("td", Numbers.percent(evaluation.accuracy(label)), "class", "number");
      html.closeLine();
    }
    html.close().close();
    if (!untested.isEmpty()) {
      html.open("p");
      html.text(
          untested.size() == 1
              ? "One class was not tested, for there is no picture of it: "
              : "%d classes were not tested, for there are no pictures of them: "
                  .formatted(untested.size()));
      String separator = "";
      for (int label : untested) {
        html.text(separator).foreign(evaluation.classes().name(label));
        separator = ", ";
      }
      html.text(".").close();
    }
    html.closeLine();
  }
}
