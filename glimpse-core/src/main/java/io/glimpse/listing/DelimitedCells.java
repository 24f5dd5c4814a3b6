package io.glimpse.listing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.glimpse.file.InputException;
import io.glimpse.file.TableLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lines of values between commas, semicolons, tabs or bars, the first line with heads. */
final class DelimitedCells {

  private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');

  /** How spreadsheet programs are told the separator. */
  private static final Pattern TOLD = Pattern.compile("sep=(.)\r?\n.*", Pattern.DOTALL);

  private static final ObjectReader READER =
      CsvMapper.builder()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .build()
          .readerForListOf(String.class);

  private final Path table;

  private DelimitedCells(Path table) {
    this.table = table;
  }

  /**
   * Reads a table. Quotes are as in CSV; rows are counted as a spreadsheet program does, the heads
   * being row 1.
   *
   * @throws InputException naming the row that is not as it should be
   */
  static TableCells read(Path table, String text, TableLayout layout) throws IOException {
    Matcher told = TOLD.matcher(text);
    DelimitedCells cells = new DelimitedCells(table);
    return told.matches()
        ? cells.read(text.substring(text.indexOf('\n') + 1), told.group(1).charAt(0), 1)
        : cells.read(text, cells.separator(text, layout), 0);
  }

  /** The first by which a column of paths is found, or else the one that gives most columns. */
  private char separator(String text, TableLayout layout) throws IOException {
    if (table.toString().toLowerCase(Locale.ROOT).endsWith(".tsv")) {
      return '\t';
    }
    char best = SEPARATORS.get(0);
    int most = 0;
    for (char separator : SEPARATORS) {
      List<String> heads = heads(text, separator);
      if (TableHeads.path(heads, layout) >= 0) {
        return separator;
      }
      if (heads.size() > most) {
        most = heads.size();
        best = separator;
      }
    }
    return best;
  }

  private List<String> heads(String text, char separator) throws IOException {
    try (MappingIterator<List<String>> rows = open(text, separator)) {
      return rows.hasNextValue() ? rows.nextValue() : List.of();
    } catch (JsonProcessingException e) {
      // With another separator its quotes may be right.
      return List.of();
    }
  }

  private static MappingIterator<List<String>> open(String text, char separator)
      throws IOException {
    return READER.with(CsvSchema.emptySchema().withColumnSeparator(separator)).readValues(text);
  }

  /**
   * @param before lines that are no rows of it
   */
  private TableCells read(String text, char separator, int before) throws IOException {
    List<String> heads = List.of();
    List<TableCells.Row> rows = new ArrayList<>();
    int row = before;
    try (MappingIterator<List<String>> all = open(text, separator)) {
      while (all.hasNextValue()) {
        List<String> values = all.nextValue();
        row++;
        if (values.stream().allMatch(String::isBlank)) {
          continue;
        }
        if (heads.isEmpty()) {
          heads = values;
        } else {
          rows.add(new TableCells.Row("row " + row, fitting(values, heads.size(), row)));
        }
      }
    } catch (JsonProcessingException e) {
      throw new InputException(
          table.toString(),
          "row " + (row + 1) + " is not as CSV has it; look at its quotes, which stand in pairs",
          e);
    }
    return new TableCells(heads, rows, null);
  }

  /** A row of as many values as there are heads. */
  private List<String> fitting(List<String> values, int columns, int row) throws InputException {
    List<String> fitting = new ArrayList<>(values);
    while (fitting.size() < columns) {
      fitting.add("");
    }
    if (!fitting.subList(columns, fitting.size()).stream().allMatch(String::isBlank)) {
      throw new InputException(
          table,
          "row %d has %d values for %d columns; put a name with a comma into quotes"
              .formatted(row, values.size(), columns));
    }
    return fitting.subList(0, columns);
  }
}
