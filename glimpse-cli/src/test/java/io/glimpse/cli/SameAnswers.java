package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glimpse.method.Prediction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Holds answers of the command line to those of the service and of the library. */
final class SameAnswers {

  /** What a bank's answer says beyond that of {@code classify --json}. */
  private static final Set<String> OF_BANKS = Set.of("bank", "version", "taught");

  private SameAnswers() {}

  /** {@code classify --json}, in which a picture is called by its path and not by its name. */
  static JsonNode said(Path picture, Object... model) {
    List<Object> arguments = new ArrayList<>(List.of("classify", picture, "--json"));
    arguments.addAll(List.of(model));
    JsonNode said = Run.of(arguments.toArray()).exits(0).json();
    ObjectNode result = (ObjectNode) said.at("/results/0");
    assertThat(result.path("path").asText()).isEqualTo(picture.toString());
    result.put("path", picture.getFileName().toString());
    return said;
  }

  /** What a bank answers is what the command line says of it, and which bank said so. */
  static void assertSame(JsonNode said, JsonNode answered) {
    Set<String> more = new HashSet<>();
    answered.fieldNames().forEachRemaining(more::add);
    said.fieldNames().forEachRemaining(more::remove);

    assertThat(more).isEqualTo(OF_BANKS);
    JsonNode rest = ((ObjectNode) answered).without(OF_BANKS);
    assertThat(rest).isEqualTo(said);
  }

  /** The same classes in the same order, and probabilities that agree to six digits. */
  static void assertNear(JsonNode one, JsonNode other) {
    JsonNode top = one.at("/results/0/top");
    JsonNode others = other.at("/results/0/top");
    assertThat(top.findValuesAsText("class")).isEqualTo(others.findValuesAsText("class"));
    for (int rank = 0; rank < top.size(); rank++) {
      assertThat(top.get(rank).path("probability").asDouble())
          .isCloseTo(others.get(rank).path("probability").asDouble(), within(1e-6));
    }
  }

  /** The same classes in the same order, and every number the same. */
  static void assertSays(JsonNode said, Prediction expected) {
    JsonNode result = said.at("/results/0");
    assertThat(result.path("top")).hasSize(expected.ranked().size());
    for (int rank = 0; rank < expected.ranked().size(); rank++) {
      JsonNode one = result.path("top").get(rank);
      Prediction.Ranked other = expected.ranked().get(rank);
      assertThat(one.path("class").asText()).isEqualTo(other.name());
      assertThat(one.path("probability").asDouble()).isEqualTo(other.probability());
      assertThat(one.path("logit").asDouble()).isEqualTo(other.logit());
      assertThat(one.has("match")).isEqualTo(other.match() != null);
      if (one.has("match")) {
        assertThat(one.path("match").asDouble()).isEqualTo(Objects.requireNonNull(other.match()));
      }
    }
    Prediction.Unknown unknown = expected.unknown();
    assertThat(result.has("unknown")).isEqualTo(unknown != null);
    if (unknown != null) {
      assertThat(result.at("/unknown/score").asDouble()).isEqualTo(unknown.score());
      assertThat(result.at("/unknown/is").asBoolean()).isEqualTo(unknown.is());
    }
  }
}
