package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.Glimpse;
import io.glimpse.ImageClassifier;
import io.glimpse.cli.console.SetOption;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.file.Input;
import io.glimpse.inference.BankCheck;
import io.glimpse.inference.ClassifierSpec;
import io.glimpse.input.LabelledInputs;
import io.glimpse.input.LabelledSource;
import io.glimpse.method.Prediction;
import io.glimpse.method.Selection;
import io.glimpse.progress.Notes;
import io.glimpse.shots.BankRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same examples give the same classifier by the library and by the command line. The examples
 * are uneven, three classes with one and five with four, where what counts votes is most easily
 * wrong.
 */
class LibraryEqualsCommandLineTest {

  private static final double SAME = 1e-6;

  private static final List<String> SCARCE = List.of("bonsai", "emu", "metronome");
  private static final List<String> AMPLE =
      List.of("dalmatian", "grand piano", "mandolin", "menorah", "okapi");

  @TempDir static Path pictures;

  private static Path shots;
  private static Path test;
  private static Glimpse glimpse;

  /** Every test picture by its features, which all classifiers are asked with. */
  private static final Map<Path, FeatureBatch> ASKED = new LinkedHashMap<>();

  @TempDir Path folder;

  @BeforeAll
  static void encodeTestPictures() throws IOException {
    shots = Pictures.folder(pictures.resolve("shots"), "shots", 1, SCARCE);
    Pictures.folder(shots, "shots", 4, AMPLE);
    test = Pictures.folder(pictures.resolve("test"), "test", 4, SCARCE);
    Pictures.folder(test, "test", 4, AMPLE);
    glimpse = Glimpse.open();
    for (List<Path> files : byClass(test).values()) {
      for (Path file : files) {
        ASKED.put(file, glimpse.encode(file));
      }
    }
    assertThat(ASKED).hasSize(32);
  }

  @AfterAll
  static void close() {
    glimpse.close();
  }

  @Test
  void fewShotIsWhatBankBuildMakes() throws IOException {
    ImageClassifier library = glimpse.fewShot(byClass(shots));
    Path bank = build(shots);
    ImageClassifier commandLine = glimpse.bank(bank);

    assertSame(library, commandLine);
    int correct = correct(library);
    assertThat(evaluated("--bank", bank)).isEqualTo(correct);
    // The examples must not make it worse than names alone.
    assertThat(correct).isGreaterThan(correct(glimpse.zeroShot(commandLine.classes())));
    assertThat(correct).isGreaterThanOrEqualTo(30);
  }

  @Test
  void tuneIsWhatBankTuneMakes() throws IOException {
    ImageClassifier library = glimpse.fewShot(byClass(shots));
    Path bank = build(shots);

    Run.of("bank", "tune", bank, "--method", "tip").exits(0);
    assertSame(library.tune("tip", Map.of(), Selection.LEAVE_ONE_OUT, null), glimpse.bank(bank));

    Run.of("bank", "tune", bank, "--val", test).exits(0);
    LabelledInputs validation = LabelledSource.read(test, null, Notes.SILENT);
    assertSame(library.tune("tip", Map.of(), Selection.VALIDATION, validation), glimpse.bank(bank));
  }

  @Test
  void checkAndSuggestAreWhatTheirCommandsSay() throws IOException {
    Path bank = build(shots);
    ImageClassifier library = glimpse.bank(bank);
    List<Input> asked = ASKED.keySet().stream().map(Input::of).toList();

    JsonNode suggested =
        Run.of("bank", "suggest", bank, test, "--top", 5, "--json").exits(0).json();
    assertThat(library.suggest(asked, 5).suggestions().stream().map(one -> one.input().name()))
        .containsExactlyElementsOf(suggested.findValuesAsText("path"));

    JsonNode checked = Run.of("bank", "check", bank, "--test", test, "--json").exits(0).json();
    BankCheck check = library.check(asked);
    assertThat(check.doubles().tested()).isEqualTo(checked.at("/tested").asInt());
    assertThat(check.review().ranked().size()).isEqualTo(checked.at("/judged").asInt());
    assertThat(check.review().thin()).hasSameSizeAs(checked.at("/thin"));
  }

