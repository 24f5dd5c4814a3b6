package io.glimpse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.image.Fit.Offset;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitTest {

  private static Preprocessing fitted(int height, int width, Fit fit, Filter filter) {
    Preprocessing clip = Preprocessing.clip(1);
    return new Preprocessing(
        height, width, fit, filter, true, clip.range(), clip.mean(), clip.std());
  }

  private static Preprocessing squash(int height, int width) {
    return fitted(height, width, new Fit.Squash(), Filter.BICUBIC);
  }

  private static Image noise(int width, int height) {
    byte[] samples = new byte[3 * width * height];
    new Random(width * 1009L + height).nextBytes(samples);
    return Image.of(Image.Mode.RGB, width, height, samples);
  }

  @ParameterizedTest
  @CsvSource({"8, 0, 0", "9, 0, 0", "10, 1, 1", "11, 2, 1", "12, 2, 2", "13, 2, 2", "15, 4, 3"})
  void librariesCutDifferentlyWhereAPixelRemainsOver(int width, int halfEven, int floor) {
    Image picture = noise(width, 8);
    byte[] samples = picture.samples();
    for (Offset offset : Offset.values()) {
      byte[] crop = fitted(8, 8, new Fit.Shortest(8, offset), Filter.BICUBIC).crop(picture);
      int left = offset == Offset.FLOOR ? floor : halfEven;
      for (int y = 0; y < 8; y++) {
        assertThat(Arrays.copyOfRange(crop, 24 * y, 24 * y + 24))
            .isEqualTo(
                Arrays.copyOfRange(samples, 3 * (y * width + left), 3 * (y * width + left + 8)));
      }
    }
  }

  @Test
  void aPictureOfTheShortestSideIsCutToLess() {
    Image picture = noise(12, 10);

    byte[] crop = fitted(4, 6, new Fit.Shortest(10, Offset.FLOOR), Filter.BICUBIC).crop(picture);

    assertThat(crop).hasSize(4 * 6 * 3);
    assertThat(Arrays.copyOf(crop, 18))
        .isEqualTo(Arrays.copyOfRange(picture.samples(), 3 * (3 * 12 + 3), 3 * (3 * 12 + 9)));
  }

  @Test
  void theLongestSideFillsWhatTheOtherLeavesPlain() {
    byte[] crop = fitted(4, 4, new Fit.Longest(9), Filter.BILINEAR).crop(noise(4, 1));

    // 3 rows are left over: one above, two below.
    assertThat(Arrays.copyOfRange(crop, 12, 24)).isEqualTo(noise(4, 1).samples());
    assertThat(Arrays.copyOf(crop, 12)).containsOnly(9);
    assertThat(Arrays.copyOfRange(crop, 24, 48)).containsOnly(9);
    assertThat(fitted(4, 4, new Fit.Longest(9), Filter.BILINEAR).crop(noise(1, 900)))
        .hasSize(48)
        .contains(9);
  }

  @Test
  void aSquashedPictureShowsAllOfIt() {
    byte[] halves = new byte[3 * 8 * 2];
    Arrays.fill(halves, 24, 48, (byte) 200);
    Image picture = Image.of(Image.Mode.RGB, 8, 2, halves);

    byte[] crop = fitted(2, 2, new Fit.Squash(), Filter.BILINEAR).crop(picture);

    assertThat(crop).startsWith(0, 0, 0).endsWith(-56, -56, -56);
  }

  @Property(tries = 200)
  void rowsGoFirstOnlyWhereMoreOfTheHeightIsLost(
      @ForAll @IntRange(min = 1, max = 60) int width,
      @ForAll @IntRange(min = 1, max = 60) int height,
      @ForAll @IntRange(min = 1, max = 20) int columns,
      @ForAll @IntRange(min = 1, max = 20) int rows) {
    Image picture = noise(width, height);
    boolean down = height > rows && height - rows > 2 * (width - columns);
    Image half =
        down
            ? Image.of(Image.Mode.RGB, width, rows, squash(rows, width).crop(picture))
            : Image.of(Image.Mode.RGB, columns, height, squash(height, columns).crop(picture));

    assertThat(squash(rows, columns).crop(picture)).isEqualTo(squash(rows, columns).crop(half));
  }

  /** Python's {@code round} of open_clip's ratios, in whole numbers: halves to the even. */
  private static long rounded(long side, long by, long over) {
    long doubled = 2 * side * by;
    long floor = doubled / (2 * over);
    long rest = doubled - floor * 2 * over;
    return floor + (rest > over || (rest == over && floor % 2 == 1) ? 1 : 0);
  }

  @Property(tries = 500)
  void framesAreThoseOfWholeNumbers(
      @ForAll @IntRange(min = 1, max = 3000) int width,
      @ForAll @IntRange(min = 1, max = 3000) int height,
      @ForAll @IntRange(min = 1, max = 64) int columns,
      @ForAll @IntRange(min = 1, max = 64) int rows) {
    boolean higher = (long) height * columns > (long) width * rows;
    long by = higher ? rows : columns;
    long over = higher ? height : width;

    Frame within =
        Frame.of(width, height, fitted(rows, columns, new Fit.Longest(0), Filter.BICUBIC));
    Frame covering =
        Frame.of(width, height, fitted(rows, columns, new Fit.Cover(), Filter.BICUBIC));

    // A ratio of float64 may round a half to the other side.
    assertThat(Math.abs(within.width() - Math.max(1, rounded(width, by, over))))
        .isLessThanOrEqualTo(2L * width * by % (2 * over) == over ? 1 : 0);
    assertThat(within.left()).isEqualTo(-((columns - within.width()) / 2));
    assertThat(within.top()).isEqualTo(-((rows - within.height()) / 2));
    assertThat(covering.width()).isGreaterThanOrEqualTo(columns);
    assertThat(covering.height()).isGreaterThanOrEqualTo(rows);
    assertThat(covering.width() == columns || covering.height() == rows).isTrue();
  }

  @Test
  void aPaletteIsMixedWhereRgbComesFirst() {
    Image picture = Image.indexed(2, 1, new byte[] {0, 1}, new byte[] {0, 0, 0, 100, 100, 100});

    assertThat(fitted(1, 1, new Fit.Squash(), Filter.BILINEAR).crop(picture)).containsOnly(50);
    assertThat(Preprocessing.clip(1).crop(picture)).doesNotContain(50);
  }

  @Test
  void onlyWhatDiffersFromOpenAisIsTold() {
    assertThat(Preprocessing.clip(224).particulars()).isEmpty();
    assertThat(Preprocessing.clip(224).hasOpenAiSteps()).isTrue();
    assertThat(squash(24, 32).particulars()).isEqualTo(" width 32; squash; rgb first;");
    assertThat(squash(24, 32).hasOpenAiSteps()).isFalse();
    assertThat(fitted(8, 8, new Fit.Longest(7), Filter.BILINEAR).particulars())
        .isEqualTo(" longest on 7; filter bilinear; rgb first;");
    assertThat(fitted(8, 8, new Fit.Shortest(9, Offset.FLOOR), Filter.BICUBIC).particulars())
        .isEqualTo(" edge 9; offset floor; rgb first;");
  }

  @Test
  void smallPlacesAreLookedAtInSquaresWithoutGround() {
    assertThat(squash(24, 24).ofSquare(64)).isEqualTo(squash(64, 64));
    assertThat(fitted(8, 8, new Fit.Longest(7), Filter.BILINEAR).ofSquare(64).fit())
        .isEqualTo(new Fit.Shortest(64, Offset.HALF_EVEN));
    assertThat(fitted(8, 8, new Fit.Shortest(9, Offset.FLOOR), Filter.BICUBIC).ofSquare(64).fit())
        .isEqualTo(new Fit.Shortest(64, Offset.FLOOR));
    assertThat(Preprocessing.clip(32).ofSquare(64)).isEqualTo(Preprocessing.clip(64));
  }

  @Test
  void whatCannotBeCutIsRefused() {
    assertThatThrownBy(() -> fitted(9, 8, new Fit.Shortest(8, Offset.FLOOR), Filter.BICUBIC))
        .hasMessageContaining("no 9 x 8 pixels can be cut");
    assertThatThrownBy(() -> new Fit.Longest(256)).hasMessageContaining("256");
    assertThatThrownBy(() -> squash(0, 8)).hasMessageContaining("0 x 8 pixels");
  }
}
