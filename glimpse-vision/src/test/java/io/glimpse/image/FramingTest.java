package io.glimpse.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FramingTest {

  private static final Preprocessing SQUARE = Preprocessing.clip(448);
  private static final int CELL = 16;

  /** Positions are multiples of a hundredth. */
  private static final double NEAR = 1e-9;

  /** Every orientation, of files that lie, stand, are square, large and smaller than the square. */
  static List<Arguments> stored() {
    List<Arguments> all = new ArrayList<>();
    for (int orientation = 1; orientation <= 8; orientation++) {
      all.add(Arguments.of(orientation, 640, 480, new Region(300, 100, 24, 24)));
      all.add(Arguments.of(orientation, 500, 900, new Region(111, 470, 30, 30)));
      all.add(Arguments.of(orientation, 1200, 1200, new Region(900, 40, 60, 60)));
      all.add(Arguments.of(orientation, 97, 130, new Region(50, 71, 9, 9)));
    }
    return all;
  }

  @ParameterizedTest(name = "orientation {0}, {1} x {2}")
  @MethodSource("stored")
  void aDarkSquareOfTheFileIsInTheBoxOfTheCellThatShowsIt(
      int orientation, int width, int height, Region dark) {
    Image picture = file(width, height, dark).upright(orientation);

    byte[] crop = SQUARE.crop(picture);
    Region seen = darkestCell(crop);
    Framing framing = Framing.of(picture, SQUARE);

    assertThat(framing.orientation()).isEqualTo(orientation);
    assertThat(
            contains(
                framing.inFile(seen),
                dark.left() + dark.width() / 2,
                dark.top() + dark.height() / 2))
        .as("%s in %s", dark, framing.inFile(seen))
        .isTrue();
    Region shown = framing.inPicture(seen);
    assertThat(brightness(picture, shown)).isLessThan(150);
    assertThat(shown.width() * shown.height())
        .isEqualTo(framing.inFile(seen).width() * framing.inFile(seen).height());
  }

  /** The cell about the middle of what is dark in a crop. */
  private static Region darkestCell(byte[] crop) {
    long x = 0;
    long y = 0;
    long count = 0;
    for (int i = 0; i < SQUARE.height() * SQUARE.height(); i++) {
      if ((crop[3 * i] & 0xff) < 100) {
        x += i % SQUARE.height();
        y += i / SQUARE.height();
        count++;
      }
    }
    assertThat(count).as("dark pixels of the crop").isPositive();
    return new Region((int) (x / count) - CELL / 2, (int) (y / count) - CELL / 2, CELL, CELL);
  }

  private static boolean contains(Region region, int x, int y) {
    return x >= region.left()
        && x < region.left() + region.width()
        && y >= region.top()
        && y < region.top() + region.height();
  }

  private static double brightness(Image picture, Region region) {
    byte[] samples = picture.part(region).samples();
    long sum = 0;
    for (byte sample : samples) {
      sum += sample & 0xff;
    }
    return (double) sum / samples.length;
  }

  private static Image file(int width, int height, Region dark) {
    byte[] samples = new byte[width * height];
    Arrays.fill(samples, (byte) 200);
    for (int y = dark.top(); y < dark.top() + dark.height(); y++) {
      Arrays.fill(
          samples, y * width + dark.left(), y * width + dark.left() + dark.width(), (byte) 10);
    }
    return Image.of(Image.Mode.GRAY, width, height, samples);
  }

  @Test
  void theWholeSquareIsTheMiddleOfThePicture() {
    Framing framing = Framing.of(file(900, 450, new Region(0, 0, 1, 1)), Preprocessing.clip(225));

    assertThat(framing.inPicture(new Region(0, 0, 225, 225)))
        // 225 of 450 columns: Python rounds the margin of 112.5 to 112.
        .isEqualTo(new Region(224, 0, 450, 450));
  }

  @Test
  void aPartThatTouchesAPixelHasAllOfIt() {
    Framing framing = Framing.of(file(2, 2, new Region(0, 0, 1, 1)), Preprocessing.clip(8));

    assertThat(framing.inPicture(new Region(3, 0, 2, 1))).isEqualTo(new Region(0, 0, 2, 1));
    assertThat(framing.inPicture(new Region(4, 4, 1, 1))).isEqualTo(new Region(1, 1, 1, 1));
  }

  @Test
  void aPictureThatWasNotTurnedLiesAsItsFileDoes() {
    Framing framing = Framing.of(file(30, 20, new Region(0, 0, 1, 1)), Preprocessing.clip(20));

    assertThat(framing.orientation()).isEqualTo(1);
    assertThat(framing.inFile(new Region(2, 3, 4, 5)))
        .isEqualTo(framing.inPicture(new Region(2, 3, 4, 5)))
        .isEqualTo(new Region(7, 3, 4, 5));
  }

  /** Every pixel of the picture, one by one: does the part show some of it? */
  private static Region shown(Frame frame, int width, int height, Region part) {
    int left = width;
    int right = 0;
    int top = height;
    int bottom = 0;
    for (int x = 0; x < width; x++) {
      double from = x * (double) frame.width() / width - frame.left();
      double to = (x + 1) * (double) frame.width() / width - frame.left();
      if (from < part.left() + part.width() - NEAR && to > part.left() + NEAR) {
        left = Math.min(left, x);
        right = Math.max(right, x + 1);
      }
    }
    for (int y = 0; y < height; y++) {
      double from = y * (double) frame.height() / height - frame.top();
      double to = (y + 1) * (double) frame.height() / height - frame.top();
      if (from < part.top() + part.height() - NEAR && to > part.top() + NEAR) {
        top = Math.min(top, y);
        bottom = Math.max(bottom, y + 1);
      }
    }
    return new Region(left, top, right - left, bottom - top);
  }

  @Property(tries = 300)
  void aPartLeadsBackToEveryPixelThatItShows(
      @ForAll @IntRange(min = 1, max = 90) int width,
      @ForAll @IntRange(min = 1, max = 90) int height,
      @ForAll @IntRange(min = 0, max = 3) int which,
      @ForAll @IntRange(min = 0, max = 23) int left,
      @ForAll @IntRange(min = 0, max = 15) int top,
      @ForAll @IntRange(min = 1, max = 24) int columns,
      @ForAll @IntRange(min = 1, max = 16) int rows) {
    Fit fit =
        List.of(
                new Fit.Squash(),
                new Fit.Longest(0),
                new Fit.Cover(),
                new Fit.Shortest(30, Fit.Offset.FLOOR))
            .get(which);
    Preprocessing clip = Preprocessing.clip(1);
    Preprocessing fitted =
        new Preprocessing(
            16, 24, fit, Filter.BILINEAR, true, clip.range(), clip.mean(), clip.std());
    Region part = new Region(left, top, Math.min(columns, 24 - left), Math.min(rows, 16 - top));
    Region shown = shown(Frame.of(width, height, fitted), width, height, part);

    if (shown.width() > 0 && shown.height() > 0) {
      Image picture = Image.of(Image.Mode.GRAY, width, height, new byte[width * height]);
      assertThat(Framing.of(picture, fitted).inPicture(part)).isEqualTo(shown);
    }
  }
}
