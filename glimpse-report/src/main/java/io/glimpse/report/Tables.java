package io.glimpse.report;

import io.glimpse.page.Html;
import java.util.List;

/** Tables of figures: a name, then numbers. */
final class Tables {

  private Tables() {}

  /** Opens a table and its body; {@link #end} closes both. */
  static void begin(Html html, String first, List<String> others) {
    html.open("table").open("thead").open("tr");
    html.element("th", first, "scope", "col");
    for (String name : others) {
      html.element("th", name, "scope", "col", "class", "number");
    }
    html.close().close().open("tbody");
  }

  /** A row of our own name. */
  static void row(Html html, String name, List<String> numbers) {
    html.open("tr").element("th", name, "scope", "row");
    for (String number : numbers) {
      html.element("td", number, "class", "number");
    }
    html.closeLine();
  }

  static void end(Html html) {
    html.close().close();
  }
}
