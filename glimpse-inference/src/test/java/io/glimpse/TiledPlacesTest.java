package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.file.Input;
import io.glimpse.fixture.ScratchedParts;
import io.glimpse.image.ImageException;
import io.glimpse.input.LabelledInputs;
import io.glimpse.input.LabelledSource;
import io.glimpse.local.LocalShots;
import io.glimpse.local.Tiling;
import io.glimpse.method.ParameterException;
import io.glimpse.method.PlaceMap;
import io.glimpse.progress.Notes;
import io.glimpse.shots.BankRecipe;
import io.glimpse.shots.LocalMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of 1600 x 1200 pixels, of which bad ones have a scratch of 40 x 3, cut into tiles. */
class TiledPlacesTest {

  private static final int TESTED = 3;
  private static final int TILES = 4 * 3;

  @TempDir static Path pictures;

  private static Glimpse glimpse;
  private static ImageClassifier tiled;

  @TempDir Path folder;

  private static ScratchedParts parts(long seed) {
    return new ScratchedParts(seed, 1600, 1200, 40, 3);
  }

  @BeforeAll
  static void build() throws IOException {
    glimpse = Glimpse.open();
    Path folders = parts(1).folders(pictures.resolve("shots"), 4);
    LabelledInputs shots = LabelledSource.read(folders, null, Notes.SILENT);
    tiled = glimpse.fewShot(BankRecipe.usual().withTiles(Tiling.NATIVE), shots);
  }

  @AfterAll
  static void close() {
    glimpse.close();
  }

  private static LocalShots places(ImageClassifier classifier) {
    return Objects.requireNonNull(classifier.bank().orElseThrow().shots().local());
  }

  private static PlaceMap places(ImageClassifier classifier, Path file) throws IOException {
    return Objects.requireNonNull(classifier.classify(file).places());
  }

  @Test
  void aSmallScratchInALargePictureIsFoundAndShown() throws IOException {
    ScratchedParts others = parts(2);
    int right = 0;
    int found = 0;
    for (int i = 0; i < TESTED; i++) {
      Path good = others.good(folder.resolve("good_" + i + ".bmp")).file();
      ScratchedParts.Part bad = others.bad(folder.resolve("bad_" + i + ".bmp"));
      right += tiled.classify(good).best().name().equals("good") ? 1 : 0;
      right += tiled.classify(bad.file()).best().name().equals("bad") ? 1 : 0;
      PlaceMap odd = places(tiled, bad.file());
      PlaceMap.Box box = odd.oddest().get(0).box();
      double x = (box.left() + box.right()) / 2.0 - bad.x();
      double y = (box.top() + box.bottom()) / 2.0 - bad.y();
      found += Math.hypot(x, y) <= 40 ? 1 : 0;
      assertThat(odd.oddness().columns()).isEqualTo((1600 - 448 + 408) / 16 + 1);
      assertThat(odd.oddness().rows()).isEqualTo((1200 - 448 + 408) / 16 + 1);
    }

    assertThat(right).isGreaterThanOrEqualTo(2 * TESTED - 1);
    assertThat(found).isEqualTo(TESTED);
    assertThat(places(tiled).squares()).hasSize(8).containsOnly(TILES);
  }

  @Test
  void aBankLooksAtNewPicturesAsAtThoseItHas() throws IOException {
    Path file = folder.resolve("parts.bank");
    tiled.save(file);
    Path small = new ScratchedParts(3, 600, 500, 40, 3).bad(folder.resolve("more.bmp")).file();

    ImageClassifier opened = glimpse.bank(file);
    ImageClassifier grown = opened.with("bad", List.of(Input.of(small)));

    assertThat(places(opened).tiling()).isEqualTo(Tiling.NATIVE);
    assertThat(opened.classify(small).best().logit())
        .isEqualTo(tiled.classify(small).best().logit());
    // Two squares each way.
    assertThat(places(opened, small).oddness().columns()).isEqualTo((600 - 448 + 408) / 16 + 1);
    assertThat(places(grown).squares()).hasSize(9).endsWith(TILES, 4);
    Bank back = BankFile.read("b.bank", BankFile.toBytes(grown.bank().orElseThrow()));
    assertThat(BankFile.toBytes(back)).isEqualTo(BankFile.toBytes(grown.bank().orElseThrow()));
  }

  @Test
  void picturesWithNothingToSeeAreAnsweredAndThoseTooNarrowAreRefused() throws IOException {
    Path plain = ScratchedParts.plain(folder.resolve("plain.bmp"), 1000, 700, 128);
    Path tiny = ScratchedParts.plain(folder.resolve("tiny.bmp"), 3, 2, 7);
    Path line = ScratchedParts.plain(folder.resolve("line.bmp"), 1, 5000, 7);

    for (Path file : List.of(plain, tiny)) {
      assertThat(tiled.classify(file).best().probability()).isBetween(0.0, 1.0);
      // A box of no pixel, and an oddness that is no number, cannot be.
      assertThat(places(tiled, file).oddest()).hasSize(PlaceMap.ODDEST);
    }
    assertThatThrownBy(() -> tiled.classify(line))
        .isInstanceOf(ImageException.class)
        .hasMessage(
            line
                + ": 1 x 5000 pixels take 5385 tiles even if the shorter side has the 448 of one,"
                + " and at most 128 are looked at; cut it into parts");
  }

  @Test
  void tilesWithoutSmallPlacesAreRefused() {
    assertThatThrownBy(() -> BankRecipe.usual().withTiles(Tiling.NATIVE).withLocal(LocalMode.OFF))
        .isInstanceOf(ParameterException.class)
        .hasMessage("tiles are what small places are looked at in, and those are left out");
  }
}
