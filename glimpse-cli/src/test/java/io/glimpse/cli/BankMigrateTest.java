package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.fixture.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Banks go to another encoder, and answer as if they had been built by it. */
class BankMigrateTest {

  private static final List<String> CLASSES = List.of("bonsai", "emu", "okapi");

  @TempDir Path folder;

  private Path shots;
  private Path asked;
  private Path bank;
  private Path vit;

  @BeforeEach
  void pictures() throws IOException {
    shots = Pictures.folder(folder.resolve("shots"), "shots", 3, CLASSES);
    asked = Pictures.folder(folder.resolve("asked"), "test", 2, CLASSES);
    bank = folder.resolve("my.bank");
    vit = Shared.path("fixtures/encoders/checkpoints/hf-vit-tiny");
  }

  @ParameterizedTest
  @CsvSource({"auto, 1", "tip, 3", "tip-f, 1", "linear-probe, 1"})
  void theBankAnswersAsOneThatWasBuiltByTheOtherEncoderAndGoesBack(String method, int views)
      throws IOException {
    Path fresh = folder.resolve("fresh.bank");
    Path there = folder.resolve("there.bank");
    Path back = folder.resolve("back.bank");
    build("--method", method, "--views", Integer.toString(views));
    Run.of(
            "bank",
            "build",
            shots,
            "-o",
            fresh,
            "--method",
            method,
            "--views",
            views,
            "--encoder",
            vit)
        .exits(0);

    Run.of("bank", "migrate", bank, "--encoder", vit, "-o", there).exits(0);
    Run.of("bank", "migrate", there, "--encoder", "lite", "-o", back).exits(0);

    assertSame(there, fresh);
    assertSame(back, bank);
    assertThat(BankFile.read(there).encoder()).isEqualTo(BankFile.read(fresh).encoder());
  }

  private void assertSame(Path one, Path two) throws IOException {
    Bank first = BankFile.read(one);
    Bank second = BankFile.read(two);
    assertThat(first.shots().list()).isEqualTo(second.shots().list());
    assertThat(first.prompts()).isEqualTo(second.prompts());
    assertThat(first.parameters()).isEqualTo(second.parameters());
    assertThat(first.cache().keys().toMatrix().data())
        .isEqualTo(second.cache().keys().toMatrix().data());
    assertThat(answers(one)).isEqualTo(answers(two));
  }

  private JsonNode answers(Path of) {
    return Run.of("classify", asked, "--bank", of, "--json").exits(0).json().at("/results");
  }

  @Test
  void whatIsSaidTellsBothEncodersAndHowItAnswersNow() throws IOException {
    build();

    String text = migrate().exits(0).out();
    JsonNode json = Run.of("bank", "show", bank, "--json").exits(0).json();

    assertThat(text.lines().toList().get(0))
        .startsWith("encoded anew: 9 of 9 shots, from encoder lite (")
        .contains(") to " + vit + " (");
    assertThat(text).contains("each shot left out in turn: ", " of 9 answered rightly, before it");
    assertThat(json.at("/encoder/name").asText()).isEqualTo(vit.toString());
  }

  @Test
  void theAnswerAsJsonHasBothEncodersAndWhatWasLeftOut() throws IOException {
    build();
    Path gone = Pictures.first(shots.resolve("emu"));
    Files.delete(gone);

    JsonNode json = migrate("--skip-missing", "--json").exits(0).json();

    assertThat(json.at("/from/name").asText()).isEqualTo("lite");
    assertThat(json.at("/encoder/name").asText()).isEqualTo(vit.toString());
    assertThat(json.at("/shots").asInt()).isEqualTo(8);
    assertThat(json.at("/before/total").asInt()).isEqualTo(9);
    assertThat(json.at("/after/total").asInt()).isEqualTo(8);
    assertThat(json.at("/left_out")).hasSize(1);
    assertThat(json.at("/left_out/0/path").asText()).isEqualTo(gone.toString());
    assertThat(json.at("/left_out/0/class").asText()).isEqualTo("emu");
    assertThat(json.at("/left_out/0/reason").asText()).isEqualTo("the file is gone");
    assertThat(json.at("/errors")).isEmpty();
  }

  @Test
  void aBankOfTheEncoderStaysToTheByte() throws IOException {
    build();
    byte[] before = Files.readAllBytes(bank);
    Path copy = folder.resolve("copy.bank");

    Run run = Run.of("bank", "migrate", bank, "--encoder", "lite").exits(0);
    Run.of("bank", "migrate", bank, "--encoder", "lite", "-o", copy).exits(0);

    assertThat(run.err()).contains("my.bank is of encoder lite (", "there is nothing to do");
    assertThat(run.out()).doesNotContain("encoded anew");
    assertThat(Files.readAllBytes(bank)).isEqualTo(before);
    assertThat(Files.readAllBytes(copy)).isEqualTo(before);
  }

