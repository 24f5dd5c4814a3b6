package io.glimpse.cli.answers;

import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.InputOptions;
import io.glimpse.document.ErrorDocument;
import io.glimpse.file.GrowingFile;
import io.glimpse.inference.Predictor;
import io.glimpse.listing.CsvCell;
import io.glimpse.method.Prediction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers as a table in CSV (RFC 4180, UTF-8, lines that end in a line feed): a row as each comes.
 * The columns depend on the number of classes to show alone. Names are as they are, also where a
 * spreadsheet would take one for a formula.
 */
final class AnswerTable implements AnswerSink {

  private static final List<String> COLUMNS =
      List.of("path", "class", "probability", "unknown", "unsure", "place", "error");

  /** Null for stdout. */
  private final @Nullable GrowingFile file;

  private final int top;
  private final Console console;
  private final Consumer<ErrorDocument> failures = this::addFailure;

  private AnswerTable(@Nullable GrowingFile file, int top, Console console) {
    this.file = file;
    this.top = top;
    this.console = console;
  }

  /**
   * Begins a table.
   *
   * @param path - is stdout
   * @param top classes of each row, each with its probability
   */
  static AnswerTable create(Path path, int top, Console console) throws IOException {
    boolean printed = path.toString().equals(InputOptions.STDIN);
    GrowingFile file = printed ? null : GrowingFile.create(path);
    AnswerTable table = new AnswerTable(file, top, console);
    try {
      if (file == null) {
        console.answerInRows();
      } else {
        file.before()
            .ifPresent(
                before -> console.note("the rows of a run that was stopped are in " + before));
      }
      List<String> header = new ArrayList<>(COLUMNS);
      for (int i = 2; i <= top; i++) {
        header.add("class" + i);
        header.add("probability" + i);
      }
      table.append(header);
      console.hear(table.failures);
      return table;
    } catch (IOException | RuntimeException e) {
      table.close();
      throw e;
    }
  }

  /** Where the rows are until all are there; null for stdout. */
  @Nullable Path part() {
    return file == null ? null : file.part();
  }

  @Override
  public void add(Answered answer) throws IOException {
    List<String> row = new ArrayList<>();
    Prediction prediction = answer.prediction();
    Prediction.Unknown unknown = prediction.unknown();
    row.add(answer.path());
    row.add(prediction.best().name());
    row.add(Double.toString(prediction.best().probability()));
    row.add(unknown == null || unknown.threshold() == null ? "" : Boolean.toString(unknown.is()));
    row.add(answer.unsure() == null ? "" : answer.unsure().toString());
    row.add(answer.place() == null ? "" : answer.place().toString());
    row.add("");
    for (Prediction.Ranked one : prediction.top(top).subList(1, prediction.top(top).size())) {
      row.add(one.name());
      row.add(Double.toString(one.probability()));
    }
    append(row);
  }

  private void addFailure(ErrorDocument error) {
    try {
      append(List.of(error.path(), "", "", "", "", "", error.error()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A row, filled up to the columns that all have. */
  private synchronized void append(List<String> values) throws IOException {
    StringBuilder row = new StringBuilder();
    int columns = COLUMNS.size() + 2 * (top - 1);
    for (int i = 0; i < columns; i++) {
      row.append(i == 0 ? "" : ",").append(i < values.size() ? CsvCell.of(values.get(i)) : "");
    }
    row.append('\n');
    if (file == null) {
      console.printRow(row.toString());
    } else {
      file.append(row.toString());
    }
  }

  @Override
  public void finish(@Nullable Predictor used) throws IOException {
    console.unhear(failures);
    if (file != null) {
      file.commit();
    }
  }

  @Override
  public void close() throws IOException {
    console.unhear(failures);
    if (file != null) {
      file.close();
    }
  }
}
