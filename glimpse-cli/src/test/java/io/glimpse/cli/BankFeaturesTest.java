package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.bank.PictureReading;
import io.glimpse.bank.Shot;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.Npy;
import io.glimpse.tensor.NpyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Banks of ready features, and features of banks. */
class BankFeaturesTest {

  private static final List<String> CLASSES = List.of("bonsai", "emu", "okapi");

  @TempDir Path folder;

  private Path shots;
  private Path asked;

  @BeforeEach
  void pictures() throws IOException {
    shots = Pictures.folder(folder.resolve("shots"), "shots", 3, CLASSES);
    asked = Pictures.folder(folder.resolve("asked"), "test", 3, CLASSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "tip", "linear-probe"})
  void featuresOfABankMakeTheSameBank(String method) throws IOException {
    Path bank = folder.resolve("a.bank");
    Path again = folder.resolve("b.bank");
    Path out = folder.resolve("out");
    Run.of("bank", "build", shots, "-o", bank, "--method", method).exits(0);

    JsonNode written = Run.of("bank", "features", bank, "-o", out, "--json").exits(0).json();
    Run built =
        Run.of(
                "bank",
                "build",
                "--features",
                out.resolve("features.npy"),
                "--labels",
                out.resolve("labels.npy"),
                "--names",
                out.resolve("names.txt"),
                "--text",
                out.resolve("prompts.npy"),
                "-o",
                again,
                "--method",
                method)
            .exits(0);

    assertThat(written.at("/files")).hasSize(6);
    assertThat(built.err()).doesNotContain("taken at your word");
    Bank before = BankFile.read(bank);
    Bank after = BankFile.read(again);
    assertThat(after.encoder()).isEqualTo(before.encoder());
    assertThat(after.classes().names()).isEqualTo(before.classes().names());
    assertThat(after.parameters()).isEqualTo(before.parameters());
    assertThat(after.cache().keys().toMatrix().data())
        .isEqualTo(before.cache().keys().toMatrix().data());
    JsonNode one = Run.of("classify", asked, "--bank", bank, "--json").exits(0).json();
    JsonNode two = Run.of("classify", asked, "--bank", again, "--json").exits(0).json();
    assertThat(two.at("/results")).isEqualTo(one.at("/results"));
    assertThat(Files.readAllLines(out.resolve("shots.csv")))
        .hasSize(10)
        .startsWith("row,id,class,source");
  }

  @Test
  void namesAreEncodedWhereThereAreNoTextRows() throws IOException {
    Path features = encoded();
    Path bank = folder.resolve("f.bank");

    Run.of(
            "bank",
            "build",
            "--features",
            features,
            "--labels",
            labels(),
            "--names",
            names(),
            "-o",
            bank)
        .exits(0);

    assertThat(BankFile.read(bank).prompts().get(1)).containsExactly("emu");
    JsonNode judged = Run.of("evaluate", asked, "--bank", bank, "--json").exits(0).json();
    assertThat(judged.at("/correct").asInt()).isEqualTo(9);
    Path more = Pictures.folder(folder.resolve("more"), "shots", 2, List.of("menorah"));
    Run.of("bank", "add", bank, "--class", "menorah", more).exits(0);
    assertThat(BankFile.read(bank).classes().size()).isEqualTo(4);
  }

  @Test
  void validationPicturesChooseParameters() throws IOException {
    Path bank = folder.resolve("f.bank");

    JsonNode built =
        Run.of(
                "bank",
                "build",
                "--features",
                encoded(),
                "--labels",
                labels(),
                "--names",
                names(),
                "-o",
                bank,
                "--method",
                "tip",
                "--val",
                asked,
                "--json")
            .exits(0)
            .json();

    assertThat(built.at("/provenance/selection").asText()).isEqualTo("val");
  }

