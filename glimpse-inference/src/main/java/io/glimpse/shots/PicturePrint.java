package io.glimpse.shots;

import io.glimpse.image.Image;
import io.glimpse.image.Preprocessing;

/**
 * A small gray version of a picture, by which two files of one picture know each other though one
 * was resized, compressed again or mirrored: its central square in cells of a {@value #SIDE}th of a
 * side, less its mean and of unit length, so that brightness and contrast do not matter.
 *
 * <p>Of 800 pictures of Caltech101, each half, 0.7 or 1.5 times as large, or at JPEG quality 40, or
 * mirrored, the agreement with the original was 0.979 at least; that of different pictures 0.959 at
 * most, and above 0.91 for one pair alone.
 */
final class PicturePrint {

  /** From here on two prints are of one picture. */
  static final double SAME = 0.97;

  private static final int SIDE = 32;

  /** The square is cut at this size, since a pixel that rounding moves it by is a cell's 8th. */
  private static final int CUT = 256;

  /** Gray levels that a picture must deviate by, or its print is noise. */
  private static final double FLAT = 2;

  private static final Preprocessing SQUARE = Preprocessing.clip(CUT);

  private final float[] cells;
  private final boolean flat;

  private PicturePrint(float[] cells, boolean flat) {
    this.cells = cells;
    this.flat = flat;
  }

  /** That of a picture. */
  static PicturePrint of(Image picture) {
    byte[] rgb = SQUARE.crop(picture);
    double[] gray = new double[SIDE * SIDE];
    int cell = CUT / SIDE;
    for (int y = 0; y < CUT; y++) {
      for (int x = 0; x < CUT; x++) {
        int at = 3 * (y * CUT + x);
        gray[y / cell * SIDE + x / cell] +=
            0.299 * (rgb[at] & 0xff) + 0.587 * (rgb[at + 1] & 0xff) + 0.114 * (rgb[at + 2] & 0xff);
      }
    }
    double mean = 0;
    for (int i = 0; i < gray.length; i++) {
      gray[i] /= cell * cell;
      mean += gray[i] / gray.length;
    }
    double squares = 0;
    for (double level : gray) {
      squares += (level - mean) * (level - mean);
    }
    double length = Math.sqrt(squares);
    float[] cells = new float[gray.length];
    for (int i = 0; i < cells.length && length > 0; i++) {
      cells[i] = (float) ((gray[i] - mean) / length);
    }
    return new PicturePrint(cells, length < FLAT * SIDE);
  }

  /** Whether there is too little in it to be told from another. */
  boolean isFlat() {
    return flat;
  }

  /** The correlation with another, -1 to 1. */
  double agreement(PicturePrint other) {
    double sum = 0;
    for (int i = 0; i < cells.length; i++) {
      sum += cells[i] * other.cells[i];
    }
    return sum;
  }

  /** The correlation with the mirror image of another, -1 to 1. */
  double mirroredAgreement(PicturePrint other) {
    double sum = 0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        sum += cells[y * SIDE + x] * other.cells[y * SIDE + SIDE - 1 - x];
      }
    }
    return sum;
  }
}
