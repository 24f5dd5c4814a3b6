package io.glimpse.shots;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.Demo;
import io.glimpse.bank.Bank;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.file.Input;
import io.glimpse.fixture.SmallBanks;
import io.glimpse.image.DecodeOptions;
import io.glimpse.input.LabelledInputs;
import io.glimpse.progress.Notes;
import io.glimpse.review.DuplicateShots;
import io.glimpse.review.Duplicates;
import io.glimpse.review.LeakedPicture;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuplicateSearchTest {

  private static Encoder lite;
  private static ImagePipeline pipeline;

  @TempDir Path folder;

  @BeforeAll
  static void open() throws IOException {
    lite = Encoders.open("lite", EncoderOptions.defaults());
    pipeline = new ImagePipeline(lite, DecodeOptions.defaults(), 2);
  }

  @AfterAll
  static void close() {
    lite.close();
  }

  /** Three emus, and two okapis with one more picture that is called an okapi. */
  private static Bank bank(Path more) throws IOException {
    Map<String, List<Input>> shots = new LinkedHashMap<>();
    shots.put("emu", Demo.inputs(Demo.shots("emu", 0, 3)));
    List<Path> okapis = Demo.shots("okapi", 0, 2);
    shots.put("okapi", Demo.inputs(List.of(okapis.get(0), okapis.get(1), more)));
    return new BankBuilder(pipeline).build(BankRecipe.usual(), LabelledInputs.of(shots));
  }

  private static Duplicates find(Bank bank, List<Input> test) throws IOException {
    TestFeatures features =
        test.isEmpty() ? null : TestFeatures.of(bank, "a.bank", pipeline, test, Notes.SILENT);
    return new DuplicateSearch(bank, pipeline.reader(), Notes.SILENT).find(features);
  }

  /** Another file with the mirror image of half the size, named like it was none. */
  private Path mirrored(Path from) throws IOException {
    BufferedImage picture = ImageIO.read(from.toFile());
    int width = picture.getWidth() / 2;
    int height = picture.getHeight() / 2;
    BufferedImage mirrored = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = mirrored.createGraphics();
    Image small = picture.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING);
    graphics.drawImage(small, width, 0, -width, height, null);
    graphics.dispose();
    Path file = folder.resolve("other.png");
    ImageIO.write(mirrored, "png", file.toFile());
    return file;
  }

  @Test
  void aMirroredCopyInAnotherClassIsFound() throws IOException {
    Duplicates found = find(bank(mirrored(Demo.shots("emu", 1, 2).get(0))), List.of());

    assertThat(found.shots()).hasSize(1);
    DuplicateShots pair = found.shots().get(0);
    assertThat(List.of(pair.first(), pair.second())).containsExactly(1, 5);
    assertThat(pair.mirrored()).isTrue();
    assertThat(pair.across()).isTrue();
    assertThat(pair.agreement()).isGreaterThan(0.97);
    assertThat(found.notCompared()).isEmpty();
    assertThat(found.tested()).isZero();
  }

  /** Features alone propose doubles that are none. */
  @Test
  void whatLooksAlikeOnlyIsNone() throws IOException {
    Duplicates found = find(bank(Demo.shots("okapi", 2, 3).get(0)), List.of());

    assertThat(found.shots()).isEmpty();
  }

  @Test
  void withoutItsFileAShotIsNotComparedAndSaysSo() throws IOException {
    Path copy = mirrored(Demo.shots("emu", 1, 2).get(0));
    Bank bank = bank(copy);
    Files.writeString(copy, "another file by now");

    Duplicates found = find(bank, List.of());

    assertThat(found.shots()).isEmpty();
    assertThat(found.notCompared()).containsExactly(5);
  }

  @Test
  void picturesToTestWithThatAreShotsAreFoundInTheirOrder() throws IOException {
    Bank bank = bank(Demo.shots("okapi", 2, 3).get(0));
    Path copy = mirrored(Demo.shots("emu", 2, 3).get(0));
    Path same = Demo.shots("okapi", 0, 1).get(0);

    Duplicates found = find(bank, Demo.inputs(List.of(copy, Demo.OKAPI, same)));

    assertThat(found.tested()).isEqualTo(3);
    assertThat(found.test()).hasSize(2);
    LeakedPicture first = found.test().get(0);
    assertThat(first.path()).isEqualTo(copy.toString());
    assertThat(first.shot()).isEqualTo(2);
    assertThat(first.sameFile()).isFalse();
    assertThat(first.mirrored()).isTrue();
    assertThat(found.test().get(1))
        .isEqualTo(new LeakedPicture(same.toString(), 3, true, 1, null, false));
  }

  @Test
  void aBankWhoseFilesNeverWereIsSearchedByItsFeatures() throws IOException {
    Duplicates found =
        new DuplicateSearch(SmallBanks.ofTwo(), pipeline.reader(), Notes.SILENT).find(null);

    assertThat(found.shots()).isEmpty();
    assertThat(found.test()).isEmpty();
  }
}
