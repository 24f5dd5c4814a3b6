package io.glimpse.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cropping, streaming resize against a plain one that makes the whole picture. */
class AntialiasedResizeTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1, 7",
    "1, 1, 1",
    "3, 17, 5",
    "17, 3, 5",
    "16, 16, 16",
    "16, 33, 16",
    "33, 16, 16",
    "1021, 13, 8",
    "13, 1021, 8",
    "127, 131, 64",
    "63, 65, 64",
    "64, 65, 64",
    "65, 64, 64",
    "300, 200, 224",
    "509, 347, 31",
    "2, 500, 9",
  })
  void cropEqualsThatOfTheWholeResizedPicture(int width, int height, int size) {
    for (int bands = 1; bands <= 4; bands++) {
      byte[] samples = new byte[width * height * bands];
      new Random(width * 31L + height).nextBytes(samples);
      Frame frame = Frame.of(width, height, Preprocessing.clip(size));
      for (Filter filter : Filter.values()) {
        byte[] crop =
            new AntialiasedResize(samples, width, height, bands, filter, frame, size, size).crop();
        assertThat(crop)
            .as("%d bands, %s", bands, filter)
            .isEqualTo(plainCrop(samples, width, height, bands, filter, frame, size, size));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 7", "3, 17, 5", "17, 16, 16", "16, 33, 16", "127, 131, 64", "30, 500, 99"})
  void bothAxesMayBeStretchedEachOnItsOwn(int width, int height, int size) {
    byte[] samples = new byte[width * height * 3];
    new Random(width * 31L + height).nextBytes(samples);
    Frame frame = Frame.stretched(size, size + 3);
    for (Filter filter : Filter.values()) {
      assertThat(
              new AntialiasedResize(samples, width, height, 3, filter, frame, size, size + 3)
                  .crop())
          .isEqualTo(plainCrop(samples, width, height, 3, filter, frame, size, size + 3));
    }
  }

  @ParameterizedTest
  @CsvSource({
    // Half of an odd margin goes to the even neighbour: 110.5 to 110, 111.5 to 112.
    "445, 224, 224, 445, 224, 110, 0",
    "447, 224, 224, 447, 224, 112, 0",
    "3, 500, 224, 224, 37333, 0, 18554",
    "2000, 16, 224, 28000, 224, 13888, 0",
    "1, 400000000, 224, 224, 89600000000, 0, 44799999888",
  })
  void frameIsThatOfTorchvision(
      int width, int height, int size, long resizedWidth, long resizedHeight, long left, long top) {
    assertThat(Frame.of(width, height, Preprocessing.clip(size)))
        .isEqualTo(new Frame(resizedWidth, resizedHeight, left, top));
  }

  private static byte[] plainCrop(
      byte[] samples,
      int width,
      int height,
      int bands,
      Filter filter,
      Frame frame,
      int columns,
      int rows) {
    int wide = (int) frame.width();
    int high = (int) frame.height();
    byte[] across = new byte[wide * height * bands];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < wide; x++) {
        for (int band = 0; band < bands; band++) {
          int from = y * width * bands + band;
          across[(y * wide + x) * bands + band] =
              plainSample(filter, samples, from, bands, width, wide, x);
        }
      }
    }
    byte[] crop = new byte[rows * columns * bands];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        for (int band = 0; band < bands; band++) {
          int from = ((int) frame.left() + x) * bands + band;
          crop[(y * columns + x) * bands + band] =
              plainSample(filter, across, from, wide * bands, height, high, (int) frame.top() + y);
        }
      }
    }
    return crop;
  }

  /** One output sample of one axis, straight from the definition. */
  private static byte plainSample(
      Filter filter, byte[] samples, int from, int step, int in, int out, int position) {
    if (in == out) {
      return samples[from + position * step];
    }
    double scale = (double) in / out;
    double stretch = Math.max(scale, 1);
    double reach = filter == Filter.BICUBIC ? 2 * stretch : stretch;
    double centre = (position + 0.5) * scale;
    int low = Math.max(0, (int) (centre - reach + 0.5));
    int high = Math.min(in, (int) (centre + reach + 0.5));
    double total = 0;
    for (int j = low; j < high; j++) {
      total += kernel(filter, (j - centre + 0.5) * (1 / stretch));
    }
    int sum = 1 << 21;
    for (int j = low; j < high; j++) {
      double weight = kernel(filter, (j - centre + 0.5) * (1 / stretch)) / total * (1 << 22);
      int rounded = (int) (weight + Math.copySign(0.5, weight));
      sum += rounded * (samples[from + j * step] & 0xff);
    }
    return (byte) Math.max(0, Math.min(255, sum >> 22));
  }

  private static double kernel(Filter filter, double x) {
    double d = Math.abs(x);
    if (filter == Filter.BILINEAR) {
      return Math.max(0, 1 - d);
    }
    if (d < 1) {
      return (1.5 * d - 2.5) * d * d + 1;
    }
    return d < 2 ? (((d - 5) * d + 8) * d - 4) * -0.5 : 0;
  }
}
