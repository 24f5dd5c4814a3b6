package io.glimpse.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.cli.console.UsageException;
import io.glimpse.server.limit.Limit;
import io.glimpse.server.limit.Limits;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;

class LimitOptionsTest {

  /** The common option, which is not of these. */
  private static final long PIXELS = 1_000_000;

  @Command
  private static final class Host {
    @Mixin final LimitOptions limits = new LimitOptions();
  }

  private static Limits limits(Map<String, String> environment, String... options)
      throws IOException {
    Host host = new Host();
    new CommandLine(host).parseArgs(options);
    return host.limits.limits(Settings.of(null, environment::get), null);
  }

  @ParameterizedTest
  @EnumSource(Limit.class)
  void everyLimitHasAVariableAndAnOptionThatTellsItsUsualValue(Limit limit) throws IOException {
    long other = limit.usual() / 2;
    // Of two that go together, the larger one must stay so.
    String value =
        Long.toString(
            Stream.of(Limit.MAX_QUEUE, Limit.MAX_MEMORY).anyMatch(limit::equals)
                ? 2 * limit.usual()
                : other);

    assertThat(limits(Map.of(limit.variable(), value)).of(limit)).hasToString(value);
    if (limit == Limit.MAX_PIXELS) {
      // It is an option of every command that reads pictures.
      assertThat(new LimitOptions().limits(Settings.of(null, name -> null), PIXELS).of(limit))
          .isEqualTo(PIXELS);
      return;
    }
    assertThat(limits(Map.of(), "--" + limit.option(), value).of(limit)).hasToString(value);
    OptionSpec option =
        new CommandLine(new Host()).getCommandSpec().findOption("--" + limit.option());
    assertThat(List.of(option.description()))
        .anyMatch(text -> text.endsWith("default: " + limit.usual() + "."));
    if (limit.status() > 0) {
      assertThat(List.of(option.description()))
          .anyMatch(text -> text.contains("(" + limit.status() + ")"));
    }
  }

  @Test
  void whatIsOutOfRangeOrDoesNotGoTogetherIsNamed() {
    assertThatThrownBy(() -> limits(Map.of(), "--max-queue", "0"))
        .isInstanceOf(UsageException.class)
        .hasMessage("--max-queue must be 1 to 100000, not 0");
    assertThatThrownBy(() -> limits(Map.of("GLIMPSE_MAX_IMAGES", "500")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--max-images is 500 and so more than max-queue");
  }
}
