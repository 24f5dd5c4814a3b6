package io.glimpse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.fixture.Shared;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every program of docs/LIBRARY.md runs and prints what it should, and nothing on stderr. */
class ExamplesTest {

  private static final Path DEMO =
      Shared.projectRoot().resolve("glimpse-cli/src/main/resources/io/glimpse/demo");

  /** What each prints, a pattern a line; {@code .ci/consumer-test} reads them, too. */
  private static final Path PRINTED =
      Shared.projectRoot().resolve("glimpse-examples/src/test/resources/printed");

  @TempDir Path folder;

  @Test
  void whatEachPrintsIsWrittenDown() throws IOException {
    try (Stream<Path> files = Files.list(PRINTED)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".txt", "")))
          .containsExactlyInAnyOrderElementsOf(ExampleSources.names());
    }
  }

  private static List<String> programs() throws IOException {
    return ExampleSources.names();
  }

  @ParameterizedTest
  @MethodSource("programs")
  void printsWhatItShould(String program) throws Exception {
    List<String> lines = run(program);

    List<String> patterns = Files.readAllLines(PRINTED.resolve(program + ".txt"));
    assertThat(lines).hasSameSizeAs(patterns);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i)).matches(patterns.get(i));
    }
    if (program.equals("WhyThatAnswer")) {
      assertThat(Files.size(folder.resolve("okapi.png"))).isPositive();
    }
  }

  private List<String> run(String name) throws Exception {
    Class<?> type = Class.forName("io.glimpse.examples." + name);
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    try {
      String[] args = {DEMO.toString(), folder.toString()};
      type.getMethod("main", String[].class).invoke(null, (Object) args);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(complained.toString(StandardCharsets.UTF_8)).isEmpty();
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