  @ParameterizedTest
  @CsvSource({
    "tip, alpha=2",
    "tip-f, epochs=3",
    "linear-probe, ",
    "calip, ",
    "calip-fs, epochs=2",
    "clip-adapter, epochs=3"
  })
  void everyMethodIsTheSameFromTheSameExamples(String method, @Nullable String setting)
      throws IOException {
    List<Object> more = new ArrayList<>(List.of("--method", method));
    BankRecipe recipe = BankRecipe.usual().withMethod(method);
    if (setting != null) {
      more.addAll(List.of("--set", setting));
      recipe = recipe.withParameters(SetOption.of(List.of(setting)));
    }

    ImageClassifier library = glimpse.fewShot(recipe, labelled(byClass(shots)));

    assertSame(library, glimpse.bank(build(shots, more.toArray())));
  }

  @Test
  void anExampleThatIsThereTwiceCountsOnce() throws IOException {
    Path copies = folder.resolve("copies");
    for (Map.Entry<String, List<Path>> one : byClass(shots).entrySet()) {
      Path to = Files.createDirectories(copies.resolve(one.getKey()));
      for (Path file : one.getValue()) {
        Files.copy(file, to.resolve(file.getFileName()));
        Files.copy(file, to.resolve("z-" + file.getFileName()));
      }
    }

    ImageClassifier library = glimpse.fewShot(byClass(copies));

    assertSame(library, glimpse.bank(build(copies)));
    assertSame(library, glimpse.fewShot(byClass(shots)));
    assertThat(library.bank().orElseThrow().shots().list()).hasSize(3 + 5 * 4);
  }

