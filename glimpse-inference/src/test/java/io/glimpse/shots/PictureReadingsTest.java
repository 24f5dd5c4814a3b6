package io.glimpse.shots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.bank.Bank;
import io.glimpse.bank.CloudDrawing;
import io.glimpse.bank.PictureReading;
import io.glimpse.bank.Provenance;
import io.glimpse.file.InputException;
import io.glimpse.fixture.SmallBanks;
import io.glimpse.image.Background;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.Scale16;
import io.glimpse.multiview.Fusion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PictureReadingsTest {

  private static final DecodeOptions USUAL = DecodeOptions.defaults();
  private static final DecodeOptions CHOSEN =
      USUAL.withBackground(Background.of("#102030")).withScale16(Scale16.USED);

  @Test
  void whatABankRemembersIsReadBack() throws InputException {
    PictureReading reading = PictureReadings.of(CHOSEN);
    assertThat(reading).isEqualTo(new PictureReading("#102030", "used"));
    assertThat(PictureReadings.alike(bank(reading, null), "b", USUAL)).isEqualTo(CHOSEN);
    assertThat(PictureReadings.of(USUAL)).isNull();
    assertThat(PictureReadings.alike(bank(null, null), "b", USUAL)).isEqualTo(USUAL);
  }

  @Test
  void whatWasAskedForGoesBeforeWhatTheBankSays() throws InputException {
    DecodeOptions black = USUAL.withBackground(Background.BLACK).withMaxPixels(7);
    assertThat(PictureReadings.alike(bank(PictureReadings.of(CHOSEN), null), "b", black))
        .isEqualTo(black.withScale16(Scale16.USED));
    assertThat(PictureReadings.alike(bank(null, null), "b", black)).isEqualTo(black);
  }

  @Test
  void aBankThatNamesNoColourIsRefused() {
    Bank bank = bank(new PictureReading("pink", "full"), null);
    assertThatThrownBy(() -> PictureReadings.alike(bank, "my.bank", USUAL))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "my.bank: of its pictures, a background is white, black or #rrggbb, such as #ff8000,"
                + " not 'pink'");
  }

  @Test
  void cloudsHaveNoBackground() throws InputException {
    CloudDrawing drawing =
        new CloudDrawing("pointclip-zs", "", "y", 1024, 1, Fusion.AVERAGED, null);
    assertThat(PictureReadings.alike(bank(PictureReadings.of(CHOSEN), drawing), "b", USUAL))
        .isEqualTo(USUAL);
  }

  private static Bank bank(@Nullable PictureReading reading, @Nullable CloudDrawing drawing) {
    Bank bank = SmallBanks.ofTwo();
    return new Bank(
        bank.encoder(),
        bank.texts(),
        bank.shots(),
        bank.fitted(),
        new Provenance("0.1.0", "fixed", 0, 1, 1, "2026-01-01T00:00:00Z", reading),
        drawing);
  }
}
