package io.glimpse.page;

import io.glimpse.matrix.Matrix;
import java.awt.image.BufferedImage;

/**
 * Draws values of places, such as attention, as colours from dark blue over grey to yellow: evenly
 * lighter from the least weight to the largest, and told apart with any kind of colour blindness.
 */
public final class HeatMap {

  /** The colours at equal steps from the least weight to the largest, {@code 0xRRGGBB}. */
  private static final int[] STOPS = {0x0a2a66, 0x45507a, 0x7d7c78, 0xbcae6a, 0xfde63c};

  /** Pixels a side, at least: smooth to the eye once the browser has enlarged them. */
  private static final int SIZE = 56;

  private HeatMap() {}

  /** The weights between the centres of the places are blended linearly. */
  public static BufferedImage draw(Attention attention) {
    return draw(attention.weights());
  }

  /** Any finite values of places, h x w, drawn between the least and the largest. */
  public static BufferedImage draw(Matrix weights) {
    return draw(weights, least(weights));
  }

  /**
   * Any finite values of places, h x w.
   *
   * @param least drawn in the first colour, as is all below
   */
  public static BufferedImage draw(Matrix weights, float least) {
    int width = Math.max(SIZE, weights.columns());
    int height = Math.max(SIZE, weights.rows());
    float span = largest(weights) - least;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      double row = position(y, height, weights.rows());
      for (int x = 0; x < width; x++) {
        double weight = blend(weights, row, position(x, width, weights.columns()));
        image.setRGB(x, y, colour(span <= 0 ? 0.5 : (weight - least) / span));
      }
    }
    return image;
  }

  /** The smallest value. */
  public static float least(Matrix values) {
    float least = Float.POSITIVE_INFINITY;
    for (int y = 0; y < values.rows(); y++) {
      for (int x = 0; x < values.columns(); x++) {
        least = Math.min(least, values.get(y, x));
      }
    }
    return least;
  }

  /** The largest value. */
  public static float largest(Matrix values) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int y = 0; y < values.rows(); y++) {
      largest = Math.max(largest, values.get(y, values.argmax(y)));
    }
    return largest;
  }

  /** The legend's colours as a CSS gradient. */
  public static String gradient() {
    StringBuilder css = new StringBuilder("linear-gradient(90deg");
    for (int stop : STOPS) {
      css.append(",#%06x".formatted(stop));
    }
    return css.append(')').toString();
  }

  /** Where a pixel's centre lies among the centres of the places. */
  private static double position(int pixel, int pixels, int places) {
    double at = (pixel + 0.5) * places / pixels - 0.5;
    return Math.min(Math.max(at, 0), places - 1);
  }

  private static double blend(Matrix weights, double row, double column) {
    int top = (int) row;
    int left = (int) column;
    int bottom = Math.min(top + 1, weights.rows() - 1);
    int right = Math.min(left + 1, weights.columns() - 1);
    double upper = mix(weights.get(top, left), weights.get(top, right), column - left);
    double lower = mix(weights.get(bottom, left), weights.get(bottom, right), column - left);
    return mix(upper, lower, row - top);
  }

  /** The colour at 0 to 1, {@code 0xRRGGBB}. */
  public static int colour(double value) {
    double at = Math.min(Math.max(value, 0), 1) * (STOPS.length - 1);
    int from = Math.min((int) at, STOPS.length - 2);
    int colour = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = STOPS[from] >> shift & 0xff;
      int b = STOPS[from + 1] >> shift & 0xff;
      colour |= (int) Math.round(mix(a, b, at - from)) << shift;
    }
    return colour;
  }

  private static double mix(double a, double b, double part) {
    return a + part * (b - a);
  }
}