  @Test
  void oneExampleEverywhere() throws IOException {
    Path single = Pictures.folder(folder.resolve("single"), "shots", 1, SCARCE);
    Pictures.folder(single, "shots", 1, AMPLE);

    assertSame(glimpse.fewShot(byClass(single)), glimpse.bank(build(single)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zero-shot", "calip"})
  void namesAloneAreAnsweredWithTheSameProbabilities(String method) throws IOException {
    List<String> names = List.of("okapi", "emu", "grand piano", "potted tree");
    ImageClassifier library =
        glimpse.classifier(new ClassifierSpec.OfNames(names).withMethod(method));

    assertClassifies(library, "--classes", String.join(",", names), "--method", method);
  }

  @Test
  void aBankIsAnsweredWithTheSameProbabilities() throws IOException {
    assertClassifies(glimpse.fewShot(byClass(shots)), "--bank", build(shots));
  }

  @Test
  void whatIsAddedIsTheSame() throws IOException {
    Path more = Pictures.folder(folder.resolve("more"), "shots", 3, List.of("bonsai"));
    Path news = Pictures.folder(folder.resolve("news"), "test", 2, List.of("okapi"));
    Path bank = build(shots);
    Run.of("bank", "add", bank, "--class", "bonsai", more).exits(0);
    Run.of("bank", "add", bank, "--class", "stripes", news).exits(0);

    ImageClassifier library =
        glimpse
            .fewShot(byClass(shots))
            .with("bonsai", Input.ofFiles(sorted(more.resolve("bonsai"))))
            .with("stripes", Input.ofFiles(sorted(news.resolve("okapi"))));

    assertThat(library.classes()).endsWith("stripes");
    assertSame(library, glimpse.bank(bank));
  }

  @Test
  void whatIsTakenOutAndMergedIsTheSame() throws IOException {
    Path bank = build(shots);
    Path single = Pictures.folder(folder.resolve("single"), "test", 1, List.of("okapi", "emu"));
    Path other = build(single);
    Path both = folder.resolve("both.bank");
    String shot = glimpse.bank(bank).bank().orElseThrow().shots().get(3).id();
    Run.of("bank", "remove", bank, "--shot", shot).exits(0);
    Run.of("bank", "remove", bank, "--class", "menorah").exits(0);
    Run.of("bank", "merge", bank, other, "-o", both).exits(0);

    ImageClassifier library =
        glimpse
            .fewShot(byClass(shots))
            .withoutShot(shot)
            .withoutClass("menorah")
            .merge(glimpse.fewShot(byClass(single)).bank().orElseThrow());

    assertSame(library, glimpse.bank(both));
  }

  @Test
  void whatTheLibrarySavesTheCommandLineReads() throws IOException {
    ImageClassifier library = glimpse.fewShot(byClass(shots));
    Path bank = folder.resolve("saved.bank");
    library.save(bank);

    assertThat(evaluated("--bank", bank)).isEqualTo(correct(library));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zero-shot", "calip", "tip"})
  void evaluateAndAStudyCountTheSame(String method) throws IOException {
    // As many examples as the study draws, so that its sample is all there are.
    List<String> classes = List.of("bonsai", "dalmatian", "emu", "okapi");
    Path data = folder.resolve("mine");
    Path train = Pictures.folder(data.resolve("train"), "shots", 2, classes);
    Path asked = Pictures.folder(data.resolve("test"), "test", 4, classes);

    JsonNode study =
        Run.of(
                "study",
                "run",
                "mine",
                "--root",
                folder,
                "--methods",
                method,
                "--shots=2",
                "--seeds=1",
                "--out",
                folder.resolve("study"),
                "--json")
            .exits(0)
            .json();
    List<Object> evaluate = new ArrayList<>(List.of("evaluate", asked, "--json"));
    evaluate.addAll(
        method.equals("tip")
            ? List.of("--bank", build(train))
            : List.of("--classes", String.join(",", classes), "--method", method));
    JsonNode judged = Run.of(evaluate.toArray()).exits(0).json();

    assertThat(study.at("/results/0/total").asInt()).isEqualTo(16);
    assertThat(study.at("/results/0/correct").asInt())
        .isPositive()
        .isEqualTo(judged.at("/correct").asInt());
  }

  /** Files by the names of their folders. */
  private static Map<String, List<Path>> byClass(Path root) throws IOException {
    Map<String, List<Path>> all = new LinkedHashMap<>();
    for (Path child : sorted(root)) {
      all.put(child.getFileName().toString(), sorted(child));
    }
    return all;
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static LabelledInputs labelled(Map<String, List<Path>> files) {
    Map<String, List<Input>> inputs = new LinkedHashMap<>();
    files.forEach((name, some) -> inputs.put(name, Input.ofFiles(some)));
    return LabelledInputs.of(inputs);
  }

  private Path build(Path examples, Object... more) {
    Path bank = folder.resolve(examples.getFileName() + ".bank");
    List<Object> arguments = new ArrayList<>(List.of("bank", "build", examples, "-o", bank));
    arguments.addAll(List.of(more));
    Run.of(arguments.toArray()).exits(0);
    return bank;
  }

  /** Same classes, parameters, and logits of all test pictures. */
  private static void assertSame(ImageClassifier one, ImageClassifier other) {
    assertThat(one.classes()).isEqualTo(other.classes());
    assertThat(one.classifier().parameters().asText())
        .isEqualTo(other.classifier().parameters().asText());
    ASKED.forEach(
        (file, features) -> {
          double[] logits = logits(one, features);
          double[] others = logits(other, features);
          for (int c = 0; c < logits.length; c++) {
            assertThat(logits[c])
                .as("%s, %s", file, one.classes().get(c))
                .isEqualTo(others[c], within(SAME * Math.max(1, Math.abs(others[c]))));
          }
        });
  }

  private static double[] logits(ImageClassifier classifier, FeatureBatch features) {
    double[] logits = new double[classifier.classes().size()];
    for (Prediction.Ranked one : classifier.classify(features).ranked()) {
      logits[one.index()] = one.logit();
    }
    return logits;
  }

  private static int correct(ImageClassifier classifier) {
    int correct = 0;
    for (Map.Entry<Path, FeatureBatch> asked : ASKED.entrySet()) {
      String truth = test.relativize(asked.getKey()).getName(0).toString();
      correct += classifier.classify(asked.getValue()).best().name().equals(truth) ? 1 : 0;
    }
    return correct;
  }

  private static int evaluated(Object... model) {
    List<Object> arguments = new ArrayList<>(List.of("evaluate", test, "--json"));
    arguments.addAll(List.of(model));
    JsonNode judged = Run.of(arguments.toArray()).exits(0).json();
    assertThat(judged.at("/total").asInt()).isEqualTo(32);
    return judged.at("/correct").asInt();
  }

  /** The probabilities of {@code classify --json}, of all test pictures. */
  private static void assertClassifies(ImageClassifier library, Object... model)
      throws IOException {
    List<Object> arguments = new ArrayList<>(List.of("classify", test, "--json", "--top", 8));
    arguments.addAll(List.of(model));
    JsonNode results = Run.of(arguments.toArray()).exits(0).json().at("/results");
    assertThat(results).hasSize(32);
    for (JsonNode result : results) {
      Prediction prediction = library.classify(Path.of(result.at("/path").asText()));
      assertThat(result.at("/top")).hasSize(library.classes().size());
      for (int rank = 0; rank < library.classes().size(); rank++) {
        JsonNode said = result.at("/top/" + rank);
        Prediction.Ranked expected = prediction.ranked().get(rank);
        assertThat(said.at("/class").asText()).isEqualTo(expected.name());
        assertThat(said.at("/probability").asDouble())
            .isEqualTo(expected.probability(), within(SAME));
      }
    }
  }
}
