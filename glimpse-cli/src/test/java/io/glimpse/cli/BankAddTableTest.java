package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Examples of one class from a table that may name others, too. */
class BankAddTableTest {

  @TempDir Path folder;

  private Path bank;
  private List<String> emus;
  private List<String> okapis;

  @BeforeEach
  void pictures() throws IOException {
    Path shots = Pictures.folder(folder.resolve("shots"), "shots", 1, List.of("bonsai", "emu"));
    bank = folder.resolve("b.bank");
    Run.of("bank", "build", shots, "-o", bank).exits(0);
    Path more = Pictures.folder(folder.resolve("more"), "test", 2, List.of("emu", "okapi"));
    emus = files(more.resolve("emu"));
    okapis = files(more.resolve("okapi"));
  }

  @Test
  void theRowsOfTheClassAreTakenAndTheOthersCounted() throws IOException {
    Path table = labelled("Emu", "okapi");

    Run run = Run.of("bank", "add", bank, "--class", "emu", table).exits(0);

    assertThat(run.err())
        .contains("t.csv: 2 of its 4 files are of class 'emu'; the others are left out")
        .contains("which are of 'okapi'");
    assertThat(sources()).hasSize(4).containsAll(emus).doesNotContainAnyElementsOf(okapis);
  }

  @Test
  void aTableWithoutClassesIsTakenWhole() throws IOException {
    List<String> lines = new ArrayList<>(List.of("path"));
    lines.addAll(emus);
    Path table = Files.write(folder.resolve("t.csv"), lines);

    Run run = Run.of("bank", "add", bank, "--class", "emu", table).exits(0);

    assertThat(run.err()).doesNotContain("left out");
    assertThat(sources()).hasSize(4).containsAll(emus);
  }

  @Test
  void aTableWithoutTheClassIsRefused() throws IOException {
    byte[] before = Files.readAllBytes(bank);

    Run run = Run.of("bank", "add", bank, "--class", "bonsai", labelled("emu", "okapi")).exits(1);

    assertThat(run.err()).contains("none of its files is of class 'bonsai', but of 'emu', 'okapi'");
    assertThat(Files.readAllBytes(bank)).isEqualTo(before);
  }

  private Path labelled(String first, String second) throws IOException {
    List<String> lines = new ArrayList<>(List.of("path,label"));
    emus.forEach(file -> lines.add(file + "," + first));
    okapis.forEach(file -> lines.add(file + "," + second));
    return Files.write(folder.resolve("t.csv"), lines);
  }

  private List<String> sources() throws IOException {
    Bank read = BankFile.read(bank);
    return read.shots().stream().map(shot -> shot.source()).toList();
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().map(Path::toString).toList();
    }
  }
}
