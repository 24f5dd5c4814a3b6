package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes change one bank at once. */
class BankAddProcessesTest {

  @TempDir Path folder;

  @Test
  void picturesThatTwoProcessesAddAtOnceAreAllThere() throws Exception {
    Path shots = Pictures.folder(folder.resolve("shots"), "shots", 1, List.of("emu", "okapi"));
    Path more = Pictures.folder(folder.resolve("more"), "test", 1, List.of("emu", "okapi"));
    Path bank = folder.resolve("a.bank");
    Run.of("bank", "build", shots, "-o", bank).exits(0);

    List<Process> adding = new ArrayList<>();
    for (String name : List.of("emu", "okapi")) {
      adding.add(add(bank, name, more.resolve(name)));
    }
    for (Process process : adding) {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(log()).isZero();
    }

    JsonNode shown = Run.of("bank", "show", bank, "--json").exits(0).json();
    List<String> sources = new ArrayList<>();
    shown.at("/shots").forEach(shot -> sources.add(shot.at("/source").asText()));
    List<String> expected = new ArrayList<>();
    for (Path root : List.of(shots, more)) {
      try (Stream<Path> files = Files.walk(root)) {
        files.filter(Files::isRegularFile).forEach(file -> expected.add(file.toString()));
      }
    }
    assertThat(sources).hasSize(4).containsExactlyInAnyOrderElementsOf(expected);
  }

  private Process add(Path bank, String className, Path pictures) throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "io.glimpse.cli.Main",
                "bank",
                "add",
                bank.toString(),
                "--class",
                className,
                pictures.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log.txt").toFile()));
    command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return command.start();
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log.txt"));
  }
}
