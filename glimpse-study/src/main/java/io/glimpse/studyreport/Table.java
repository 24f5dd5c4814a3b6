package io.glimpse.studyreport;

import io.glimpse.listing.CsvCell;
import io.glimpse.page.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table that is written as HTML, Markdown and CSV alike.
 *
 * @param name of its CSV file, without the ending
 * @param title its heading
 * @param caption what its figures were made with
 * @param columns headings; the first column names the row
 * @param rows as many cells as there are columns; a cell that is empty is missing
 */
record Table(
    String name, String title, String caption, List<String> columns, List<List<String>> rows) {

  /** What stands where an experiment is missing. */
  static final String MISSING = "missing";

  private static final String FIGURE =
      "[+<-]?\\d[\\d.]*( ± [\\d.]+)?( [a-zA-Zµ%]+)?(, \\d+ of \\d+ seeds)?";

  Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(title + ": a row has " + row.size() + " cells");
      }
    }
  }

  void write(Html html) {
    html.open("div", "class", "table", "tabindex", "0").open("table");
    html.open("caption").element("strong", title);
    html.text(" ").element("span", caption, "class", "small").close();
    html.open("thead").open("tr");
    for (int c = 0; c < columns.size(); c++) {
      html.open("th", "scope", "col", "class", c == 0 ? "what" : isFigures(c) ? "number" : "word");
      html.foreign(columns.get(c)).close();
    }
    html.close().close().open("tbody");
    for (List<String> row : rows) {
      html.open("tr");
      html.open("th", "scope", "row").foreign(row.get(0)).close();
      for (int c = 1; c < row.size(); c++) {
        String cell = row.get(c);
        if (cell.equals(MISSING)) {
          html.element("td", "—", "class", "number absent", "title", MISSING);
        } else {
          html.open("td", "class", isFigures(c) ? "number" : "word").foreign(cell).close();
        }
      }
      html.closeLine();
    }
    html.close().close().closeLine();
  }

  private boolean isFigures(int column) {
    return rows.stream()
        .map(row -> row.get(column))
        .allMatch(cell -> cell.isEmpty() || cell.equals(MISSING) || cell.matches(FIGURE));
  }

  String markdown() {
    StringBuilder text = new StringBuilder("### ").append(title).append("\n\n");
    if (!caption.isEmpty()) {
      text.append(escaped(caption)).append("\n\n");
    }
    text.append(line(columns)).append(line(columns.stream().map(c -> "---").toList()));
    rows.forEach(row -> text.append(line(row)));
    return text.append('\n').toString();
  }

  private static String line(List<String> cells) {
    return cells.stream().map(Table::escaped).collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String escaped(String cell) {
    return cell.replace("|", "\\|").replace("<", "&lt;").replaceAll("\\R", " ");
  }

  /** RFC 4180; a cell that a spreadsheet would take for a formula begins with an apostrophe. */
  String csv() {
    List<String> lines = new ArrayList<>();
    lines.add(columns.stream().map(Table::quoted).collect(Collectors.joining(",")));
    for (List<String> row : rows) {
      lines.add(row.stream().map(Table::quoted).collect(Collectors.joining(",")));
    }
    return String.join("\r\n", lines) + "\r\n";
  }

  private static String quoted(String cell) {
    boolean formula = cell.matches("(?s)[=@\\t\\r].*") || cell.matches("(?s)[+-](?![\\d.]).*");
    return CsvCell.of(formula ? "'" + cell : cell);
  }
}
