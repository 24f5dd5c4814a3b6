package io.glimpse.studyreport;

import io.glimpse.page.Figure;
import io.glimpse.study.CellResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is mistaken for what, and the hardest classes. */
final class MistakeSection {

  private static final int HARDEST = 10;
  private static final int MOST_PAIRS = 15;

  /** With more classes a matrix has less than a pixel and a half a class. */
  private static final int MOST_CLASSES = 200;

  private final Findings findings;

  MistakeSection(Findings findings) {
    this.findings = findings;
  }

  Section confusions() {
    List<Figure> figures = new ArrayList<>();
    List<Table> tables = new ArrayList<>();
    for (Condition condition : findings.conditions()) {
      List<CellResult> best = best(condition);
      if (!best.isEmpty()) {
        Answers answers = new Answers(best);
        String title = title(condition, best);
        if (answers.classes() <= MOST_CLASSES) {
          figures.add(
              new GridChart(
                  title, "class", "answer", answers.matrix(), List.of("none", "all of a class")));
        }
        tables.add(pairs(condition, title, best, answers));
      }
    }
    return new Section(
        "confusions",
        "Confusions",
        "Of the most accurate method at its most shots, over all seeds. Rows of the picture are the"
            + " classes, columns the answers, as shares of the class.",
        figures,
        tables);
  }

  private Table pairs(Condition condition, String title, List<CellResult> best, Answers answers) {
    List<List<String>> rows = new ArrayList<>();
    answers.wrong.entrySet().stream()
        .sorted(Map.Entry.<List<Integer>, Integer>comparingByValue().reversed())
        .limit(MOST_PAIRS)
        .forEach(
            pair ->
                rows.add(
                    List.of(
                        findings.className(condition, pair.getKey().get(0)),
                        findings.className(condition, pair.getKey().get(1)),
                        Integer.toString(pair.getValue()),
                        Integer.toString(answers.total[pair.getKey().get(0)]))));
    return new Table(
        "confusions_" + Slug.of(condition),
        title + ": the most frequent",
        Condition.caption(best),
        List.of("Class", "Taken for", "Times", "Answers of the class"),
        rows);
  }

  Section hardest() {
    List<Table> tables = new ArrayList<>();
    for (Condition condition : findings.conditions()) {
      List<CellResult> best = best(condition);
      if (best.isEmpty()) {
        continue;
      }
      Answers answers = new Answers(best);
      List<CellResult> clip = findings.of(condition, "zero-shot", 0);
      Optional<Answers> before =
          clip.stream()
              .findFirst()
              .map(one -> new Answers(clip))
              .filter(some -> some.classes() == answers.classes());
      List<Integer> labels = new ArrayList<>();
      for (int c = 0; c < answers.classes(); c++) {
        if (answers.total[c] > 0) {
          labels.add(c);
        }
      }
      labels.sort(Comparator.comparingDouble(answers::accuracy));
      List<List<String>> rows = new ArrayList<>();
      for (int label : labels.subList(0, Math.min(HARDEST, labels.size()))) {
        rows.add(
            List.of(
                findings.className(condition, label),
                Estimate.percent(answers.accuracy(label)),
                before.map(a -> Estimate.percent(a.accuracy(label))).orElse(Table.MISSING),
                Integer.toString(answers.total[label])));
      }
      tables.add(
          new Table(
              "hardest_" + Slug.of(condition),
              title(condition, best),
              Condition.caption(best),
              List.of("Class", "Accuracy", "By zero-shot", "Answers"),
              rows));
    }
    return new Section("hardest", "The hardest classes", "", List.of(), tables);
  }

  private String title(Condition condition, List<CellResult> best) {
    CellResult one = best.get(0);
    return findings.heading(condition)
        + ", "
        + one.variant()
        + (one.shots() == 0 ? "" : ", " + one.shots() + " shots");
  }

  /** The results of the plain method with the best mean, at its most shots. */
  private List<CellResult> best(Condition condition) {
    List<CellResult> best = List.of();
    double most = -1;
    for (String method : findings.methods()) {
      int shots = findings.mostShots(condition, method);
      double mean = findings.estimate(condition, method, shots).map(Estimate::mean).orElse(-1.0);
      if (mean > most) {
        most = mean;
        best = findings.of(condition, method, shots);
      }
    }
    return best;
  }

  /** Answers of several seeds together. */
  private static final class Answers {
    final int[] correct;
    final int[] total;
    final Map<List<Integer>, Integer> wrong = new HashMap<>();

    Answers(List<CellResult> results) {
      int classes = results.get(0).score() == null ? 0 : results.get(0).score().classTotal().size();
      correct = new int[classes];
      total = new int[classes];
      for (CellResult result : results) {
        CellResult.Score score = result.score();
        if (score == null || score.classTotal().size() != classes) {
          continue;
        }
        for (int c = 0; c < classes; c++) {
          correct[c] += score.classCorrect().get(c);
          total[c] += score.classTotal().get(c);
        }
        for (List<Integer> pair : score.confusions()) {
          wrong.merge(List.of(pair.get(0), pair.get(1)), pair.get(2), Integer::sum);
        }
      }
    }

    int classes() {
      return total.length;
    }

    double accuracy(int label) {
      return (double) correct[label] / total[label];
    }

    double[][] matrix() {
      double[][] matrix = new double[total.length][total.length];
      for (int c = 0; c < total.length; c++) {
        matrix[c][c] = total[c] == 0 ? 0 : accuracy(c);
      }
      wrong.forEach(
          (pair, count) -> matrix[pair.get(0)][pair.get(1)] = (double) count / total[pair.get(0)]);
      return matrix;
    }
  }
}
