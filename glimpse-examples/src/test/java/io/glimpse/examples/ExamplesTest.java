package io.glimpse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.fixture.Shared;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every program of docs/LIBRARY.md runs and prints what it should, and nothing on stderr. */
class ExamplesTest {

  private static final Path DEMO =
      Shared.projectRoot().resolve("glimpse-cli/src/main/resources/io/glimpse/demo");

  /** What each prints, a pattern a line. */
  private static Map<String, List<String>> printed() {
    Map<String, List<String>> printed = new LinkedHashMap<>();
    printed.put("ThreeLines", List.of("okapi"));
    printed.put("OpenedWithCare", List.of("lite of 512"));
    printed.put("AnySource", List.of("emu", "emu", "emu", "emu", "emu"));
    printed.put("ManyPictures", List.of("emu", "upload\\.jpg: .+", "32 answers"));
    printed.put("NamesInTemplates", List.of("bonsai", "bonsai"));
    printed.put("FewExamples", List.of("8 classes", "menorah", "mammal"));
    printed.put(
        "BankThatChanges",
        List.of("2 classes, then 3", "3 shots", "emu", "true", "3 classes", "dog"));
    printed.put("BankOfMany", List.of("\\[zoo\\.bank\\] big bird"));
    printed.put(
        "WhyThatAnswer",
        List.of("okapi \\d+ %", "\\S.* \\d+ %", "\\S.* \\d+ %", "margin \\d.*", "okapi, \\d+ %"));
    printed.put(
        "FeaturesInAndOut",
        List.of("512 values, 49 places", "emu/.+: 1", "okapi/.+: 1", "2 x 512", "emu"));
    printed.put("PointClouds", List.of("rod", "10 views"));
    printed.put(
        "OwnStudy",
        List.of(
            "3 experiments, report\\.html",
            "zero-shot, 0 shots: \\d+ of 8",
            "tip, 1 shots: \\d+ of 8",
            "tip, 2 shots: \\d+ of 8"));
    printed.put(
        "WhatWentWrong",
        List.of(
            ".*image_0030\\.jpg: .* pixels.*",
            "RAISE_PIXEL_LIMIT",
            "ViT-B/32-of-mine: there is neither a checkpoint there nor a model of that name; .*"));
    printed.put(
        "WhatIsSaid", List.of("note: .*image_0001\\.jpg.* is used once", "note: .* one shot .*"));
    printed.put("SharedByThreads", List.of("16 answers: \\[emu\\]"));
    return printed;
  }

  private static Stream<Map.Entry<String, List<String>>> examples() throws Exception {
    Map<String, List<String>> printed = printed();
    assertThat(printed.keySet()).containsExactlyInAnyOrderElementsOf(ExampleSources.names());
    return printed.entrySet().stream();
  }

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("examples")
  void printsWhatItShould(Map.Entry<String, List<String>> example) throws Exception {
    List<String> lines = run(example.getKey());

    assertThat(lines).hasSameSizeAs(example.getValue());
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i)).matches(example.getValue().get(i));
    }
    if (example.getKey().equals("WhyThatAnswer")) {
      assertThat(Files.size(folder.resolve("okapi.png"))).isPositive();
    }
  }

  private List<String> run(String name) throws Exception {
    Class<?> program = Class.forName("io.glimpse.examples." + name);
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    try {
      String[] args = {DEMO.toString(), folder.toString()};
      program.getMethod("main", String[].class).invoke(null, (Object) args);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(complained.toString(StandardCharsets.UTF_8)).isEmpty();
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
