package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.study.StudyFolder;
import io.glimpse.tensor.Npy;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies from the command line, over ready features of three classes and over small pictures. */
class StudyCommandTest {

  private static final int WIDTH = 8;

  @TempDir Path folder;

  @BeforeEach
  void features() throws IOException {
    Path features = Files.createDirectories(folder.resolve("features"));
    Random random = new Random(5);
    for (String part : List.of("test", "val", "shots_1", "shots_2")) {
      int rows = part.equals("shots_1") ? 3 : part.equals("shots_2") ? 6 : 30;
      float[] values = new float[rows * WIDTH];
      int[] labels = new int[rows];
      for (int i = 0; i < rows; i++) {
        labels[i] = i % 3;
        for (int j = 0; j < WIDTH; j++) {
          values[i * WIDTH + j] = (float) random.nextGaussian() * 0.6f + (j == labels[i] ? 1 : 0);
        }
      }
      Npy.write(features.resolve(part + "_features.npy"), values, rows, WIDTH);
      Npy.write(features.resolve(part + "_labels.npy"), labels);
    }
    float[] text = new float[3 * WIDTH];
    for (int c = 0; c < 3; c++) {
      text[c * WIDTH + c] = 1;
    }
    Npy.write(features.resolve("text_features.npy"), text, 3, WIDTH);
    Files.writeString(features.resolve("classes.txt"), "cat\ndog\nemu\n");
  }

  private Path out() {
    return folder.resolve("out");
  }

  private Run study(Path out, Object... more) {
    List<Object> arguments =
        new ArrayList<>(
            List.of("study", "run", "animals", "--features", folder.resolve("features"), "--json"));
    arguments.addAll(List.of("--encoders", "axes", "--shots", "1,2", "--seeds", "1"));
    arguments.addAll(List.of("--out", out));
    arguments.addAll(List.of(more));
    return Run.of(arguments.toArray());
  }

  private static final String METHODS = "zero-shot,tip,tip-f:epochs=3";