  @Test
  void whichEncoderMadeThemIsKnownOrSaid() throws IOException {
    Path features = encoded();
    Files.delete(features.resolveSibling("f.npy.json"));
    Path bank = folder.resolve("f.bank");

    assertThat(
            Run.of("bank", "build", "--features", features, "--labels", labels(), "-o", bank)
                .exits(2)
                .err())
        .contains("name it with --encoder");
    assertThat(
            Run.of(
                    "bank",
                    "build",
                    "--features",
                    features,
                    "--labels",
                    labels(),
                    "-o",
                    bank,
                    "--encoder",
                    "lite")
                .exits(0)
                .err())
        .contains("that it was 'lite' is taken at your word");
    Files.writeString(
        features.resolveSibling("f.npy.json"),
        "{\"of\":\"images\",\"encoder\":{\"name\":\"lite\",\"fingerprint\":\"ab\","
            + "\"precision\":\"fp32\"}}");
    assertThat(
            Run.of("bank", "build", "--features", features, "--labels", labels(), "-o", bank)
                .exits(1)
                .err())
        .contains("f.npy was made with encoder 'lite' (ab, fp32), not with 'lite'");
  }

  @Test
  void keysAsTipAdapterStoresThemMakeABank() throws IOException {
    Matrix rows = NpyFile.readMatrix(encoded());
    Path keys = folder.resolve("keys.npy");
    Npy.write(keys, rows.transposed());
    Matrix shares = new Matrix(9, 3);
    for (int i = 0; i < 9; i++) {
      shares.set(i, i / 3, 1);
    }
    Path values = folder.resolve("values.npy");
    Npy.write(values, shares);
    Path bank = folder.resolve("k.bank");

    Run run =
        Run.of(
                "bank",
                "build",
                "--features",
                keys,
                "--labels",
                values,
                "--names",
                names(),
                "-o",
                bank,
                "--encoder",
                "lite")
            .exits(0);

    assertThat(run.err()).contains("keys.npy: its shape is [512, 9], which is taken for [d, n]");
    assertThat(BankFile.read(bank).cache().keys().toMatrix().data()).isEqualTo(rows.data());
  }

  @Test
  void rowsThatABankCannotHoldAreNamed() throws IOException {
    Matrix good = NpyFile.readMatrix(encoded());
    Matrix narrow = new Matrix(9, 8);
    Matrix longer = good.copy();
    Matrix twice = good.copy();
    twice.setRow(8, twice, 0);
    for (int i = 0; i < 9; i++) {
      narrow.set(i, 0, 1);
      longer.set(4, i, longer.get(4, i) + 3);
    }

    assertThat(refused(narrow, labels())).contains("n.npy: its rows are 8 wide, but those of");
    assertThat(refused(longer, labels())).contains("n.npy: row 4 has the length");
    assertThat(refused(twice, labels())).contains("rows 0 and 8 are the same, but of different");
    Path gap = folder.resolve("gap.npy");
    Npy.write(gap, new int[] {0, 0, 0, 0, 0, 0, 2, 2, 2});
    assertThat(refused(good, gap)).contains("class '1' has no row");
    Path few = folder.resolve("few.npy");
    Npy.write(few, new int[] {0, 1});
    assertThat(refused(good, few)).contains("has 9 rows, but").contains("has 2 labels");
    assertThat(
            Run.of(
                    "bank",
                    "build",
                    "--features",
                    encoded(),
                    "--labels",
                    labels(),
                    "-o",
                    folder.resolve("x.bank"),
                    "--method",
                    "calip")
                .exits(2)
                .err())
        .contains("learns from more of the examples");
    Run.of(
            "bank",
            "build",
            shots,
            "--features",
            encoded(),
            "--labels",
            labels(),
            "-o",
            folder.resolve("x.bank"))
        .exits(2);
    Run.of("bank", "build", "-o", folder.resolve("x.bank")).exits(2);
    assertThat(folder.resolve("x.bank")).doesNotExist();
  }

  @Test
  void picturesThatWereEncodedAreShotsOfTheBank() throws IOException {
    Path bank = folder.resolve("f.bank");
    build(encoded(), bank);

    Path one = Pictures.first(shots.resolve("emu"));
    assertThat(BankFile.read(bank).shots().stream().map(Shot::source)).contains(one.toString());
    Run again = Run.of("bank", "add", bank, "--class", "emu", one).exits(0);
    assertThat(again.err()).contains("there is nothing to add");
    Run judged = Run.of("evaluate", shots, "--bank", bank).exits(0);
    assertThat(judged.out() + judged.err())
        .contains("LEAK: 9 of 9 test pictures are shots of the bank,")
        .doesNotContain("where it was");
    assertThat(Run.of("bank", "check", bank).exits(0).out()).doesNotContain("where they were");
  }

