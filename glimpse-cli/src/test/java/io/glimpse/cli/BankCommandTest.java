package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.bank.BankFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BankCommandTest {

  private static final List<String> CLASSES = List.of("bonsai", "emu", "okapi");

  @TempDir Path folder;

  private Path shots;
  private Path test;

  @BeforeEach
  void pictures(@TempDir Path pictures) throws IOException {
    shots = Pictures.folder(pictures.resolve("shots"), "shots", 2, CLASSES);
    test = Pictures.folder(pictures.resolve("test"), "test", 2, CLASSES);
  }

  @Test
  void aBankIsBuiltShownAndAnswersWithItsOwnMethod() {
    Path bank = folder.resolve("a.bank");

    JsonNode built = Run.of("bank", "build", shots, "-o", bank, "--json").exits(0).json();

    assertThat(built.at("/method").asText()).isEqualTo("auto");
    assertThat(built.at("/classes").toString()).isEqualTo("[\"bonsai\",\"emu\",\"okapi\"]");
    assertThat(built.at("/shots")).hasSize(6);
    assertThat(built.at("/provenance/selection").asText()).isEqualTo("loo");
    assertThat(Run.of("bank", "show", bank, "--json").exits(0).json()).isEqualTo(built);
    JsonNode judged = Run.of("evaluate", test, "--bank", bank, "--json").exits(0).json();
    assertThat(judged.at("/method").asText()).isEqualTo("auto");
    assertThat(judged.at("/total").asInt()).isEqualTo(6);
    assertThat(judged.at("/correct").asInt()).isGreaterThanOrEqualTo(5);
    assertThat(judged.at("/accuracy").asDouble()).isEqualTo(judged.at("/correct").asInt() / 6.0);
    assertThat(judged.at("/confusion")).hasSize(3);
    assertThat(judged.fieldNames())
        .toIterable()
        .contains("correct", "total", "accuracy", "mean_of_classes", "ece", "classes", "errors");
  }

  @Test
  void aClassOfFewerShotsIsFoundAmongOthers() throws IOException {
    Path many = Pictures.folder(folder.resolve("many"), "shots", 4, CLASSES);
    Path few = Pictures.folder(folder.resolve("few"), "shots", 1, List.of("menorah"));
    Path asked = Pictures.folder(folder.resolve("asked"), "test", 4, List.of("menorah", "okapi"));
    for (String votes : new String[] {"4", "0"}) {
      Path bank = folder.resolve(votes + ".bank");
      Run.of("bank", "build", many, "-o", bank, "--method", "tip", "--set", "votes=" + votes)
          .exits(0);
      Run added = Run.of("bank", "add", bank, "--class", "menorah", few).exits(0);
      JsonNode judged = Run.of("evaluate", asked, "--bank", bank, "--json").exits(0).json();

      if (votes.equals("4")) {
        assertThat(judged.at("/correct").asInt()).isGreaterThanOrEqualTo(6);
        assertThat(added.err()).doesNotContain("shots");
      } else {
        assertThat(added.err()).contains("its classes have 1 to 4 shots");
      }
    }
    Path usual = folder.resolve("usual.bank");
    Run.of("bank", "build", many, "-o", usual, "--method", "tip").exits(0);
    assertThat(Run.of("bank", "show", usual, "--json").exits(0).json().at("/params/votes").asInt())
        .isEqualTo(4);
  }

  @Test
  void labelsBesidePicturesAndFoldersOfASystemAreNoShots() throws IOException {
    Files.writeString(shots.resolve("emu/1.txt"), "0 0.5 0.5 0.2");
    Files.writeString(shots.resolve("emu/2.txt"), "0 0.5 0.5 0.2");
    for (int i = 0; i < 9; i++) {
      Files.writeString(shots.resolve("okapi/" + i + ".txt"), "0 0.5 0.5 0.2");
    }
    Files.createDirectories(shots.resolve(".git/objects"));
    Files.createDirectories(shots.resolve("__MACOSX"));
    Path bank = folder.resolve("a.bank");

    Run run = Run.of("bank", "build", shots, "-o", bank).exits(1);

    assertThat(run.err())
        .contains(
            "1.txt: this is a point cloud",
            "taken for a system's own and left out: .git, __MACOSX");
    JsonNode built = Run.of("bank", "show", bank, "--json").exits(0).json();
    assertThat(built.at("/classes").toString()).isEqualTo("[\"bonsai\",\"emu\",\"okapi\"]");
    assertThat(built.at("/shots")).hasSize(6);
  }

  @Test
  void theSamePicturesGiveTheSameBank() throws IOException {
    Path one = build("one.bank");
    Path two = build("two.bank");

    assertThat(Run.of("bank", "show", one, "--json").json().at("/params"))
        .isEqualTo(Run.of("bank", "show", two, "--json").json().at("/params"));
    assertThat(Files.size(one)).isEqualTo(Files.size(two));
  }

  @Test
  void aClassIsAddedAndTakenOutAgain() throws IOException {
    Path bank = build("a.bank");
    Path more = Pictures.folder(folder.resolve("more"), "shots", 3, List.of("menorah"));

    Run.of("bank", "add", bank, "--class", "menorah", more).exits(0);
    JsonNode grown = Run.of("bank", "show", bank, "--json").exits(0).json();
    assertThat(grown.at("/classes/3").asText()).isEqualTo("menorah");
    assertThat(grown.at("/shots")).hasSize(9);

    Run again = Run.of("bank", "add", bank, "--class", "menorah", more).exits(0);
    assertThat(again.err()).contains("in the bank already");
    assertThat(Run.of("bank", "show", bank, "--json").json()).isEqualTo(grown);

    Run other = Run.of("bank", "add", bank, "--class", "lamp", more).exits(1);
    assertThat(other.err()).contains("this is a shot of 'menorah' in the bank already");

    String shot = grown.at("/shots/8/id").asText();
    Run.of("bank", "remove", bank, "--shot", shot).exits(0);
    Run.of("bank", "remove", bank, "--class", "menorah").exits(0);
    assertThat(Run.of("bank", "show", bank, "--json").json().at("/shots")).hasSize(6);
    assertThat(Run.of("bank", "remove", bank, "--shot", shot).exits(1).err()).contains(shot);
    Run.of("bank", "remove", bank).exits(2);
    Run.of("bank", "remove", bank, "--class", "a", "--shot", "b").exits(2);
  }

  @Test
  void banksMergeByClassAndKeepASharedShotOnce() throws IOException {
    Path left = build("left.bank");
    Path other = Pictures.folder(folder.resolve("other"), "shots", 3, List.of("okapi", "mandolin"));
    Path right = folder.resolve("right.bank");
    Run.of("bank", "build", other, "-o", right, "--method", "tip").exits(0);

    assertThat(Run.of("bank", "merge", left, right, "-o", left).exits(2).err())
        .contains("the banks stay as they are; --out must be another file than " + left);
    Run run = Run.of("bank", "merge", left, right, "-o", folder.resolve("both.bank"), "--json");

    assertThat(run.exits(0).json().at("/classes").toString())
        .isEqualTo("[\"bonsai\",\"emu\",\"okapi\",\"mandolin\"]");
    assertThat(run.json().at("/shots")).hasSize(6 + 1 + 3);
    assertThat(run.err()).contains("right.bank has another method or other parameters");
  }

  @Test
  void oneShotAClassStaysFixedWithANote() throws IOException {
    Path single = Pictures.folder(folder.resolve("single"), "shots", 1, CLASSES);

    Run run = Run.of("bank", "build", single, "-o", folder.resolve("a.bank")).exits(0);

    assertThat(run.err()).contains("one shot");
  }

  @Test
  void aDamagedBankIsRefusedByName() throws IOException {
    Path bank = build("a.bank");
    byte[] bytes = Files.readAllBytes(bank);
    Path cut = Files.write(folder.resolve("cut.bank"), Arrays.copyOf(bytes, 999));

    assertThat(Run.of("bank", "show", cut).exits(1).err()).contains("cut.bank");
    assertThat(
            Run.of("bank", "show", Files.writeString(folder.resolve("no.bank"), "{}"))
                .exits(1)
                .err())
        .contains("no.bank");
    assertThat(Run.of("classify", "x.jpg", "--bank", folder.resolve("gone.bank")).exits(1).err())
        .contains("gone.bank");
  }

  @Test
  void aFailureLeavesTheOldFile() throws IOException {
    Path bank = build("a.bank");
    byte[] before = Files.readAllBytes(bank);
    Path empty = folder.resolve("empty");
    Files.createDirectories(empty.resolve("void"));
    Files.writeString(empty.resolve("void/text.jpg"), "no picture");

    Run run = Run.of("bank", "build", empty, "-o", bank).exits(1);

    assertThat(run.err()).contains("class 'void' has no picture");
    assertThat(Files.readAllBytes(bank)).isEqualTo(before);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(f -> f.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  @Test
  void validationPicturesChooseTheParameters() {
    Path bank = folder.resolve("val.bank");

    JsonNode built =
        Run.of("bank", "build", shots, "-o", bank, "--val", test, "--json").exits(0).json();

    assertThat(built.at("/provenance/selection").asText()).isEqualTo("val");
    assertThat(built.at("/provenance/selected_on").asInt()).isEqualTo(6);
    Run.of("bank", "build", shots, "-o", bank, "--select", "val").exits(2);
    Run.of("bank", "build", shots, "-o", bank, "--select", "reference").exits(2);
  }

  @Test
  void keysAreMadeOfAsManyViewsAsAskedFor() throws IOException {
    Path plain = build("plain.bank");
    Path bank = folder.resolve("views.bank");
    Path again = folder.resolve("again.bank");
    Path other = folder.resolve("other.bank");

    JsonNode built =
        Run.of("bank", "build", shots, "-o", bank, "--views", 3, "--json").exits(0).json();
    Run.of("bank", "build", shots, "-o", again, "--views", 3).exits(0);
    Run.of("bank", "build", shots, "-o", other, "--views", 3, "--seed", 2).exits(0);

    assertThat(built.at("/provenance/views").asInt()).isEqualTo(3);
    assertThat(built.at("/shots")).hasSize(6);
    assertThat(Run.of("bank", "show", plain, "--json").json().at("/provenance/views").asInt())
        .isEqualTo(1);
    assertThat(keys(again)).containsExactly(keys(bank));
    assertThat(keys(other)).isNotEqualTo(keys(bank));
    assertThat(keys(plain)).isNotEqualTo(keys(bank));
    assertThat(BankFile.read(bank).cache().keys().toMatrix().norm(0)).isEqualTo(1, within(1e-5));
    JsonNode judged = Run.of("evaluate", test, "--bank", bank, "--json").exits(0).json();
    assertThat(judged.at("/correct").asInt()).isGreaterThanOrEqualTo(5);
  }

  @Test
  void aShotIsAddedWithTheViewsOfItsBank() throws IOException {
    Path whole = folder.resolve("whole.bank");
    Path grown = folder.resolve("grown.bank");
    Path last = shots.resolveSibling("last");
    Run.of("bank", "build", shots, "-o", whole, "--views", 2, "--select", "fixed").exits(0);
    Files.move(shots.resolve("okapi"), last);
    Run.of("bank", "build", shots, "-o", grown, "--views", 2, "--select", "fixed").exits(0);

    Run.of("bank", "add", grown, "--class", "okapi", last).exits(0);

    assertThat(keys(grown)).containsExactly(keys(whole));
  }

  @Test
  void trainedMethodsTakeViews() {
    Path bank = folder.resolve("trained.bank");
    Run.of(
            "bank",
            "build",
            shots,
            "-o",
            bank,
            "--views",
            2,
            "--method",
            "tip-f",
            "--select",
            "fixed",
            "--set",
            "epochs=2")
        .exits(0);
    Run.of("evaluate", test, "--bank", bank).exits(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1001", "many"})
  void aNumberOfViewsOutOfRangeIsACommandLineError(String views) {
    Path bank = folder.resolve("a.bank");

    Run run = Run.of("bank", "build", shots, "-o", bank, "--views", views).exits(2);

    assertThat(run.err()).contains("--views");
    assertThat(bank).doesNotExist();
  }

  @Test
  void aFolderOneLevelTooHighIsRefusedBeforeAnythingIsEncoded() throws IOException {
    Path root = Files.createDirectories(folder.resolve("pictures"));
    Files.move(shots, root.resolve("shots"));
    Files.move(test, root.resolve("test"));
    Path bank = folder.resolve("a.bank");
    String remedy = "give " + root.resolve("shots") + " or " + root.resolve("test");

    assertThat(Run.of("bank", "build", root, "-o", bank).exits(1).err()).contains(remedy);
    assertThat(bank).doesNotExist();
    assertThat(Run.of("evaluate", root, "--classes", "emu,okapi").exits(1).err()).contains(remedy);
    Run.of("bank", "build", root.resolve("shots"), "-o", bank).exits(0);
  }

  @Test
  void aFolderLikeNoClassIsNamed() throws IOException {
    Path bank = build("a.bank");
    Path odd = Pictures.folder(folder.resolve("odd"), "test", 1, List.of("okapi", "mandolin"));

    Run run = Run.of("evaluate", odd, "--bank", bank, "--json").exits(1);

    assertThat(run.json().at("/errors/0/path").asText()).isEqualTo("mandolin");
    assertThat(run.json().at("/total").asInt()).isEqualTo(1);
  }

  private static float[] keys(Path bank) throws IOException {
    return BankFile.read(bank).cache().keys().toMatrix().data();
  }

  private Path build(String name) {
    Path bank = folder.resolve(name);
    Run.of("bank", "build", shots, "-o", bank).exits(0);
    return bank;
  }

  @Test
  void aTableMakesTheBankThatTheFolderMakes() throws IOException {
    StringBuilder rows = new StringBuilder("path,label\n");
    StringBuilder items = new StringBuilder();
    for (String name : List.of("okapi", "bonsai", "emu")) {
      try (Stream<Path> files = Files.list(shots.resolve(name))) {
        for (Path file : files.sorted().toList()) {
          rows.append(shots.relativize(file)).append(',').append(name).append('\n');
          items.append(items.isEmpty() ? "" : ",");
          items.append(
              "{\"path\":\"%s\",\"label\":%d,\"class\":\"%s\"}"
                  .formatted(shots.relativize(file), CLASSES.indexOf(name), name));
        }
      }
    }
    Path csv = Files.writeString(shots.resolve("list.csv"), rows);
    Path sample =
        Files.writeString(
            folder.resolve("sample.json"),
            "{\"dataset\":\"d\",\"shots\":2,\"seed\":1,\n\"items\":[" + items + "]}");
    JsonNode expected = Run.of("bank", "show", build("folder.bank"), "--json").exits(0).json();

    for (Object[] source : new Object[][] {{csv, shots}, {sample, shots}}) {
      Path bank = folder.resolve("table.bank");
      JsonNode built =
          Run.of("bank", "build", source[0], "--root", source[1], "-o", bank, "--json")
              .exits(0)
              .json();

      for (String field : List.of("classes", "shots", "params", "method")) {
        assertThat(built.get(field)).isEqualTo(expected.get(field));
      }
    }
  }

  @Test
  void validationPicturesThatAreShotsAreALeak() {
    Path bank = folder.resolve("a.bank");

    Run built =
        Run.of("bank", "build", shots, "-o", bank, "--method", "tip", "--val", shots).exits(0);
    Run tuned = Run.of("bank", "tune", bank, "--val", shots).exits(0);
    Run honest =
        Run.of("bank", "build", shots, "-o", bank, "--method", "tip", "--val", test).exits(0);

    JsonNode json =
        Run.of("bank", "tune", bank, "--val", shots, "--quiet", "--json").exits(0).json();
    assertThat(json.at("/warnings/0").asText()).startsWith("LEAK: 6 of 6 validation pictures");
    for (Run run : List.of(built, tuned)) {
      assertThat(run.err())
          .contains(
              "warning: LEAK: 6 of 6 validation pictures are shots of the bank, so that what is")
          .contains(" and 3 more");
    }
    assertThat(honest.err()).doesNotContain("LEAK");
  }

  @Test
  void whatASystemPutsAmongShotsIsNone() throws IOException {
    for (String name : CLASSES) {
      Path one = Pictures.first(shots.resolve(name));
      Files.writeString(shots.resolve(name).resolve("._a.jpg"), "resource fork");
      Path copies = Files.createDirectory(shots.resolve(name).resolve(".ipynb_checkpoints"));
      Files.copy(Pictures.first(shots.resolve("okapi")), copies.resolve("a-checkpoint.jpg"));
      assertThat(one).exists();
    }

    Run run = Run.of("bank", "build", shots, "-o", folder.resolve("a.bank"), "--json").exits(0);

    assertThat(run.json().at("/shots")).hasSize(6);
    assertThat(run.err().lines().filter(line -> line.contains("system's own"))).hasSize(1);
  }
}
