package io.glimpse.study;

import io.glimpse.matrix.Matrix;
import io.glimpse.metric.Confusion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Counts the answers to a test set. */
final class TestScore {

  /** Kinds of mistakes that are written down; a data set of many classes has more. */
  private static final int MOST_CONFUSIONS = 2000;

  private final int[] columns;
  private final Confusion confusion;

  /**
   * @param classes of the test set
   * @param columns of the logits that stand for them; empty where all do, in order
   */
  TestScore(int classes, int... columns) {
    this.confusion = new Confusion(classes);
    this.columns = columns;
  }

  /** Counts the answer of a row of logits; of equal logits the first class wins. */
  void add(int truth, Matrix logits, int row) {
    confusion.add(truth, columns.length == 0 ? logits.argmax(row) : best(logits, row));
  }

  private int best(Matrix logits, int row) {
    int best = 0;
    for (int c = 1; c < columns.length; c++) {
      if (logits.get(row, columns[c]) > logits.get(row, columns[best])) {
        best = c;
      }
    }
    return best;
  }

  CellResult.Score toScore() {
    List<Integer> right = new ArrayList<>();
    List<Integer> all = new ArrayList<>();
    List<List<Integer>> confusions = new ArrayList<>();
    for (int truth = 0; truth < confusion.classes(); truth++) {
      right.add(confusion.count(truth, truth));
      all.add(confusion.total(truth));
      for (int answer = 0; answer < confusion.classes(); answer++) {
        if (answer != truth && confusion.count(truth, answer) > 0) {
          confusions.add(List.of(truth, answer, confusion.count(truth, answer)));
        }
      }
    }
    confusions.sort(Comparator.comparingInt(confused -> -confused.get(2)));
    return new CellResult.Score(
        confusion.correct(),
        confusion.total(),
        confusion.accuracy(),
        confusion.meanOfClasses(),
        right,
        all,
        List.copyOf(confusions.subList(0, Math.min(MOST_CONFUSIONS, confusions.size()))));
  }
}
