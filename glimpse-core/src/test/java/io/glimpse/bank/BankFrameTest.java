package io.glimpse.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a bank is beside classes and shots, for stores that keep those as rows. */
class BankFrameTest {

  @Test
  void aFrameWithItsClassesAndShotsIsTheBank() throws IOException {
    Bank bank = Banks.of(List.of("cat", "dog"), List.of("a", "b"));
    Bank read =
        BankFrame.read("it", BankFrame.toBytes(bank), bank.texts(), bank.shots(), List.of());

    assertThat(BankFile.toBytes(read)).isEqualTo(BankFile.toBytes(bank));
    assertThat(BankFrame.toBytes(read)).isEqualTo(BankFrame.toBytes(bank));
  }

  @Test
  void aCalibrationThatIsYetToBeLearnedStaysSo() throws IOException {
    Bank bank = Banks.of(List.of("cat", "dog"), List.of("a", "b"));
    assertThat(bank.fitted().calibration()).isNull();

    Bank read =
        BankFrame.read("it", BankFrame.toBytes(bank), bank.texts(), bank.shots(), List.of());

    assertThat(read.fitted().calibration()).isNull();
    Bank known = BankFile.read("it", BankFile.toBytes(bank));
    Bank again =
        BankFrame.read("it", BankFrame.toBytes(known), known.texts(), known.shots(), List.of());
    assertThat(again.fitted().calibration()).isNotNull();
  }

  @Test
  void aFrameThatWasCutIsNamed() throws IOException {
    Bank bank = Banks.of(List.of("cat", "dog"), List.of("a", "b"));
    byte[] whole = BankFrame.toBytes(bank);
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);

    assertThatThrownBy(
            () -> BankFrame.read("bank 'it'", cut, bank.texts(), bank.shots(), List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bank 'it'");
  }
}
