package io.glimpse.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FramingTest {

  private static final Preprocessing SQUARE = Preprocessing.clip(448);
  private static final int CELL = 16;

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
    for (int i = 0; i < SQUARE.size() * SQUARE.size(); i++) {
      if ((crop[3 * i] & 0xff) < 100) {
        x += i % SQUARE.size();
        y += i / SQUARE.size();
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
}