  @Test
  void anotherPrecisionIsAnotherEncoder() throws IOException {
    build();
    Path fresh = folder.resolve("fresh.bank");
    Run.of("bank", "build", shots, "-o", fresh, "--precision", "int8").exits(0);

    Run refused = Run.of("classify", asked, "--bank", bank, "--precision", "int8").exits(1);
    Run.of("bank", "migrate", bank, "--encoder", "lite", "--precision", "int8").exits(0);

    assertThat(refused.err())
        .contains(
            "my.bank was made with encoder 'lite' (",
            "), not with 'lite' (",
            "my.bank' with --encoder and --precision as here encodes its shots anew");
    assertThat(BankFile.read(bank).encoder()).isEqualTo(BankFile.read(fresh).encoder());
    assertThat(BankFile.read(bank).cache().keys().toMatrix().data())
        .isEqualTo(BankFile.read(fresh).cache().keys().toMatrix().data());
  }

  @Test
  void everyCommandThatMeetsAnotherEncoderNamesBothAndTheWay() throws IOException {
    build();
    Path other = folder.resolve("other.bank");
    Run.of("bank", "build", shots, "-o", other, "--encoder", vit).exits(0);
    Path picture = Pictures.first(asked.resolve("emu"));
    List<Object[]> commands = new ArrayList<>();
    commands.add(new Object[] {"classify", asked, "--bank", bank, "--encoder", vit});
    commands.add(new Object[] {"evaluate", asked, "--bank", bank, "--encoder", vit});
    commands.add(new Object[] {"bank", "add", bank, "--class", "emu", picture, "--encoder", vit});
    commands.add(new Object[] {"bank", "tune", bank, "--encoder", vit});
    commands.add(new Object[] {"bank", "suggest", bank, asked, "--encoder", vit});
    commands.add(new Object[] {"bank", "merge", other, bank, "-o", folder.resolve("m.bank")});

    for (Object[] command : commands) {
      assertThat(Run.of(command).exits(1).err())
          .as("%s", List.of(command))
          .contains(
              bank + " was made with encoder 'lite' (",
              "not with '" + vit + "' (",
              "'glimpse bank migrate " + bank + " --encoder " + vit + "' encodes its shots anew");
    }
  }

  @Test
  void wordsTemplatesAndParametersThatWereChosenGoAlong() throws IOException {
    List<String> options =
        List.of(
            "--classes",
            "emu=a big brown bird,okapi=a striped animal",
            "--template",
            "a sketch of a {}.",
            "--method",
            "tip",
            "--select",
            "fixed",
            "--set",
            "alpha=7");
    Path fresh = folder.resolve("fresh.bank");
    List<Object> built = new ArrayList<>(List.of("bank", "build", shots, "-o", fresh));
    built.addAll(options);
    built.addAll(List.of("--encoder", vit));
    Run.of(built.toArray()).exits(0);
    Path there = folder.resolve("there.bank");
    Path lite = folder.resolve("lite.bank");

    Run run =
        Run.of("bank", "migrate", fresh, "--encoder", vit, "--precision", "int8", "-o", there)
            .exits(0);
    Run.of("bank", "migrate", fresh, "--encoder", "lite", "-o", lite).exits(0);

    assertThat(run.err())
        .contains(
            "kept as it was chosen for the bank: alpha=7",
            "names stand in 'a sketch of a {}.', as it was chosen for the bank");
    Bank migrated = BankFile.read(there);
    assertThat(migrated.prompts()).isEqualTo(BankFile.read(fresh).prompts());
    assertThat(migrated.prompts().get(1)).containsExactly("a sketch of a big brown bird.");
    assertThat(migrated.parameters()).containsEntry("alpha", "7").containsEntry("beta", "5.5");
    Bank bare = BankFile.read(lite);
    assertThat(bare.prompts().get(1)).containsExactly("a big brown bird");
    assertThat(bare.parameters()).containsEntry("alpha", "7").containsEntry("beta", "10");
  }

  @Test
  void whatLiteGaveByItselfIsNotKept() throws IOException {
    build("--method", "tip", "--select", "fixed", "--classes", "emu=a big brown bird");
    assertThat(BankFile.read(bank).parameters()).containsEntry("alpha", "50");

    Run run = migrate().exits(0);

    assertThat(run.err()).doesNotContain("as it was chosen");
    Bank migrated = BankFile.read(bank);
    assertThat(migrated.parameters()).containsEntry("alpha", "1").containsEntry("beta", "5.5");
    assertThat(migrated.prompts().get(0)).containsExactly("a photo of a bonsai.");
    assertThat(migrated.prompts().get(1)).containsExactly("a photo of a big brown bird.");
  }

