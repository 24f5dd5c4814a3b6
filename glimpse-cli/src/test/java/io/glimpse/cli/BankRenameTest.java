package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BankRenameTest {

  @TempDir Path folder;

  private Path shots;
  private Path bank;

  @BeforeEach
  void pictures() throws IOException {
    shots = Pictures.folder(folder.resolve("shots"), "shots", 3, List.of("bonsai", "emu"));
    bank = folder.resolve("a.bank");
  }

  @Test
  void textsThatWereMadeOfTheNameAreMadeOfTheNewOne() throws IOException {
    Files.move(shots.resolve("emu"), shots.resolve("SKU-4711"));
    Run.of("bank", "build", shots, "-o", bank).exits(0);

    Run run = Run.of("bank", "rename", bank, "--class", "SKU-4711", "--to", "emu").exits(0);

    assertThat(run.err()).contains("the texts of 'emu' are encoded anew: emu");
    Files.move(shots.resolve("SKU-4711"), shots.resolve("emu"));
    Path named = folder.resolve("named.bank");
    Run.of("bank", "build", shots, "-o", named).exits(0);
    Bank renamed = BankFile.read(bank);
    Bank built = BankFile.read(named);
    // The classes stand in another order, as folders are sorted by name.
    int emu = renamed.classes().index("emu").orElseThrow();
    int same = built.classes().index("emu").orElseThrow();
    assertThat(renamed.prompts().get(emu)).isEqualTo(built.prompts().get(same));
    assertThat(renamed.text().prompts().get(emu).data())
        .isEqualTo(built.text().prompts().get(same).data());
    assertThat(renamed.classifier().weights().keySet())
        .isEqualTo(built.classifier().weights().keySet());
    Path asked = Pictures.folder(folder.resolve("asked"), "test", 3, List.of("bonsai", "emu"));
    JsonNode judged = Run.of("evaluate", asked, "--bank", bank, "--json").exits(0).json();
    assertThat(judged.at("/correct").asInt()).isEqualTo(6);
  }

  @Test
  void theTextsOfATrainedBankStay() throws IOException {
    Run.of("bank", "build", shots, "-o", bank, "--method", "tip-f", "--set", "epochs=1").exits(0);
    Bank before = BankFile.read(bank);

    Run run = Run.of("bank", "rename", bank, "--class", "emu", "--to", "part 7").exits(0);

    assertThat(run.err()).contains("the texts of 'part 7' stay");
    Bank after = BankFile.read(bank);
    assertThat(after.classes().names()).containsExactly("bonsai", "part 7");
    assertThat(after.prompts()).isEqualTo(before.prompts());
    assertThat(after.text().weights().data()).isEqualTo(before.text().weights().data());
  }

  @Test
  void aNameThatIsTakenOrUnknownLeavesTheBankAsItIs() throws IOException {
    Run.of("bank", "build", shots, "-o", bank).exits(0);
    byte[] before = Files.readAllBytes(bank);

    assertThat(Run.of("bank", "rename", bank, "--class", "emi", "--to", "x").exits(1).err())
        .contains("there is no class 'emi' in this bank; did you mean 'emu'?");
    Run.of("bank", "rename", bank, "--class", "emu", "--to", "bonsai").exits(1);
    Run.of("bank", "rename", bank, "--class", "emu", "--to", " ").exits(2);

    assertThat(Files.readAllBytes(bank)).isEqualTo(before);
  }

  @Test
  void whatIsNoBankIsCalledByItsName() throws IOException {
    Path picture = Pictures.okapi(folder);
    Path json = folder.resolve("b.bank");
    byte[] header = "{sad".getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[8 + header.length];
    bytes[0] = (byte) header.length;
    System.arraycopy(header, 0, bytes, 8, header.length);
    Files.write(json, bytes);

    assertThat(Run.of("bank", "show", picture).exits(1).err())
        .contains("okapi.jpg: this is a JPEG picture, not a bank of Glimpse");
    assertThat(Run.of("bank", "show", json).exits(1).err())
        .contains("b.bank: the header is not the JSON it should be at character")
        .doesNotContain("token", "expecting");
  }
}
