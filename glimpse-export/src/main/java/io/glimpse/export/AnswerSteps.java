package io.glimpse.export;

import io.glimpse.calibration.ScoreFormula;
import io.glimpse.calibration.ScoreFormula.Known;
import io.glimpse.calibration.ScoreFormula.Match;
import io.glimpse.calibration.ScoreFormula.Nearest;
import io.glimpse.calibration.ScoreFormula.ToShots;
import io.glimpse.graph.Attribute;
import io.glimpse.graph.OnnxGraph;
import io.glimpse.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * From logits to answers, in a graph: calibrated probabilities, and how much the picture is like
 * what is known.
 *
 * @param logits the value that holds them, [n, k]
 * @param unit the value that holds the feature as a unit row, [n, d]
 * @param temperature that logits are divided by
 */
record AnswerSteps(OnnxGraph graph, String logits, String unit, double temperature) {

  /** Appends what makes {@code probabilities}, [n, k]. */
  void probabilities(String probabilities) {
    graph.nodeInto(probabilities, "Softmax", List.of(tempered()), Attribute.of("axis", -1));
  }

  private String tempered() {
    return graph.node("Div", List.of(logits, graph.scalar((float) temperature)));
  }

  /**
   * Appends what makes the score, [n, 1].
   *
   * @param texts the classes' rows, k x d; null where there are none
   */
  void score(ScoreFormula formula, @Nullable Matrix texts, String score) {
    String value;
    if (formula instanceof Known known) {
      value = known(known, texts);
    } else if (formula instanceof Match match) {
      value = match(match, Objects.requireNonNull(texts, "texts"));
    } else {
      value = nearest((Nearest) formula);
    }
    graph.nodeInto(score, "Identity", List.of(value));
  }

  /** Appends whether a score is below a threshold, [n, 1]. */
  void below(String score, double threshold, String is) {
    graph.nodeInto(is, "Less", List.of(score, graph.scalar((float) threshold)));
  }

  private String known(Known known, @Nullable Matrix texts) {
    List<String> signs = new ArrayList<>();
    if (known.probability()) {
      signs.add(topOfSoftmax(tempered()));
    }
    ToShots shots = known.shots();
    if (shots != null) {
      signs.add(toShots(shots));
    }
    if (known.texts() && texts != null) {
      signs.add(graph.node("Exp", List.of(topOfSoftmax(cosines(texts)))));
    }
    List<String> standard = new ArrayList<>();
    for (int i = 0; i < signs.size(); i++) {
      String centred = minus(signs.get(i), known.means().get(i));
      standard.add(
          graph.node(
              "Div",
              List.of(centred, graph.scalar((float) (known.deviations().get(i) * signs.size())))));
    }
    return graph.node("Sum", standard);
  }

  private String cosines(Matrix texts) {
    return product(unit, LogitSteps.constant(graph, "unknown.texts", texts));
  }

  private String match(Match match, Matrix texts) {
    String scaled =
        graph.node("Mul", List.of(top(cosines(texts)), graph.scalar((float) match.scale())));
    return graph.node(
        "Sigmoid", List.of(graph.node("Add", List.of(scaled, graph.scalar((float) match.bias())))));
  }

  /** The logarithm of the largest probability. */
  private String topOfSoftmax(String values) {
    String most = top(values);
    String below = graph.node("Sub", List.of(values, most));
    return graph.node("Neg", List.of(reduced("ReduceLogSumExp", below)));
  }

  private String top(String values) {
    return reduced("ReduceMax", values);
  }

  private String reduced(String operator, String x) {
    return graph.node(
        operator, List.of(x), Attribute.list("axes", -1), Attribute.of("keepdims", 1));
  }

  private String minus(String x, double value) {
    return graph.node("Sub", List.of(x, graph.scalar((float) value)));
  }

  private String toShots(ToShots shots) {
    String away =
        graph.node(
            "Sub", List.of(unit, LogitSteps.constant(graph, "unknown.centre", shots.centre())));
    Matrix basis = shots.basis();
    String x =
        basis == null ? away : product(away, LogitSteps.constant(graph, "unknown.basis", basis));
    String classes =
        graph.node(
            "Add",
            List.of(
                product(x, LogitSteps.constant(graph, "unknown.weight", shots.weight())),
                LogitSteps.constant(graph, "unknown.bias", shots.bias())));
    String bent =
        graph.node(
            "Mul",
            List.of(
                x, product(x, LogitSteps.constant(graph, "unknown.quadratic", shots.quadratic()))));
    String likeness =
        graph.node(
            "Sub",
            List.of(top(classes), graph.node("ReduceSum", List.of(bent, graph.integers(-1)))));
    if (basis == null) {
      return likeness;
    }
    String outer =
        graph.node("Sub", List.of(reduced("ReduceSumSquare", away), reduced("ReduceSumSquare", x)));
    String taken =
        graph.node(
            "Mul",
            List.of(graph.node("Relu", List.of(outer)), graph.scalar((float) shots.outside())));
    return graph.node("Sub", List.of(likeness, taken));
  }

  /** {@code x Mᵀ}. */
  private String product(String x, String matrix) {
    return graph.node("Gemm", List.of(x, matrix), Attribute.of("transB", 1));
  }

  private String nearest(Nearest formula) {
    String cosines = product(unit, LogitSteps.constant(graph, "unknown.keys", formula.keys()));
    String above = minus(top(cosines), 1 - formula.mean());
    return graph.node("Div", List.of(above, graph.scalar((float) formula.deviation())));
  }
}