  @Test
  void shotsOfABankStayShotsOfTheBankThatItsFeaturesMake() throws IOException {
    Path before = folder.resolve("a.bank");
    Path after = folder.resolve("b.bank");
    Path out = folder.resolve("out");
    Run.of("bank", "build", shots, "-o", before).exits(0);
    Run.of("bank", "features", before, "-o", out).exits(0);

    Run.of(
            "bank",
            "build",
            "--features",
            out.resolve("features.npy"),
            "--labels",
            out.resolve("labels.npy"),
            "--names",
            out.resolve("names.txt"),
            "-o",
            after)
        .exits(0);

    assertThat(BankFile.read(after).shots().list()).isEqualTo(BankFile.read(before).shots().list());
  }

  @Test
  void featuresAloneAreNotSaidToHaveLostTheirPictures() throws IOException {
    Path features = encoded();
    Files.delete(folder.resolve("f.npy.rows.jsonl"));
    Path bank = folder.resolve("f.bank");
    build(features, bank);

    Run judged = Run.of("evaluate", shots, "--bank", bank).exits(0);

    assertThat(judged.err())
        .contains("shots made of features, which have no picture to compare")
        .doesNotContain("where it was");
    assertThat(Run.of("bank", "check", bank).exits(0).out()).doesNotContain("where they were");
  }

  @Test
  void howPicturesWereReadComesWithTheirFeatures() throws IOException {
    PictureReading reading = new PictureReading("white", "used");
    Path features = folder.resolve("f.npy");
    Run.of("encode", "images", shots, "-o", features, "--scale16", "used", "--background", "white")
        .exits(0);
    Path bank = folder.resolve("f.bank");

    build(features, bank);

    assertThat(BankFile.read(bank).provenance().pictures()).isEqualTo(reading);
    Path out = folder.resolve("out");
    Path again = folder.resolve("b.bank");
    Run.of("bank", "features", bank, "-o", out).exits(0);
    build(out.resolve("features.npy"), again);
    assertThat(BankFile.read(again).provenance().pictures()).isEqualTo(reading);
    Run other =
        Run.of(
            "bank",
            "build",
            "--features",
            features,
            "--labels",
            labels(),
            "-o",
            again,
            "--background",
            "black");
    assertThat(other.exits(0).err()).contains("--background and --scale16 change nothing");
  }

  @Test
  void whatIsReadAsUsualIsNotSaid() throws IOException {
    assertThat(Files.readString(encoded().resolveSibling("f.npy.json")))
        .doesNotContain("pictures", "scale16");
  }

  @Test
  void aReadingThatIsNoneIsRefusedWithItsFile() throws IOException {
    Path description = encoded().resolveSibling("f.npy.json");
    Files.writeString(
        description,
        Files.readString(description)
            .replaceFirst("\\{", "{\"pictures\":{\"background\":\"pink\"},"));

    Run run =
        Run.of(
            "bank",
            "build",
            "--features",
            encoded(),
            "--labels",
            labels(),
            "-o",
            folder.resolve("x.bank"));

    assertThat(run.exits(1).err()).contains("f.npy.json: of its pictures, a background is white");
  }

  private void build(Path features, Path bank) throws IOException {
    Run.of(
            "bank",
            "build",
            "--features",
            features,
            "--labels",
            labels(),
            "--names",
            names(),
            "-o",
            bank)
        .exits(0);
  }

  private String refused(Matrix rows, Path labels) throws IOException {
    Path file = folder.resolve("n.npy");
    Npy.write(file, rows);
    return Run.of(
            "bank",
            "build",
            "--features",
            file,
            "--labels",
            labels,
            "-o",
            folder.resolve("x.bank"),
            "--encoder",
            "lite")
        .exits(1)
        .err();
  }

  private Path encoded() {
    Path file = folder.resolve("f.npy");
    if (!Files.exists(file)) {
      Run.of("encode", "images", shots, "-o", file).exits(0);
    }
    return file;
  }

  private Path labels() throws IOException {
    Path file = folder.resolve("l.npy");
    Npy.write(file, new int[] {0, 0, 0, 1, 1, 1, 2, 2, 2});
    return file;
  }

  private Path names() throws IOException {
    return Files.write(folder.resolve("names.txt"), CLASSES);
  }
}
