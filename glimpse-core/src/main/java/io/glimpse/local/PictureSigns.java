package io.glimpse.local;

import io.glimpse.feature.LocalTokens;
import io.glimpse.matrix.Matrix;
import java.util.Arrays;
import java.util.List;

/**
 * What the places of one picture say on all levels, behind each other.
 *
 * @param surprise 4 k values a level
 * @param odd c values a level
 * @param rarity a level: of each place
 */
@SuppressWarnings("ArrayRecordComponent") // Not modified.
record PictureSigns(double[] surprise, double[] odd, List<double[]> rarity) {

  /**
   * Of a picture.
   *
   * @param shot its number among the shots, which it then does not judge; -1 for none
   */
  static PictureSigns of(List<UsualTokens> usual, LocalTokens tokens, int shot) {
    double[][] surprise = new double[usual.size()][];
    double[][] odd = new double[usual.size()][];
    double[][] rarity = new double[usual.size()][];
    for (int level = 0; level < surprise.length; level++) {
      Matrix some = tokens.levels().get(level);
      PlaceSigns signs = PlaceSigns.of(usual.get(level), some, shot);
      surprise[level] = signs.surprise();
      odd[level] = signs.odd();
      rarity[level] = signs.rarity();
    }
    return new PictureSigns(joined(surprise), joined(odd), List.of(rarity));
  }

  /**
   * How odd each place is: the mean over the levels of {@code log(r / median r)}, so that 0 is a
   * place like most of this picture.
   */
  double[] heat() {
    double[] heat = new double[rarity.get(0).length];
    for (double[] level : rarity) {
      double[] sorted = level.clone();
      Arrays.sort(sorted);
      int half = sorted.length / 2;
      double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
      for (int t = 0; t < heat.length; t++) {
        heat[t] += (Math.log(level[t]) - Math.log(median)) / rarity.size();
      }
    }
    return heat;
  }

  private static double[] joined(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
  }
}
