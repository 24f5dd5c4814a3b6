package io.glimpse.cli.answers;

import io.glimpse.cli.console.Console;
import io.glimpse.inference.Predictor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All that takes the answers of one command. */
final class AnswerSinks implements AnswerSink {

  private final List<AnswerSink> all = new ArrayList<>();
  private @Nullable AnswerTable table;

  /**
   * What the options ask for.
   *
   * @param withSets whether sets are wanted
   * @param command to be shown on a page
   */
  static AnswerSinks of(
      OutputOptions outputs,
      SortOptions sort,
      boolean withSets,
      Supplier<String> command,
      Console console)
      throws IOException {
    AnswerSinks sinks = new AnswerSinks();
    try {
      if (outputs.explain != null) {
        sinks.all.add(new AnswerPage(outputs.explain, command, console));
      }
      Path csv = outputs.csv;
      if (csv != null) {
        AnswerTable table = AnswerTable.create(csv, outputs.top, console);
        sinks.table = table;
        sinks.all.add(table);
      }
      // A document is finished last, for it tells of the failures of the others.
      sinks.all.add(
          console.json() || outputs.jsonLines
              ? new AnswerDocument(
                  console, outputs.top, outputs.explain != null, sort.dryRun, outputs.jsonLines)
              : new AnswerLines(
                  console, outputs.top, withSets, sort.beforePlace(), sort.behindPlace()));
      return sinks;
    } catch (IOException | RuntimeException e) {
      sinks.close();
      throw e;
    }
  }

  @Override
  public void begin(Predictor predictor) throws IOException {
    for (AnswerSink one : all) {
      one.begin(predictor);
    }
  }

  @Override
  public void add(Answered answer) throws IOException {
    for (AnswerSink one : all) {
      one.add(answer);
    }
  }

  @Override
  public void finish(@Nullable Predictor used) throws IOException {
    for (AnswerSink one : all) {
      one.finish(used);
    }
  }

  /** What to know when the command is stopped. */
  String whenStopped() {
    Path part = table == null ? null : table.part();
    return part == null ? "" : "the rows so far are in " + part;
  }

  @Override
  public void close() throws IOException {
    for (AnswerSink one : all) {
      one.close();
    }
  }
}
