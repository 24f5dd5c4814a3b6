package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code glimpse classify --sort-into} and {@code --undo}. */
class SortCommandTest {

  private static final String CLASSES = "okapi,emu,bonsai";

  @TempDir Path folder;
  private Path photos;
  private Path sorted;

  @BeforeEach
  void makePictures() throws IOException {
    photos = Pictures.folder(folder.resolve("photos"), "test", 2, List.of("okapi", "emu"));
    sorted = folder.resolve("sorted");
  }

  /** Every file, link and folder by its path, with its size or where it leads. */
  private static Map<String, String> tree(Path root) throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.toList()) {
        String what =
            Files.isSymbolicLink(path)
                ? Files.readSymbolicLink(path).toString()
                : Files.isDirectory(path) ? "folder" : Long.toString(Files.size(path));
        all.put(root.relativize(path).toString(), what);
      }
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"--copy", "--link", "--move"})
  void picturesComeIntoTheFoldersOfTheirClassesAndBack(String way) throws IOException {
    Map<String, String> before = tree(photos);

    Run run = Run.of("classify", photos, "--classes", CLASSES, "--sort-into", sorted, way);

    List<String> lines = run.exits(0).out().lines().toList();
    assertThat(lines).hasSize(4).allMatch(line -> line.matches(".*%.* -> " + sorted + "/.*"));
    for (String line : lines) {
      Path place = Path.of(line.substring(line.indexOf(" -> ") + 4));
      assertThat(line).contains(": " + sorted.relativize(place).getName(0) + " ");
      assertThat(place).exists();
    }
    if (way.equals("--move")) {
      assertThat(tree(photos).values()).containsOnly("folder");
    } else {
      assertThat(tree(photos)).isEqualTo(before);
    }
    Run again = Run.of("classify", photos, "--classes", CLASSES, "--sort-into", sorted, way);
    assertThat(again.exitCode()).isEqualTo(way.equals("--move") ? 1 : 0);
    assertThat(tree(sorted).keySet()).filteredOn(path -> path.endsWith("jpg")).hasSize(4);

    assertThat(Run.of("classify", "--undo", sorted).exits(0).out())
        .contains(way.equals("--move") ? "4 pictures moved back" : "4 copies or links removed");

    assertThat(tree(photos)).isEqualTo(before);
    assertThat(sorted).doesNotExist();
  }

  @Test
  void aDryRunSaysWhatWouldBeDoneAndDoesNothing() throws IOException {
    Map<String, String> before = tree(folder);

    Run text =
        Run.of(
            "classify", photos, "--classes", CLASSES, "--sort-into", sorted, "--move", "--dry-run");
    JsonNode json =
        Run.of(
                "classify",
                photos,
                "--classes",
                CLASSES,
                "--sort-into",
                sorted,
                "--move",
                "--dry-run",
                "--json")
            .exits(0)
            .json();

    assertThat(text.exits(0).out().lines())
        .hasSize(4)
        .allMatch(line -> line.contains("would move"));
    for (JsonNode result : json.at("/results")) {
      assertThat(result.get("planned").asText()).startsWith(sorted.toString());
      assertThat(result.has("sorted")).isFalse();
    }
    assertThat(tree(folder)).isEqualTo(before);
  }

  @Test
  void anAnswerThatIsNotSureHasItsOwnPlace() throws IOException {
    JsonNode json =
        Run.of(
                "classify",
                photos,
                "--classes",
                CLASSES,
                "--sort-into",
                sorted,
                "--copy",
                "--min-probability",
                "1",
                "--json")
            .exits(0)
            .json();

    for (JsonNode result : json.at("/results")) {
      boolean unsure = result.at("/top/0/probability").asDouble() < 1;
      assertThat(result.get("unsure").asBoolean()).isEqualTo(unsure);
      assertThat(result.get("sorted").asText().startsWith(sorted + "/_unsure/")).isEqualTo(unsure);
    }
    assertThat(
            Run.of("classify", photos, "--classes", CLASSES, "--min-probability", "1")
                .exits(0)
                .out())
        .contains(": not sure: ");
  }

  @Test
  void picturesOfNoClassHaveTheirOwnPlace() throws IOException {
    Path shots = Pictures.folder(folder.resolve("shots"), "shots", 4, List.of("okapi", "emu"));
    Path bank = folder.resolve("my.bank");
    Run.of("bank", "build", shots, "-o", bank).exits(0);

    JsonNode results =
        Run.of(
                "classify",
                photos,
                "--bank",
                bank,
                "--unknown-threshold",
                "1000000",
                "--min-probability",
                "1",
                "--sort-into",
                sorted,
                "--copy",
                "--json")
            .exits(0)
            .json()
            .at("/results");

    assertThat(results).hasSize(4);
    for (JsonNode result : results) {
      assertThat(result.at("/unknown/is").asBoolean()).isTrue();
      assertThat(result.get("unsure").asBoolean()).isFalse();
      assertThat(result.get("sorted").asText()).startsWith(sorted + "/_none of these/");
    }
  }

  @Test
  void aFolderCannotBeSortedIntoItselfAndWhatLiesInItIsLeftOut() throws IOException {
    Run self = Run.of("classify", photos, "--classes", CLASSES, "--sort-into", photos, "--move");
    assertThat(self.exits(1).err()).contains("lies in this folder itself");

    Path inside = photos.resolve("sorted");
    Run.of("classify", photos, "--classes", CLASSES, "--sort-into", inside, "--copy").exits(0);
    Run again = Run.of("classify", photos, "--classes", CLASSES, "--sort-into", inside, "--copy");

    assertThat(again.exits(0).out().lines()).hasSize(4);
    assertThat(again.err()).containsOnlyOnce("lie in it already are left out");
    assertThat(tree(inside).keySet()).filteredOn(path -> path.endsWith("jpg")).hasSize(4);
  }

  @Test
  void whatWasMovedByAnEarlierRunIsNoErrorOfTheNext() throws IOException {
    List<Path> files;
    try (Stream<Path> paths = Files.walk(photos)) {
      files = paths.filter(Files::isRegularFile).sorted().toList();
    }
    Path list = folder.resolve("list.txt");
    Files.write(list, files.stream().map(Path::toString).toList());
    Path first = files.get(0);
    Run.of("classify", first, first, "--classes", CLASSES, "--sort-into", sorted, "--move")
        .exits(0);

    Run run =
        Run.of(
            "classify",
            "--files-from",
            list,
            "--classes",
            CLASSES,
            "--sort-into",
            sorted,
            "--move");

    assertThat(run.exits(0).out().lines()).hasSize(3);
    assertThat(run.err()).contains("moved there by an earlier run are left out, 1");
  }

  @Test
  void whatCannotBePutThereIsNamedAndTheOthersGoOn() throws IOException {
    Files.createDirectory(sorted);
    Files.writeString(sorted.resolve("okapi"), "a file");

    Run run =
        Run.of("classify", photos, "--classes", CLASSES, "--sort-into", sorted, "--move", "--json");

    JsonNode json = run.exits(1).json();
    assertThat(json.at("/results")).as("all are answered").hasSize(4);
    assertThat(json.at("/errors").size()).isPositive();
    for (JsonNode error : json.at("/errors")) {
      assertThat(error.get("error").asText()).contains("a folder is needed here");
      assertThat(Path.of(error.get("path").asText())).exists();
    }
    assertThat(sorted.resolve("okapi")).hasContent("a file");
  }

  @Test
  void whatALinkLeadsToIsNotMovedOutOfItsFolder() throws IOException {
    Path named = Files.createDirectory(folder.resolve("named"));
    Files.createSymbolicLink(named.resolve("link"), photos);
    Path own = named.resolve("own.jpg");
    try (Stream<Path> paths = Files.walk(photos)) {
      Files.copy(paths.filter(Files::isRegularFile).findFirst().orElseThrow(), own);
    }
    Map<String, String> before = tree(photos);

    Run run = Run.of("classify", named, "--classes", CLASSES, "--sort-into", sorted, "--move");

    assertThat(run.exits(0).out().lines()).hasSize(1);
    assertThat(run.err()).containsOnlyOnce("are not moved, 4 here");
    assertThat(own).doesNotExist();
    assertThat(tree(photos)).isEqualTo(before);
    Path pattern = named.resolve("link/*/*");
    assertThat(
            Run.of("classify", pattern, "--classes", CLASSES, "--sort-into", sorted, "--move")
                .exits(0)
                .out()
                .lines())
        .as("its own folder is named")
        .hasSize(4);
  }

  @Test
  void optionsThatSayTooLittleOrTooMuchExitWithTwo() {
    Run.of("classify", photos, "--classes", CLASSES, "--sort-into", sorted).exits(2);
    Run.of("classify", photos, "--classes", CLASSES, "--sort-into", sorted, "--copy", "--move")
        .exits(2);
    Run.of("classify", photos, "--classes", CLASSES, "--copy").exits(2);
    Run.of("classify", photos, "--classes", CLASSES, "--dry-run").exits(2);
    Run.of("classify", photos, "--undo", sorted).exits(2);
    Run.of("classify", "-", "--classes", CLASSES, "--sort-into", sorted, "--copy").exits(2);
    Run.of("classify", photos, "--classes", CLASSES, "--min-probability", "1.5").exits(2);
    Run.of("classify", photos, "--classes", CLASSES, "--min-probability", "NaN").exits(2);
    assertThat(sorted).doesNotExist();
    assertThat(Run.of("classify", "--undo", photos).exits(1).err()).contains("no journal");
  }

  @Test
  void undoTellsAsJsonWhatItDid() throws IOException {
    Run.of("classify", photos, "--classes", CLASSES, "--sort-into", sorted, "--move").exits(0);
    Path taken;
    try (Stream<Path> paths = Files.walk(sorted)) {
      taken = paths.filter(path -> path.toString().endsWith(".jpg")).findFirst().orElseThrow();
    }
    Files.delete(taken);

    JsonNode json = Run.of("classify", "--undo", sorted, "--json").exits(1).json();

    assertThat(json.get("moved").asInt()).isEqualTo(3);
    assertThat(json.get("left").asInt()).isEqualTo(1);
    assertThat(json.at("/errors/0/path").asText()).isEqualTo(taken.toString());
  }

  @Test
  void aTableHasARowForEachInput() throws IOException {
    Files.writeString(photos.resolve("a, \"b\"\n=1+1.jpg"), "no picture");
    Path csv = folder.resolve("out.csv");

    Run.of("classify", photos, "--classes", "okapi,\"\"\"emu\"", "--top", 2, "--csv", csv).exits(1);

    String table = Files.readString(csv);
    assertThat(table)
        .startsWith("path,class,probability,unknown,unsure,place,error,class2,probability2\n")
        .contains("\"" + photos + "/a, \"\"b\"\"\n=1+1.jpg\",,,,,,\"", ",\"\"\"emu\",0.");
    assertThat(folder.resolve("out.csv.part")).doesNotExist();
    Run printed =
        Run.of("classify", photos, "--classes", "okapi,\"\"\"emu\"", "--top", 2, "--csv", "-")
            .exits(1);
    assertThat(printed.out()).isEqualTo(table);
    Run.of("classify", photos, "--classes", "okapi,emu", "--csv", "-", "--jsonl").exits(2);
  }

  @Test
  void aTableOfARunThatEndedEarlyIsKeptAndTold() throws IOException {
    Path csv = Files.writeString(folder.resolve("out.csv"), "old");
    Files.writeString(folder.resolve("out.csv.part"), "path\na.jpg\n");
    Run.of("classify", photos, "--bank", folder.resolve("none"), "--csv", csv).exits(1);
    assertThat(csv).hasContent("old");

    Run run = Run.of("classify", photos, "--classes", CLASSES, "--csv", csv).exits(0);

    assertThat(run.err()).contains("of a run that was stopped are in");
    assertThat(Files.readAllLines(csv)).hasSize(5);
    assertThat(folder.resolve("out.csv.part.1")).hasContent("path\na.jpg");
    Path picture = photos.resolve("okapi/copy.jpg");
    Files.write(picture, new byte[3]);
    Run.of("classify", photos, "--classes", CLASSES, "--csv", picture).exits(2);
    assertThat(picture).hasBinaryContent(new byte[3]);
  }

  @Test
  void linesAreElementsOfTheDocument() throws IOException {
    Files.writeString(photos.resolve("bad.jpg"), "no picture");
    ObjectMapper mapper = new ObjectMapper();
    JsonNode document =
        Run.of("classify", photos, "none.jpg", "--classes", CLASSES, "--json").exits(1).json();

    Run run = Run.of("classify", photos, "none.jpg", "--classes", CLASSES, "--jsonl").exits(1);

    int results = 0;
    int errors = 0;
    for (String line : run.out().lines().toList()) {
      JsonNode one = mapper.readTree(line);
      if (one.has("error")) {
        assertThat(one).isEqualTo(document.get("errors").get(errors++));
      } else {
        assertThat(one.get("path")).isEqualTo(document.get("results").get(results).get("path"));
        assertThat(one.get("top")).isEqualTo(document.get("results").get(results++).get("top"));
      }
    }
    assertThat(results).isEqualTo(4);
    assertThat(errors).isEqualTo(2);
    Run.of("classify", photos, "--classes", CLASSES, "--json", "--jsonl").exits(2);
  }

  @Test
  void aCommandThatEndsEarlyTellsItAsALine() throws IOException {
    Run run = Run.of("classify", photos, "--bank", folder.resolve("none.bank"), "--jsonl").exits(1);

    assertThat(new ObjectMapper().readTree(run.out()).get("error").asText()).contains("none.bank");
  }

  @Test
  void aPageThatWasNotWrittenLeavesNoFolder() throws IOException {
    Path why = folder.resolve("why/here");

    Run.of("classify", photos, "--bank", folder.resolve("none"), "--explain", why).exits(1);
    Run.of("evaluate", photos, "--bank", folder.resolve("none"), "--explain", why).exits(1);

    assertThat(folder.resolve("why")).doesNotExist();
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(
            Run.of("classify", photos, "--classes", CLASSES, "--explain", file.resolve("x"))
                .exits(1)
                .out())
        .as("before any work")
        .isEmpty();
  }
}
