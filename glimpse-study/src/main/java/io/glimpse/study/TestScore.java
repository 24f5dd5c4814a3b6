package io.glimpse.study;

import io.glimpse.matrix.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Counts the answers to a test set. */
final class TestScore {

  /** Kinds of mistakes that are written down; a data set of many classes has more. */
  private static final int MOST_CONFUSIONS = 2000;

  private final int[] columns;
  private final int[][] confusion;

  /**
   * @param classes of the test set
   * @param columns of the logits that stand for them; empty where all do, in order
   */
  TestScore(int classes, int... columns) {
    this.confusion = new int[classes][classes];
    this.columns = columns;
  }

  /** Counts the answer of a row of logits; of equal logits the first class wins. */
  void add(int truth, Matrix logits, int row) {
    confusion[truth][columns.length == 0 ? logits.argmax(row) : best(logits, row)]++;
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
    int correct = 0;
    int total = 0;
    double shares = 0;
    int seen = 0;
    List<Integer> right = new ArrayList<>();
    List<Integer> all = new ArrayList<>();
    List<List<Integer>> confusions = new ArrayList<>();
    for (int c = 0; c < confusion.length; c++) {
      int answers = Arrays.stream(confusion[c]).sum();
      right.add(confusion[c][c]);
      all.add(answers);
      correct += confusion[c][c];
      total += answers;
      if (answers > 0) {
        shares += (double) confusion[c][c] / answers;
        seen++;
      }
      for (int answer = 0; answer < confusion.length; answer++) {
        if (answer != c && confusion[c][answer] > 0) {
          confusions.add(List.of(c, answer, confusion[c][answer]));
        }
      }
    }
    confusions.sort(Comparator.comparingInt(confused -> -confused.get(2)));
    return new CellResult.Score(
        correct,
        total,
        (double) correct / total,
        shares / seen,
        right,
        all,
        List.copyOf(confusions.subList(0, Math.min(MOST_CONFUSIONS, confusions.size()))));
  }
}
