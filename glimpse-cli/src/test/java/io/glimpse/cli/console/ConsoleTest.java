package io.glimpse.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console = new Console(stream(out), stream(err), false, false);

  @Test
  void aNameCannotEndALineOrColourTheTerminal() {
    console.print("%s  %.1f %%", "cat\n\u001b[31mdog", 12.5);
    console.note("a\nb");
    console.failed("x", "x: \u0007");

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("cat\\n\\x1b[31mdog  12.5 %\n");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("note: a\\nb\nerror: x: \\x07\n");
  }

  @Test
  void ofVeryManyFailuresSomeOfEachKindAreShownAndAllAreKept() {
    List<String> heard = new ArrayList<>();
    console.failed("first.jpg", "first.jpg: the folder is gone");
    console.hear(error -> heard.add(error.path()));
    for (int i = 0; i < 50_000; i++) {
      console.failed(i + ".txt", i + ".txt: byte " + i + ": this is no picture");
    }
    console.failed("last.jpg", "last.jpg: it cannot be read");
    console.tellRest();
    console.ended("end", "end: the disk is full");

    List<String> lines = err.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSizeLessThan(60).contains("error: last.jpg: it cannot be read");
    assertThat(lines.get(1)).isEqualTo("error: 0.txt: byte 0: this is no picture");
    assertThat(lines.get(lines.size() - 2))
        .matches("error: 49980 more inputs could not be used.*--json lists them all");
    assertThat(lines.get(lines.size() - 1)).isEqualTo("error: end: the disk is full");
    assertThat(console.errors()).hasSize(50_003);
    assertThat(heard).hasSize(50_003).startsWith("first.jpg", "0.txt");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"Broken pipe,-", "The pipe is being closed,-", "No space left,No space left"})
  void onlyAReaderThatWentAwayIsNoFailure(String reason, String failure) {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(reason);
          }
        };
    StandardOutput answer = new StandardOutput(full);

    try (PrintStream stream = new PrintStream(answer, true, StandardCharsets.UTF_8)) {
      stream.println("answer");
      assertThat(stream.checkError()).isTrue();
    }

    assertThat(answer.failure()).isEqualTo(failure);
  }

  private static PrintStream stream(OutputStream target) {
    return new PrintStream(target, true, StandardCharsets.UTF_8);
  }
}
