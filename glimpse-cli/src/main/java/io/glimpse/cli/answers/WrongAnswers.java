package io.glimpse.cli.answers;

import io.glimpse.document.EvaluateDocument;
import io.glimpse.feature.ClassSet;
import io.glimpse.file.Input;
import io.glimpse.method.Prediction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The wrong answers of an evaluation, in the order of the pictures. */
final class WrongAnswers {

  /** One of them. */
  record Wrong(Input input, int truth, Prediction.Ranked answer) {}

  private final List<Wrong> all = new ArrayList<>();

  /** Takes in an answer, if it is wrong. */
  void add(Input input, int truth, Prediction prediction) {
    if (prediction.best().index() != truth) {
      all.add(new Wrong(input, truth, prediction.best()));
    }
  }

  /** As the document lists them. */
  List<EvaluateDocument.Wrong> listed(ClassSet classes) {
    return all.stream()
        .map(
            one ->
                new EvaluateDocument.Wrong(
                    one.input().name(),
                    classes.name(one.truth()),
                    one.answer().name(),
                    one.answer().probability()))
        .toList();
  }

  int count() {
    return all.size();
  }

  /** The surest first, at most so many. */
  List<Wrong> surest(int most) {
    return all.stream()
        .sorted(Comparator.comparingDouble((Wrong one) -> one.answer().probability()).reversed())
        .limit(most)
        .toList();
  }
}
