package io.glimpse.encoder;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.glimpse.image.Preprocessing;
import io.glimpse.matrix.Matrix;
import java.nio.FloatBuffer;
import java.util.Locale;

/**
 * How far an int8 image network strays from the float32 one of the same model.
 *
 * @param cosine the lowest, over all calibration pictures, between both networks' global features;
 *     -1 where one of them gave no number
 */
public record Int8Verdict(double cosine) {

  /** An image network, as far as it is compared. */
  @FunctionalInterface
  public interface ImageFeatures {
    /**
     * The global feature of a picture, in the form in which a cosine tells most.
     *
     * @param pixels direct, 1 x 3 x size x size
     * @return [1, d]
     */
    Matrix of(FloatBuffer pixels);
  }

  /** Checks the range. */
  @JsonCreator
  public Int8Verdict(@JsonProperty(value = "cosine", required = true) double cosine) {
    if (!(cosine >= -1 && cosine <= 1)) {
      throw new IllegalArgumentException("a cosine is within -1 and 1, not " + cosine);
    }
    this.cosine = cosine;
  }

  /** Compares two image networks on the calibration pictures. */
  public static Int8Verdict of(
      Preprocessing preprocessing, ImageFeatures exact, ImageFeatures quick) {
    double lowest = 1;
    for (int i = 0; i < CalibrationImages.COUNT; i++) {
      FloatBuffer picture = CalibrationImages.input(i, preprocessing);
      Matrix expected = exact.of(picture);
      Matrix actual = quick.of(picture);
      double cosine = expected.dot(0, actual, 0) / (expected.norm(0) * actual.norm(0));
      if (Double.isNaN(cosine)) {
        return new Int8Verdict(-1);
      }
      lowest = Math.min(lowest, cosine);
    }
    return new Int8Verdict(Math.max(-1, lowest));
  }

  /**
   * Whether int8 may stand for float32.
   *
   * @param needed the cosine below which answers would change too often
   */
  public boolean passes(double needed) {
    return cosine >= needed;
  }

  /** Why float32 is kept, for the user of an encoder of that name. */
  public String refusal(String name, double needed) {
    return String.format(
        Locale.ROOT,
        "encoder '%s' in int8 has a cosine of only %.4f to float32 on calibration pictures (%.3f is"
            + " needed); it keeps float32",
        name,
        cosine,
        needed);
  }
}
