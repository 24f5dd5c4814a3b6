package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HelpTest {

  @Test
  void everyCommandShowsExamplesAndDescribesAllItsOptions() {
    for (CommandLine line : all(RootCommand.commandLine())) {
      String help = line.getUsageMessage();
      assertThat(help).contains("Examples:", "glimpse ");
      // All that the list of commands shows of it.
      assertThat(line.getCommandSpec().usageMessage().description()[0]).endsWith(".");
      line.getCommandSpec()
          .options()
          .forEach(
              option ->
                  assertThat(option.description())
                      .as("%s %s", line.getCommandName(), option.longestName())
                      .isNotEmpty());
    }
  }

  @Test
  void completionKnowsEveryCommand() {
    String script = Run.of("completion", "bash").exits(0).out();

    assertThat(script).contains("eval-features", "preprocess", "merge");
    assertThat(script.lines()).hasSizeGreaterThan(100).doesNotContain("\\n");
    Run.of("completion", "fish").exits(2);
  }

  @Test
  void versionNamesWhatAnswersInside() {
    assertThat(Run.of("--version", "--verbose").exits(0).out())
        .contains("glimpse", "gemm", "ONNX Runtime", "encoder", "lite");
    assertThat(Run.of("--version", "--json").exits(0).json().has("version")).isTrue();
    Run.of().exits(2);
  }

  private static List<CommandLine> all(CommandLine line) {
    List<CommandLine> all = new ArrayList<>(List.of(line));
    line.getSubcommands().values().forEach(sub -> all.addAll(all(sub)));
    return all;
  }
}