  @Test
  void validationPicturesThatTheBankDoesNotKeepAreAskedFor() throws IOException {
    build("--method", "tip", "--val", asked.toString());

    assertThat(migrate().exits(1).err())
        .contains(
            "its parameters were chosen on 6 validation pictures, which a bank does not keep;"
                + " give such pictures with --val VAL_DIR, or choose otherwise with --select loo or"
                + " fixed");
    migrate("--val", asked.toString()).exits(0);
    assertThat(BankFile.read(bank).provenance().selection()).isEqualTo("val");
    Run.of("bank", "migrate", bank, "--encoder", "lite", "--select", "loo").exits(0);
    assertThat(BankFile.read(bank).provenance().selection()).isEqualTo("loo");
  }

  @Test
  void aBankThatWasChangedByHandGoesAsItIs() throws IOException {
    build();
    String id = BankFile.read(bank).shots().get(0).id();
    Path more = Pictures.folder(folder.resolve("more"), "shots", 2, List.of("menorah"));
    Run.of("bank", "add", bank, "--class", "menorah", more).exits(0);
    Run.of("bank", "remove", bank, "--shot", id).exits(0);
    Run.of("bank", "rename", bank, "--class", "emu", "--to", "bird").exits(0);
    Bank before = BankFile.read(bank);

    migrate().exits(0);

    Bank after = BankFile.read(bank);
    assertThat(after.classes()).isEqualTo(before.classes());
    assertThat(after.shots().list()).isEqualTo(before.shots().list());
    assertThat(after.cache().labels()).isEqualTo(before.cache().labels());
  }

  @Test
  void aBankOfFeaturesSaysThatThereNeverWerePictures() throws IOException {
    build();
    Path out = folder.resolve("out");
    Run.of("bank", "features", bank, "-o", out).exits(0);
    Files.delete(out.resolve("shots.csv"));
    Path rows = folder.resolve("rows.bank");
    Run.of(
            "bank",
            "build",
            "--features",
            out.resolve("features.npy"),
            "--labels",
            out.resolve("labels.npy"),
            "-o",
            rows)
        .exits(0);

    assertThat(Run.of("bank", "migrate", rows, "--encoder", vit).exits(1).err())
        .contains("the shot was a row of features, which has no picture");
  }

  @Test
  void pointCloudsAreDrawnAsTheyWere() throws IOException {
    Path clouds = folder.resolve("clouds");
    for (String name : List.of("flat", "tall")) {
      Files.createDirectories(clouds.resolve(name));
      for (int i = 0; i < 2; i++) {
        StringBuilder points = new StringBuilder();
        for (int p = 0; p < 60; p++) {
          double x = Math.sin(p * 1.7 + i);
          double y = Math.cos(p * 2.3 + i);
          points.append(
              name.equals("flat")
                  ? String.format(Locale.ROOT, "%.3f %.3f %.3f%n", x, 0.1 * y, y)
                  : String.format(Locale.ROOT, "%.3f %.3f %.3f%n", 0.1 * x, y, x * y));
        }
        Files.writeString(clouds.resolve(name).resolve(i + ".xyz"), points);
      }
    }
    Path fresh = folder.resolve("fresh.bank");
    List<Object> options =
        List.of("--method", "inter-view", "--set", "epochs=2", "--points", "50", "--up", "z");
    List<Object> built = new ArrayList<>(List.of("bank", "build", clouds, "-o", bank));
    built.addAll(options);
    Run.of(built.toArray()).exits(0);
    built.set(4, fresh);
    built.addAll(List.of("--encoder", vit));
    Run.of(built.toArray()).exits(0);

    migrate().exits(0);

    Bank after = BankFile.read(bank);
    assertThat(after.clouds()).isEqualTo(BankFile.read(fresh).clouds());
    assertThat(after.prompts()).isEqualTo(BankFile.read(fresh).prompts());
    assertThat(after.cache().keys().toMatrix().data())
        .isEqualTo(BankFile.read(fresh).cache().keys().toMatrix().data());
    assertThat(after.parameters()).isEqualTo(BankFile.read(fresh).parameters());
    assertThat(after.parameters()).containsEntry("epochs", "2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no/such/new.bank", "shots/emu"})
  void aPlaceThatCannotBeWrittenIsSaidBeforeAnythingIsEncoded(String place) throws IOException {
    build();

    Run run = migrate("-o", folder.resolve(place).toString()).exits(1);

    assertThat(run.err()).contains(place).doesNotContain("small places");
  }

  @Test
  void theEncoderIsNamed() throws IOException {
    build();

    assertThat(Run.of("bank", "migrate", bank).exits(2).err())
        .contains("name the encoder that the bank shall go to with --encoder");
    assertThat(Run.of("bank", "migrate", bank, "--encoder", folder.resolve("none")).exits(1).err())
        .contains("none");
  }

  private void build(String... options) {
    List<Object> command = new ArrayList<>(List.of("bank", "build", shots, "-o", bank));
    command.addAll(List.of(options));
    Run.of(command.toArray()).exits(0);
  }

  private Run migrate(String... options) {
    List<Object> command = new ArrayList<>(List.of("bank", "migrate", bank, "--encoder", vit));
    command.addAll(List.of(options));
    return Run.of(command.toArray());
  }
}
