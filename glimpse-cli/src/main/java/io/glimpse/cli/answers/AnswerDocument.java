package io.glimpse.cli.answers;

import io.glimpse.cli.console.Console;
import io.glimpse.document.ClassifyDocument;
import io.glimpse.inference.AnswerDocuments;
import io.glimpse.inference.Predictor;
import io.glimpse.method.PlaceMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers as JSON: one document at the end, or a line each as they come. */
final class AnswerDocument implements AnswerSink {

  private final Console console;
  private final int top;
  private final boolean withMaps;
  private final boolean planned;
  private final boolean asLines;
  private final List<ClassifyDocument.Result> results = new ArrayList<>();

  /**
   * JSON on stdout.
   *
   * @param top classes of each answer
   * @param withMaps whether all small places are told, and not only the oddest
   * @param planned whether the places of pictures are those where they would be put
   * @param asLines whether each answer is a line of its own, as an element of the document's
   *     results would be; so is each failure
   */
  AnswerDocument(Console console, int top, boolean withMaps, boolean planned, boolean asLines) {
    this.console = console;
    this.top = top;
    this.withMaps = withMaps;
    this.planned = planned;
    this.asLines = asLines;
    if (asLines) {
      console.answerInLines();
    }
  }

  @Override
  public void add(Answered answer) throws IOException {
    ClassifyDocument.Result result =
        ClassifyDocument.Result.of(answer.path(), answer.prediction(), top)
            .withUnsure(answer.unsure());
    PlaceMap map = answer.prediction().places();
    if (withMaps && map != null) {
      result = result.withMap(map);
    }
    if (answer.place() != null) {
      String place = answer.place().toString();
      result = planned ? result.withPlanned(place) : result.withSorted(place);
    }
    if (asLines) {
      console.printJsonLine(result);
    } else {
      results.add(result);
    }
  }

  @Override
  public void finish(@Nullable Predictor used) {
    if (asLines) {
      return;
    }
    console.printJson(AnswerDocuments.document(used, results, console.errors()));
  }
}
