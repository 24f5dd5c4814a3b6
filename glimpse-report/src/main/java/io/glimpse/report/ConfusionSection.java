package io.glimpse.report;

import io.glimpse.feature.ClassSet;
import io.glimpse.metric.Confusion;
import io.glimpse.metric.Evaluation;
import io.glimpse.page.Html;
import io.glimpse.page.Numbers;
import java.util.List;

/** Which classes are taken for which. */
final class ConfusionSection {

  /** Mistakes in the list. */
  private static final int MOST = 20;

  /** With more classes than this, a square of all counts is too large to read. */
  private static final int SQUARE = 12;

  private ConfusionSection() {}

  static void write(Html html, Evaluation evaluation) {
    html.open("section").element("h2", "What is taken for what?");
    List<Confusion.Mistake> mistakes = evaluation.mistakes(MOST);
    html.element(
        "p",
        "The most frequent mistakes. Two classes that are often taken for each other need more"
            + " examples, or names that tell them apart.");
    list(html, evaluation, mistakes);
    if (evaluation.classes().size() <= SQUARE) {
      html.element(
          "p",
          "All answers: a row for each true class, a column for each answer; right ones are on the"
              + " diagonal, in bold.");
      square(html, evaluation);
    }
    html.closeLine();
  }

  private static void list(Html html, Evaluation evaluation, List<Confusion.Mistake> mistakes) {
    ClassSet classes = evaluation.classes();
    html.open("table").open("thead").open("tr");
    html.element("th", "Class", "scope", "col").element("th", "Taken for", "scope", "col");
    html.element("th", "Pictures", "scope", "col", "class", "number");
    html.element("th", "Of the class", "scope", "col", "class", "number");
    html.close().close().open("tbody");
    for (Confusion.Mistake one : mistakes) {
      int all = evaluation.total(one.truth());
      html.open("tr").open("th", "scope", "row").foreign(classes.name(one.truth())).close();
      html.open("td").foreign(classes.name(one.answer())).close();
      html.element("td", one.count() + " of " + all, "class", "number");
      html.element("td", Numbers.percent((double) one.count() / all), "class", "number");
      html.closeLine();
    }
    html.close().close();
  }

  private static void square(Html html, Evaluation evaluation) {
    int[][] counts = evaluation.confusion();
    html.open("div", "class", "wide").open("table", "class", "square").open("thead").open("tr");
    html.element("th", "Truth", "scope", "col");
    for (String name : evaluation.classes().names()) {
      html.open("th", "scope", "col", "class", "number").foreign(name).close();
    }
    html.close().close().open("tbody");
    for (int truth = 0; truth < counts.length; truth++) {
      html.open("tr").open("th", "scope", "row");
      html.foreign(evaluation.classes().name(truth)).close();
      for (int answer = 0; answer < counts.length; answer++) {
        String text = counts[truth][answer] == 0 ? "·" : Integer.toString(counts[truth][answer]);
        html.open("td", "class", "number");
        if (truth == answer) {
          html.element("strong", text);
        } else {
          html.text(text);
        }
        html.close();
      }
      html.closeLine();
    }
    html.close().close().close();
  }
}
