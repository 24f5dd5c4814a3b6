package io.glimpse.hub;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * Which operators a network may have: those of ONNX and of ONNX Runtime itself, without loops,
 * which could be made to run for ever, and without chance.
 *
 * <p>A choice between two networks is allowed, as one of them runs once. ONNX Runtime refuses the
 * operators that neither has.
 */
final class OperatorRules {

  /** ONNX's own domain has two spellings. */
  private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "com.microsoft");

  private static final String CHOICE = "If";

  private static final Set<String> LOOPS = Set.of("Loop", "Scan", "SequenceMap");

  private static final Set<String> CHANCE =
      Set.of(
          "Bernoulli",
          "Multinomial",
          "RandomNormal",
          "RandomNormalLike",
          "RandomUniform",
          "RandomUniformLike");

  /** The newest sets of operators that this version of ONNX Runtime was made for. */
  private static final Map<String, Long> NEWEST =
      Map.of("", 26L, "ai.onnx", 26L, "com.microsoft", 1L);

  private OperatorRules() {}

  /** Refuses a set of operators that the network was made for. */
  static void requireSet(String domain, long version) throws IOException {
    Long newest = NEWEST.get(domain);
    // A set of which nothing is used is often named; what is used is looked at below.
    if (newest != null && (version < 1 || version > newest)) {
      throw new IOException(
          "its operators are of version %d%s, but up to %d are known here; export it with an older opset"
              .formatted(version, domain.isEmpty() ? "" : " of " + domain, newest));
    }
  }

  /** Refuses an operator. */
  static void require(OperatorNode node) throws IOException {
    if (!DOMAINS.contains(node.domain())) {
      throw new IOException(
          "has the operator %s of the domain %s, but only those of ONNX and com.microsoft are run"
              .formatted(node.type(), node.domain()));
    }
    if (LOOPS.contains(node.type())
        || (!node.subgraphs().isEmpty() && !node.type().equals(CHOICE))) {
      throw new IOException(
          "has the operator %s, a loop that nobody knows the end of; no encoder needs one"
              .formatted(node.type()));
    }
    if (CHANCE.contains(node.type())) {
      throw new IOException(
          "has the operator %s, so that its features would differ from run to run"
              .formatted(node.type()));
    }
  }
}
