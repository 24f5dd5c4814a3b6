package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.cli.console.RemedyWords;
import io.glimpse.fixture.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a library says is read by people who have no command line: it names no option, no command
 * and no variable of the launcher. Fronts word what is to be done; see {@link RemedyWords}.
 */
class LibraryTextTest {

  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  private static final Pattern FRONT =
      Pattern.compile(
          "(^|[ ('])--[a-z][a-z-]+|GLIMPSE_JAVA_OPTS|[( ]-X[a-z]|[( ]-D[a-z]"
              + "|glimpse (bank|model|classify|study|evaluate|encode|demo|data|points) ");

  /** Commands and the measurements, which are commands. */
  private static final List<String> FRONTS = List.of("glimpse-cli", "glimpse-bench");

  /** The command line of spark-submit's job. */
  private static final Path JOB =
      Path.of("glimpse-spark/src/main/java/io/glimpse/spark/ClassifyOptions.java");

  @Test
  void noTextOfALibraryNamesAnOptionOfTheCommandLine() throws IOException {
    List<String> found = new ArrayList<>();
    int files = 0;
    for (Path module : modules()) {
      try (Stream<Path> all = Files.walk(module.resolve("src/main/java"))) {
        for (Path file : all.filter(path -> path.toString().endsWith(".java")).toList()) {
          if (file.endsWith(JOB)) {
            continue;
          }
          files++;
          found.addAll(namesOfFronts(file));
        }
      }
    }

    assertThat(files).isGreaterThan(400);
    assertThat(found).isEmpty();
  }

  private static List<String> namesOfFronts(Path file) throws IOException {
    List<String> found = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      Matcher literal = LITERAL.matcher(line);
      while (literal.find()) {
        if (FRONT.matcher(literal.group(1)).find()) {
          found.add(file.getFileName() + ": " + literal.group());
        }
      }
    }
    return found;
  }

  private static List<Path> modules() throws IOException {
    try (Stream<Path> children = Files.list(Shared.projectRoot())) {
      return children
          .filter(child -> Files.isDirectory(child.resolve("src/main/java")))
          .filter(child -> !FRONTS.contains(child.getFileName().toString()))
          .toList();
    }
  }
}