  /** What was found, without times. */
  private static Map<String, String> found(Path out) throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (String line : Files.readAllLines(out.resolve("results.jsonl"))) {
      JsonNode node = new ObjectMapper().readTree(line);
      found.put(
          node.get("key").asText(),
          node.get("score") + " " + node.get("params") + " " + node.get("inputs"));
    }
    return found;
  }

  @Test
  void everyResultIsPrintedAndKept() throws IOException {
    JsonNode first = study(out(), "--methods", METHODS).exits(0).json();

    assertThat(first.get("computed").asInt()).isEqualTo(5);
    assertThat(first.get("results")).hasSize(5);
    assertThat(first.get("results").get(0).get("total").asInt()).isEqualTo(30);
    JsonNode second = study(out(), "--methods", METHODS).exits(0).json();
    assertThat(second.get("computed").asInt()).isZero();
    assertThat(second.get("kept").asInt()).isEqualTo(5);
    assertThat(Files.readAllLines(out().resolve("results.jsonl"))).hasSize(5);
  }

  @Test
  void studyThatWasKilledInTheMiddleOfALineGoesOn() throws IOException {
    study(out(), "--methods", METHODS).exits(0);
    Map<String, String> before = found(out());
    Path log = out().resolve("results.jsonl");
    byte[] whole = Files.readAllBytes(log);
    int last = new String(whole, StandardCharsets.UTF_8).trim().lastIndexOf('\n');
    Files.write(log, Arrays.copyOf(whole, (last + whole.length) / 2));
    // What a killed process leaves: the file of its lock, which nobody holds.
    Files.writeString(out().resolve("lock"), "4711");

    JsonNode again = study(out(), "--methods", METHODS).exits(0).json();

    assertThat(again.get("computed").asInt()).isEqualTo(1);
    assertThat(again.get("kept").asInt()).isEqualTo(4);
    assertThat(found(out())).isEqualTo(before);
  }

  @Test
  void processThatIsKilledIsContinuedToTheSameResults() throws Exception {
    String methods = METHODS + ",tip-f:epochs=4000,clip-adapter:epochs=2000";
    Path log = out().resolve("results.jsonl");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "io.glimpse.cli.Main",
            "study",
            "run",
            "animals",
            "--features",
            folder.resolve("features").toString(),
            "--encoders=axes",
            "--shots=1,2",
            "--seeds=1",
            "--methods=" + methods,
            "--out=" + out());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log.txt").toFile())
            .start();
    while (process.isAlive() && (!Files.exists(log) || Files.readAllLines(log).size() < 2)) {
      Thread.sleep(5);
    }
    process.destroyForcibly();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();

    JsonNode rest = study(out(), "--methods", methods).exits(0).json();

    assertThat(rest.get("kept").asInt()).isGreaterThanOrEqualTo(2);
    study(folder.resolve("undisturbed"), "--methods", methods).exits(0);
    assertThat(found(out())).isEqualTo(found(folder.resolve("undisturbed")));
  }

  @Test
  void folderThatAnotherRunWorksInIsRefused() throws IOException {
    try (StudyFolder held = StudyFolder.open(out())) {
      assertThat(study(out(), "--methods", METHODS).exits(1).err())
          .contains("another run is at work on this study");
      assertThat(held.path()).isEqualTo(out());
    }
    study(out(), "--methods", METHODS).exits(0);
  }

  @Test
  void folderOfAnotherFormatOrEncoderIsRefused() throws IOException {
    study(out(), "--methods", "zero-shot").exits(0);
    Path stamp = out().resolve("study.json");
    String json = Files.readString(stamp);
    Files.writeString(stamp, json.replace("\"format\":1", "\"format\":7"));
    assertThat(study(out(), "--methods", "zero-shot").exits(1).err())
        .contains("is a study of format 7, and this Glimpse writes 1; choose another --out");
    Files.writeString(stamp, json.replace("\"axes\":\"\"", "\"axes\":\"beef\""));
    assertThat(study(out(), "--methods", "zero-shot").exits(1).err())
        .contains("its results of encoder 'axes' are of another one");
  }

  @Test
  void dataSetThatCannotBeOpenedIsMissingAndTheOthersGoOn() throws IOException {
    Run run =
        Run.of(
            "study",
            "run",
            "dtd",
            "eurosat",
            "--root",
            folder,
            "--methods",
            "zero-shot",
            "--out",
            out(),
            "--json");

    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err()).contains("dtd").contains("eurosat");
    assertThat(StudyFolder.stamp(out()).planned())
        .containsExactly("dtd|lite|zero-shot|0|0|honest", "eurosat|lite|zero-shot|0|0|honest");
    assertThat(StudyFolder.stamp(out()).unopened()).containsKeys("dtd", "eurosat");
  }

  @Test
  void whateverIsWrongWithOneDataSetTheOthersGoOn() throws IOException {
    Path many = folder.resolve("many");
    for (String name : List.of("good", "cut", "unlabelled", "broken", "latin", "wrong")) {
      copy(folder.resolve("features"), many.resolve(name));
    }
    Path cut = many.resolve("cut/test_features.npy");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 200));
    Files.delete(many.resolve("unlabelled/test_labels.npy"));
    float[] broken = new float[30 * WIDTH];
    Arrays.fill(broken, Float.NaN);
    Npy.write(many.resolve("broken/test_features.npy"), broken, 30, WIDTH);
    Files.write(many.resolve("latin/classes.txt"), new byte[] {'c', (byte) 0xe9, '\n'});
    int[] labels = new int[30];
    labels[4] = 7;
    Npy.write(many.resolve("wrong/test_labels.npy"), labels);

    Run run =
        studyOf(many, "cut", "unlabelled", "broken", "latin", "wrong", "none", "good", "--json")
            .exits(1);

    assertThat(run.json().get("computed").asInt()).isEqualTo(1);
    assertThat(run.json().get("failed").asInt()).isEqualTo(6);
    assertThat(run.err())
        .contains("test_features.npy", "test_labels.npy: is missing", "row 0 holds NaN")
        .contains(
            "classes.txt: this list is not UTF-8 text", "holds no folder none of ready features")
        .contains("test_labels.npy: row 4 has label 7, but there are 3 classes")
        .doesNotContain("this should not happen");
    assertThat(Run.of("study", "run", "none", "--root", folder, "--out", out()).exits(1).err())
        .contains("none");
  }

  /** Zero-shot on several data sets, whose names and further options are given. */
  private Run studyOf(Path features, String... more) {
    List<Object> arguments = new ArrayList<>(List.of("study", "run", "--features", features));
    arguments.addAll(List.of("--methods=zero-shot", "--out", out()));
    arguments.addAll(List.of(more));
    return Run.of(arguments.toArray());
  }

  @Test
  void oneFolderOfFeaturesIsNotSeveralDataSetsOrEncoders() throws IOException {
    Path features = folder.resolve("features");
    assertThat(studyOf(features, "alpha", "beta").exits(1).err())
        .contains("holds no folder alpha of ready features", "holds no folder beta");
    assertThat(studyOf(features, "alpha", "--encoders=RN50,ViT-B/16").exits(1).err())
        .contains("holds no folder RN50", "holds no folder ViT-B/16");

    copy(features, folder.resolve("many/vit-b-16/alpha"));
    copy(features, folder.resolve("many/RN50/alpha"));
    copy(features, folder.resolve("many/RN50/beta"));
    JsonNode both =
        studyOf(
                folder.resolve("many"),
                "alpha",
                "beta",
                "--encoders=RN50,ViT-B/16",
                "--shots=1",
                "--json")
            .exits(1)
            .json();

    assertThat(both.get("computed").asInt()).isEqualTo(3);
    assertThat(both.get("failed").asInt()).isEqualTo(1);
  }

  @Test
  void dataSetsThatResultsCouldNotTellApartAreRefused() {
    assertThat(
            Run.of("study", "run", "a/birds", "b/birds", "--root", folder, "--out", out())
                .exits(2)
                .err())
        .contains("'a/birds' and 'b/birds' are both called 'birds' in results; rename one");
    assertThat(studyOf(folder, "caltech101", "caltech-101").exits(2).err())
        .contains("both called 'caltech101'");
    assertThat(studyOf(folder, "a|b").exits(2).err())
        .contains("the name of a data set cannot have '|' in it: 'a|b'");
    assertThat(studyOf(folder.resolve("features"), "a", "--encoders=x|y").exits(2).err())
        .contains("the name of an encoder");
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void severalJobsFindTheSame() throws IOException {
    study(folder.resolve("one"), "--methods", METHODS).exits(0);
    study(out(), "--methods", METHODS, "--jobs", "2").exits(0);

    assertThat(found(out())).isEqualTo(found(folder.resolve("one")));
    assertThat(study(out(), "--jobs", "0").exits(2).err()).contains("--jobs must be 1 to 64");
  }

  @Test
  void referenceProtocolChoosesOnTheTestSetAndSaysSo() {
    JsonNode results =
        study(out(), "--methods", "tip", "--protocol", "reference").exits(0).json().get("results");

    assertThat(results).allMatch(row -> row.get("protocol").asText().equals("reference"));
    assertThat(study(out(), "--protocol", "strict").exits(2).err())
        .contains("--protocol is honest or reference, not 'strict'");
    assertThat(study(out(), "--methods", "tip,tip:select=reference").exits(2).err())
        .contains("tip:select=reference is chosen on the test set; say --protocol reference");
    assertThat(
            study(out(), "--methods", "tip:select=val", "--protocol", "reference").exits(2).err())
        .contains("tip:select=val is not chosen on the test set", "leave --protocol out");
  }

  @Test
  void ablationsAreRunBesides() throws IOException {
    JsonNode json = study(out(), "--methods", "zero-shot,tip", "--ablations").json();

    assertThat(found(out()))
        .containsKey("animals|axes|tip:cache_size=1|2|1|honest")
        .containsKey("animals|axes|tip:alpha=1:beta=5.5:select=fixed|2|1|honest")
        .containsKey("animals|axes|clip-adapter:select=fixed|2|1|honest");
    // Ready features have neither places to look at nor 32, 64 and 128 shots.
    assertThat(json.get("errors").toString())
        .contains("needs the spatial tokens", "holds no sample of 32");
    assertThat(Run.of("study", "report", out()).exits(0).out()).contains("report.html");
    assertThat(out().resolve("tables/ablation_tip_animals_axes_honest.csv")).exists();
  }

  @Test
  void reportNamesItsFiles() {
    study(out(), "--methods", METHODS).exits(0);

    JsonNode json = Run.of("study", "report", out(), "--json").exits(0).json();

    assertThat(json.get("results").asInt()).isEqualTo(5);
    assertThat(json.get("files"))
        .extracting(JsonNode::asText)
        .allMatch(file -> Files.exists(Path.of(file)))
        .startsWith(
            out().resolve("report.html").toString(),
            out().resolve("report.md").toString(),
            out().resolve("report.json").toString())
        .contains(out().resolve("tables/accuracy_animals_axes_honest.csv").toString());
    assertThat(Run.of("study", "report", folder.resolve("none")).exits(1).err())
        .contains("it holds no results");
  }

  @Test
  void picturesTakeViewsAndFewShotValidation() throws IOException {
    for (String part : List.of("train", "val", "test")) {
      pictures(folder.resolve("mine").resolve(part));
    }

    JsonNode json =
        Run.of(
                "study",
                "run",
                "mine",
                "--root",
                folder,
                "--methods",
                "zero-shot,tip",
                "--shots",
                "1",
                "--seeds",
                "1,2",
                "--views",
                "2",
                "--validation",
                "few-shot",
                "--out",
                out(),
                "--json")
            .exits(0)
            .json();

    assertThat(json.get("computed").asInt()).isEqualTo(3);
    List<String> lines = Files.readAllLines(out().resolve("results.jsonl"));
    assertThat(lines)
        .filteredOn(line -> line.contains("\"method\":\"tip\""))
        .hasSize(2)
        .allMatch(line -> line.contains("\"views\":2"))
        // One of each of two classes.
        .allMatch(line -> line.contains("\"selected_on\":\"2 validation pictures\""));
    assertThat(study(folder.resolve("ready"), "--validation", "few-shot").json().get("errors"))
        .anyMatch(error -> error.toString().contains("use --validation whole"));
  }

  @Test
  void shotsCanBeGivenAsAList() throws IOException {
    for (String part : List.of("train", "test")) {
      pictures(folder.resolve("mine").resolve(part));
    }
    Path list = folder.resolve("list.json");
    Files.writeString(
        list,
        "{\"dataset\":\"mine\",\"shots\":1,\"seed\":4,\"items\":["
            + "{\"path\":\"train/red/2.png\",\"label\":1},"
            + "{\"path\":\"train/blue/0.png\",\"label\":0}]}");

    listed(list, "1", "4").exits(0);

    assertThat(Files.readAllLines(out().resolve("results.jsonl")))
        .singleElement()
        .asString()
        .contains("\"shots\":1", "\"seed\":4", "the shots are those of the list list.json");
    assertThat(listed(list, "2", "4").exits(1).err())
        .contains("list.json: is a list of 1 shots and seed 4; say --shots 1 --seeds 4");
    assertThat(study(out(), "--list", list).exits(2).err()).contains("give them with --root");
  }

  private Run listed(Path list, String shots, String seeds) {
    List<Object> arguments = new ArrayList<>(List.of("study", "run", "mine", "--root", folder));
    arguments.addAll(List.of("--methods=tip:select=fixed", "--shots", shots, "--seeds", seeds));
    arguments.addAll(List.of("--list", list, "--out", out()));
    return Run.of(arguments.toArray());
  }

  /** Three pictures of each of two classes. */
  private static void pictures(Path part) throws IOException {
    Random random = new Random(part.getFileName().toString().hashCode());
    for (String name : List.of("red", "blue")) {
      Path to = Files.createDirectories(part.resolve(name));
      for (int i = 0; i < 3; i++) {
        BufferedImage image = new BufferedImage(24, 24, BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < 24 * 24; p++) {
          int shade = random.nextInt(64) << 8;
          image.setRGB(p % 24, p / 24, (name.equals("red") ? 0xff0000 : 0xff) | shade);
        }
        ImageIO.write(image, "png", to.resolve(i + ".png").toFile());
      }
    }
  }
}
