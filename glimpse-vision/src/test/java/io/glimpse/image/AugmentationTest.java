package io.glimpse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class AugmentationTest {

  private static final Preprocessing SMALL = Preprocessing.clip(16);
  private static final Augmentation HALF_OR_MORE = Augmentation.ofSeed(1);

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 9", "9, 1", "2, 3", "640, 480", "480, 640", "224, 224", "1000, 300"})
  void partsLieInsideThePicture(int width, int height) {
    for (int seed = 0; seed < 500; seed++) {
      Region part = HALF_OR_MORE.part(width, height, new SplittableRandom(seed));
      assertThat(part.width()).isPositive();
      assertThat(part.height()).isPositive();
      assertThat(part.left()).isNotNegative();
      assertThat(part.top()).isNotNegative();
      assertThat(part.left() + part.width()).isLessThanOrEqualTo(width);
      assertThat(part.top() + part.height()).isLessThanOrEqualTo(height);
    }
  }

  @Test
  void partsKeepToTheScaleAndTheRatio() {
    Augmentation augmentation = new Augmentation(0.2, 0.4, 1);
    double least = 1;
    double largest = 0;
    for (int seed = 0; seed < 1000; seed++) {
      Region part = augmentation.part(2000, 1500, new SplittableRandom(seed));
      double share = (double) part.width() * part.height() / (2000 * 1500);
      least = Math.min(least, share);
      largest = Math.max(largest, share);
      assertThat((double) part.width() / part.height()).isBetween(0.75 - 1e-2, 4 / 3.0 + 1e-2);
    }
    assertThat(least).isEqualTo(0.2, within(0.01));
    assertThat(largest).isEqualTo(0.4, within(0.01));
  }

  @ParameterizedTest
  @CsvSource({
    // No half of these pictures has an allowed ratio.
    "1000, 100, 433, 0, 133, 100",
    "100, 1000, 0, 433, 100, 133",
  })
  void aNarrowPictureGivesItsMiddle(
      int width, int height, int left, int top, int partWidth, int partHeight) {
    assertThat(HALF_OR_MORE.part(width, height, new SplittableRandom(7)))
        .isEqualTo(new Region(left, top, partWidth, partHeight));
  }

  @Test
  void aSquareWithNoAllowedDrawIsTakenWhole() {
    // The whole area fits only if the ratio is 1, to the pixel, which ten draws never are here.
    Augmentation whole = new Augmentation(1, 1, 1);
    assertThat(whole.part(4000, 4000, new SplittableRandom(3)))
        .isEqualTo(new Region(0, 0, 4000, 4000));
  }

  @ParameterizedTest
  @EnumSource(value = Image.Mode.class, mode = Mode.EXCLUDE, names = "INDEXED")
  void aWholeSquareIsTheEncodersCropOrItsMirrorImage(Image.Mode mode) {
    Image picture = noise(mode, 60, 60, 5);
    byte[] crop = SMALL.crop(picture);
    Augmentation whole = new Augmentation(1, 1, 1);
    Set<Boolean> mirrored = new HashSet<>();
    for (int number = 0; number < 12; number++) {
      byte[] view = whole.view(picture, SMALL, number);
      mirrored.add(!Arrays.equals(view, crop));
      assertThat(Arrays.equals(view, crop) || Arrays.equals(view, mirror(crop, 16))).isTrue();
    }
    assertThat(mirrored).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void aPaletteIsLookedUpAfterThePartWasChosen() {
    byte[] indices = new byte[40 * 30];
    Arrays.fill(indices, (byte) 1);
    Image picture = Image.indexed(40, 30, indices, new byte[] {9, 9, 9, 1, 2, 3});
    byte[] view = HALF_OR_MORE.view(picture, SMALL, 0);
    assertThat(view).hasSize(16 * 16 * 3).startsWith(1, 2, 3).endsWith(1, 2, 3);
  }

  @Test
  void nothingOutsideOfThePartShowsInTheView() {
    Image picture = noise(Image.Mode.RGB, 60, 40, 11);
    Region part = new Region(13, 7, 29, 30);
    byte[] samples = picture.samples().clone();
    for (int y = 0; y < 40; y++) {
      for (int x = 0; x < 60; x++) {
        if (x < 13 || x >= 42 || y < 7 || y >= 37) {
          Arrays.fill(samples, 3 * (y * 60 + x), 3 * (y * 60 + x) + 3, (byte) 0);
        }
      }
    }
    Image black = Image.of(Image.Mode.RGB, 60, 40, samples);
    assertThat(SMALL.stretched(picture, part)).isEqualTo(SMALL.stretched(black, part));
  }

  @Test
  void aViewDependsOnSeedPixelsAndNumberAlone() {
    Image picture = noise(Image.Mode.RGB, 50, 40, 3);
    byte[] view = Augmentation.ofSeed(1).view(picture, SMALL, 2);
    assertThat(Augmentation.ofSeed(1).view(noise(Image.Mode.RGB, 50, 40, 3), SMALL, 2))
        .isEqualTo(view);
    assertThat(Augmentation.ofSeed(1).view(picture, SMALL, 3)).isNotEqualTo(view);
    assertThat(Augmentation.ofSeed(2).view(picture, SMALL, 2)).isNotEqualTo(view);
  }

  @Test
  void aboutHalfOfTheViewsAreMirrored() {
    // Dark on the left, bright on the right: of whichever part, the brighter side is the right one.
    byte[] ramp = new byte[100 * 100];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (byte) (2 * (i % 100));
    }
    Image picture = Image.of(Image.Mode.GRAY, 100, 100, ramp);
    int mirrored = 0;
    for (int number = 0; number < 1000; number++) {
      byte[] view = HALF_OR_MORE.view(picture, SMALL, number);
      if ((view[0] & 0xff) > (view[3 * 15] & 0xff)) {
        mirrored++;
      }
    }
    assertThat(mirrored).isBetween(440, 560);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0.5, 1.1", "0.6, 0.5", "NaN, 1", "0.5, NaN"})
  void scalesThatAreNoSharesAreRefused(double least, double largest) {
    assertThatThrownBy(() -> new Augmentation(least, largest, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("scales " + least + " to " + largest);
  }

  private static Image noise(Image.Mode mode, int width, int height, long seed) {
    byte[] samples = new byte[width * height * mode.bands()];
    new Random(seed).nextBytes(samples);
    return Image.of(mode, width, height, samples);
  }

  private static byte[] mirror(byte[] rgb, int size) {
    byte[] mirrored = new byte[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      int pixel = i / 3;
      int opposite = pixel - pixel % size + size - 1 - pixel % size;
      mirrored[3 * opposite + i % 3] = rgb[i];
    }
    return mirrored;
  }
}
