package io.glimpse.listing;

/** Writes the cells of tables with commas between them, by RFC 4180. */
public final class CsvCell {

  private CsvCell() {}

  /** A cell as it is, or between quotes where it holds a comma, a quote or the end of a line. */
  public static String of(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
