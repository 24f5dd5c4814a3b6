package io.glimpse.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glimpse.checkpoint.CheckpointException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplaceStepTest {

  private static TextStep replace(String regex, String content) throws CheckpointException {
    ObjectNode step = JsonNodeFactory.instance.objectNode();
    step.put("type", "Replace").put("content", content).putObject("pattern").put("Regex", regex);
    return ReplaceStep.read(new Section(Path.of("tokenizer.json"), "normalizer", step));
  }

  @Test
  void runsAndListsAreReplaced() throws CheckpointException {
    assertThat(replace("\\s+", " ").apply("a\t\n b c")).isEqualTo("a b c");
    assertThat(replace(" {2,}", "_").apply("a b   c  ")).isEqualTo("a b_c_");
    assertThat(replace("[!\\-\\]]", "").apply("a-b!]c")).isEqualTo("abc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(a+)+$", "[^a]", "[a-z]", "a|b", ".", "a*", "\\w+", "[a", "\\", "", "a{0,}"})
  void otherExpressionsAreRefusedByName(String regex) {
    assertThatThrownBy(() -> replace(regex, ""))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("tokenizer.json: 'normalizer.pattern.Regex'");
  }

  @Test
  void textCannotGrow() {
    assertThatThrownBy(() -> replace("a", "aa")).hasMessageContaining("'normalizer.content'");
  }
}
