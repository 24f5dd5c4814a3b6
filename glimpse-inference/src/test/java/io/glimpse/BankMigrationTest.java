package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.bank.Bank;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.file.Input;
import io.glimpse.progress.Monitor;
import io.glimpse.progress.Notes;
import io.glimpse.progress.Progress;
import io.glimpse.shots.BankFiles;
import io.glimpse.shots.BankMigrator;
import io.glimpse.shots.EncoderDefaults;
import io.glimpse.shots.LostShot;
import io.glimpse.shots.MigrationRecipe;
import io.glimpse.shots.ShotFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code glimpse bank migrate} does, for a Java program. */
class BankMigrationTest {

  private static Glimpse fp32;
  private static Glimpse int8;

  @TempDir Path folder;

  private Map<String, List<Path>> shots;
  private Bank bank;

  @BeforeAll
  static void open() throws IOException {
    fp32 = Glimpse.open();
    int8 = Glimpse.builder().precision(Precision.INT8).open();
  }

  @AfterAll
  static void close() {
    fp32.close();
    int8.close();
  }

  @BeforeEach
  void ownCopies() throws IOException {
    shots = new LinkedHashMap<>();
    for (Map.Entry<String, List<Path>> one : Demo.emusAndOkapis().entrySet()) {
      Path own = Files.createDirectories(folder.resolve(one.getKey()));
      for (Path file : one.getValue()) {
        Files.copy(file, own.resolve(file.getFileName()));
      }
      shots.put(
          one.getKey(),
          one.getValue().stream().map(file -> own.resolve(file.getFileName())).toList());
    }
    bank = fp32.fewShot(shots).bank().orElseThrow();
  }

  private Path emu() {
    return shots.getOrDefault("emu", List.of()).get(0);
  }

  @Test
  void itAnswersAsIfTheEncoderHadBuiltIt() throws IOException {
    ImageClassifier migrated = int8.migrate(bank, List.of());

    assertThat(migrated.classify(Demo.OKAPI)).isEqualTo(int8.fewShot(shots).classify(Demo.OKAPI));
    assertThat(migrated.bank().orElseThrow().encoder()).isEqualTo(int8.encoder().id());
    assertThatThrownBy(() -> int8.classifier(bank))
        .hasMessageContaining("the bank was made with encoder 'lite' (")
        .hasMessageContaining("not with 'lite' (")
        .hasMessageEndingWith("migrate the bank to the other encoder");
  }

  @Test
  void aBankOfTheSameEncoderIsOpenedAsItIs() throws IOException {
    Files.delete(emu());

    assertThat(fp32.migrate(bank, List.of()).bank()).containsSame(bank);
  }

  @Test
  void aLostShotEndsItUnlessItIsFoundElsewhere() throws IOException {
    Path archive = Files.createDirectories(folder.resolve("archive/deep"));
    Files.move(emu(), archive.resolve("x.bin"));

    assertThatThrownBy(() -> int8.migrate(bank, List.of()))
        .hasMessageStartingWith(
            "the bank: 1 of 4 shots cannot be encoded anew ("
                + emu()
                + "), and nothing was changed")
        .hasMessageEndingWith("say where their pictures are, or leave them out");
    Bank found = int8.migrate(bank, List.of(folder.resolve("archive"))).bank().orElseThrow();
    assertThat(found.shots().get(0).source()).isEqualTo(archive.resolve("x.bin").toString());
    assertThat(found.shots().get(0).id()).isEqualTo(bank.shots().get(0).id());
  }

  @Test
  void everyLossIsNamedWithItsReason() throws IOException {
    Files.delete(emu());
    Path okapi = shots.getOrDefault("okapi", List.of()).get(1);
    Files.copy(Demo.OKAPI, okapi, StandardCopyOption.REPLACE_EXISTING);

    ShotFiles files = ShotFiles.of(bank, Notes.SILENT);

    assertThat(files.size()).isEqualTo(2);
    assertThat(files.inputs()).extracting(Input::name).doesNotContain(emu().toString());
    assertThat(files.lost())
        .extracting(one -> one.className() + " " + one.why())
        .containsExactly("emu " + LostShot.Why.GONE, "okapi " + LostShot.Why.CHANGED);
  }

  @Test
  void aFolderInThePlaceOfAFileIsNotRead() throws IOException {
    Files.delete(emu());
    Files.createDirectory(emu());

    assertThat(ShotFiles.of(bank, Notes.SILENT).lost())
        .extracting(LostShot::why)
        .containsExactly(LostShot.Why.GONE);
  }

  @Test
  void aFileThatChangesWhileItIsReadIsNotTaken() throws IOException {
    ShotFiles files = ShotFiles.of(bank, Notes.SILENT);
    Files.copy(Demo.EMU, emu(), StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> migrator(Notes.SILENT).migrate(files, "my.bank", recipe(), null))
        .hasMessageContaining("my.bank: 1 of 4 shots could not be encoded, changed meanwhile")
        .hasMessageContaining(emu().toString());
  }

  @Test
  void aRunThatEndsHalfWayLeavesTheBankAsItWas() throws IOException {
    BankFiles banks = BankFiles.in(folder);
    banks.put("my.bank", bank);
    byte[] before = Files.readAllBytes(folder.resolve("my.bank"));
    Notes dying =
        new Notes() {
          @Override
          public void note(String sentence) {}

          @Override
          public void failed(String name, String sentence) {}

          @Override
          public Progress progress(String what, long total) {
            if (what.equals("encode")) {
              throw new IllegalStateException("half-way");
            }
            return Notes.SILENT.progress(what, total);
          }
        };

    assertThatThrownBy(
            () ->
                banks.change(
                    "my.bank",
                    now ->
                        migrator(dying)
                            .migrate(ShotFiles.of(now, Notes.SILENT), "my.bank", recipe(), null)))
        .hasMessage("half-way");

    assertThat(Files.readAllBytes(folder.resolve("my.bank"))).isEqualTo(before);
  }

  private static BankMigrator migrator(Notes notes) {
    return new BankMigrator(int8.banks().pipeline(), notes, Monitor.NONE);
  }

  private static MigrationRecipe recipe() {
    return MigrationRecipe.usual(EncoderDefaults.of(fp32.encoder(), "auto"));
  }
}
