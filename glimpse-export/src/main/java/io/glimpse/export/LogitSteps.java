package io.glimpse.export;

import io.glimpse.graph.Attribute;
import io.glimpse.graph.OnnxGraph;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.LogitFormula;
import io.glimpse.method.LogitFormula.Attention;
import io.glimpse.method.LogitFormula.Linear;
import io.glimpse.method.LogitFormula.OfUnitRow;
import io.glimpse.method.LogitFormula.Votes;
import io.glimpse.method.TextLogits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From features to logits, in a graph.
 *
 * @param feature the value that holds f, [n, d]
 * @param tokens the value that holds all tokens, [n, t, d], the global one first; null where the
 *     formula needs none
 */
record LogitSteps(OnnxGraph graph, String feature, @Nullable String tokens) {

  /** Appends what makes {@code logits}, [n, k]. */
  void append(LogitFormula formula, String logits) {
    graph.nodeInto(logits, "Identity", List.of(of(formula)));
  }

  private String of(LogitFormula formula) {
    if (formula instanceof Linear layer) {
      return linear(feature, "head.weight", layer.weight(), layer.bias());
    }
    if (formula instanceof OfUnitRow unit) {
      return new LogitSteps(graph, unit(graph, feature), tokens).of(unit.formula());
    }
    return formula instanceof Votes votes ? votes(votes) : attention((Attention) formula);
  }

  /** Rows of length 1. */
  static String unit(OnnxGraph graph, String rows) {
    return graph.node(
        "LpNormalization", List.of(rows), Attribute.of("axis", -1), Attribute.of("p", 2));
  }

  /** A matrix of the classifier as a constant. */
  static String constant(OnnxGraph graph, String name, Matrix values) {
    Matrix packed = values.copy();
    return graph.constant(name, List.of(packed.rows(), packed.columns()), packed.data());
  }

  private String linear(String x, String name, Matrix weight, @Nullable Matrix bias) {
    List<String> inputs = new ArrayList<>(List.of(x, constant(graph, name, weight)));
    if (bias != null) {
      inputs.add(constant(graph, name + ".bias", bias));
    }
    return graph.node("Gemm", inputs, Attribute.of("transB", 1));
  }

  /** {@code exp(β (f Fᵀ) - β) V}, and the texts' part. */
  private String votes(Votes votes) {
    String cosines = linear(feature, "head.keys", votes.keys(), null);
    String scaled = scaled(cosines, votes.sharpness());
    String near =
        graph.node(
            "Exp",
            List.of(graph.node("Sub", List.of(scaled, graph.scalar((float) votes.sharpness())))));
    String ofShots =
        graph.node("MatMul", List.of(near, constant(graph, "head.votes", votes.values())));
    Matrix texts = votes.texts();
    return texts == null
        ? ofShots
        : graph.node("Add", List.of(linear(feature, "head.texts", texts, null), ofShots));
  }

  private String attention(Attention calip) {
    if (tokens == null) {
      throw new IllegalArgumentException("attention needs the spatial tokens");
    }
    String text = constant(graph, "head.texts", calip.text());
    String across = graph.node("Transpose", List.of(text), Attribute.list("perm", 1, 0));
    String spatial =
        graph.node(
            "Slice",
            List.of(
                tokens, graph.integers(1), graph.integers(Integer.MAX_VALUE), graph.integers(1)));
    String map = scaled(graph.node("MatMul", List.of(spatial, across)), calip.scale());
    String overPlaces = graph.node("Softmax", List.of(map), Attribute.of("axis", 1));
    String overClasses = graph.node("Softmax", List.of(map), Attribute.of("axis", 2));
    String pooled = pooled(graph.node("MatMul", List.of(overClasses, text)), calip);
    List<String> terms = new ArrayList<>();
    add(terms, calip.beta1(), graph.node("MatMul", List.of(feature, across)));
    add(terms, calip.beta2(), guided(overPlaces, spatial, feature));
    add(terms, calip.beta3(), graph.node("MatMul", List.of(pooled, across)));
    if (calip.beta4() != 0) {
      add(terms, calip.beta4(), guided(overPlaces, spatial, pooled));
    }
    return graph.node("Sum", terms);
  }

  private void add(List<String> terms, double beta, String term) {
    terms.add(scaled(term, TextLogits.SCALE * beta));
  }

  private String scaled(String x, double factor) {
    return graph.node("Mul", List.of(x, graph.scalar((float) factor)));
  }

  /** For every class, the mean of the places' products with a row, by their weights: [n, k]. */
  private String guided(String overPlaces, String spatial, String row) {
    String column = graph.node("Unsqueeze", List.of(row, graph.integers(2)));
    String products = graph.node("MatMul", List.of(spatial, column));
    String weighted = graph.node("Mul", List.of(overPlaces, products));
    return graph.node(
        "ReduceSum", List.of(weighted, graph.integers(1)), Attribute.of("keepdims", 0));
  }

  private String pooled(String blended, Attention calip) {
    List<String> parts = new ArrayList<>();
    if (calip.mean()) {
      parts.add(reduced("ReduceMean", blended));
    }
    if (calip.largest()) {
      parts.add(reduced("ReduceMax", blended));
    }
    return graph.node("Sum", parts);
  }

  private String reduced(String operator, String x) {
    return graph.node(operator, List.of(x), Attribute.list("axes", 1), Attribute.of("keepdims", 0));
  }
}
