package io.glimpse.image;

import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/**
 * Random views of a picture, as few-shot methods train on: a part of it, stretched to what the
 * encoder takes and mirrored half of the time.
 *
 * <p>Torchvision's {@code RandomResizedCrop} and {@code RandomHorizontalFlip}, with other random
 * numbers: a part takes a share of the picture's area between {@code minScale} and {@code
 * maxScale}, and its sides are as 3:4 to 4:3. The part is cut out before it is resized, so that
 * nothing outside of it shows at its edges.
 *
 * <p>A view depends on the seed, the decoded pixels and the view's number alone, and can be made
 * again on any machine, whatever the file is called and whichever thread asks. Its random numbers
 * are those of a {@link SplittableRandom} whose seed is a chain of four: the seed, the CRC-32C of
 * the samples, {@code width << 32 | height} and the number; each but the first is combined, by
 * exclusive or, with the first output of a generator that the one before seeds.
 *
 * @param minScale least share of the area, above 0
 * @param maxScale largest share of the area, at most 1
 * @param seed of all views
 */
public record Augmentation(double minScale, double maxScale, long seed) {

  private static final double LEAST_RATIO = 3.0 / 4;
  private static final double LARGEST_RATIO = 4.0 / 3;
  private static final int TRIES = 10;

  public Augmentation {
    if (!(minScale > 0 && minScale <= maxScale && maxScale <= 1)) {
      throw new IllegalArgumentException(
          "scales " + minScale + " to " + maxScale + " are not shares of an area within 0 to 1");
    }
  }

  /** Tip-Adapter's: half of the area at least. */
  public static Augmentation ofSeed(long seed) {
    return new Augmentation(0.5, 1, seed);
  }

  /**
   * One view of a picture.
   *
   * @param number which; equal numbers give equal views
   * @return uint8 {@code [height, width, 3]} in rows of RGB, for {@link Preprocessing#normalise}
   */
  public byte[] view(Image picture, Preprocessing preprocessing, int number) {
    SplittableRandom random = random(picture, number);
    Region part = part(picture.width(), picture.height(), random);
    byte[] view = preprocessing.stretched(picture, part);
    if (random.nextBoolean()) {
      mirror(view, preprocessing.height(), preprocessing.width());
    }
    return view;
  }

  private SplittableRandom random(Image picture, int number) {
    CRC32C content = new CRC32C();
    content.update(picture.samples());
    long chain = new SplittableRandom(seed).nextLong() ^ content.getValue();
    long shape = (long) picture.width() << 32 | picture.height();
    chain = new SplittableRandom(chain).nextLong() ^ shape;
    return new SplittableRandom(new SplittableRandom(chain).nextLong() ^ number);
  }

  /** Draws a part; where no try fits, the largest central one whose ratio is allowed. */
  Region part(int width, int height, SplittableRandom random) {
    double area = (double) width * height;
    for (int i = 0; i < TRIES; i++) {
      double target = area * between(minScale, maxScale, random);
      double ratio = Math.exp(between(Math.log(LEAST_RATIO), Math.log(LARGEST_RATIO), random));
      // Python rounds .5 to the even neighbour, and so does rint.
      int w = (int) Math.rint(Math.sqrt(target * ratio));
      int h = (int) Math.rint(Math.sqrt(target / ratio));
      if (w > 0 && w <= width && h > 0 && h <= height) {
        int top = random.nextInt(height - h + 1);
        int left = random.nextInt(width - w + 1);
        return new Region(left, top, w, h);
      }
    }
    int w = (int) Math.min(width, Math.rint(height * LARGEST_RATIO));
    int h = (int) Math.min(height, Math.rint(width / LEAST_RATIO));
    return new Region((width - w) / 2, (height - h) / 2, w, h);
  }

  private static double between(double low, double high, SplittableRandom random) {
    return low + (high - low) * random.nextDouble();
  }

  /** Exchanges left and right, in place. */
  private static void mirror(byte[] rgb, int height, int width) {
    for (int y = 0; y < height; y++) {
      int left = 3 * y * width;
      int right = left + 3 * (width - 1);
      for (; left < right; left += 3, right -= 3) {
        for (int band = 0; band < 3; band++) {
          byte kept = rgb[left + band];
          rgb[left + band] = rgb[right + band];
          rgb[right + band] = kept;
        }
      }
    }
  }
}
