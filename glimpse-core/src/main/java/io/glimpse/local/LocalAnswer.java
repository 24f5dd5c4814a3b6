package io.glimpse.local;

/**
 * What a picture's places say.
 *
 * @param scores of the classes, around 0 and 1; k values
 * @param heat how odd each place is: the logarithm of how many times as far from what is usual as
 *     the picture's middle place; h·w values
 * @param likeness of its odd places to those of each shot; n values
 */
@SuppressWarnings("ArrayRecordComponent") // Not modified.
public record LocalAnswer(double[] scores, double[] heat, double[] likeness) {

  /** The oddest places, the oddest first, at most so many. */
  public int[] oddest(int most) {
    return PlaceSigns.oddest(heat, most);
  }
}
