package io.glimpse.method;

import io.glimpse.feature.Cache;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The shots that lie nearest to a picture, for classifiers in which none has a vote of its own. */
public final class NearestKeys {

  private NearestKeys() {}

  /**
   * Refuses what no classifier can be asked for.
   *
   * @throws IllegalArgumentException if there is not one picture, or less than no shot is wanted
   */
  public static void requireAskable(FeatureBatch query, int most) {
    if (query.size() != 1) {
      throw new IllegalArgumentException("one picture is asked about, not " + query.size());
    }
    if (most < 0) {
      throw new IllegalArgumentException("at least 0 shots can be asked for, not " + most);
    }
  }

  /**
   * The nearest first; of equal ones, those that came first.
   *
   * @param query 1 picture
   * @param most how many at most, at least 0
   * @throws IllegalArgumentException if there is more than one picture
   */
  public static List<Vote> of(Cache shots, FeatureBatch query, int most) {
    requireAskable(query, most);
    Matrix similarity = Products.timesTransposed(query.globals(), shots.keys());
    return IntStream.range(0, shots.size())
        .boxed()
        .sorted(Comparator.comparingDouble(shot -> -similarity.get(0, shot)))
        .limit(most)
        .map(shot -> new Vote(shot, shots.label(shot), similarity.get(0, shot), null))
        .toList();
  }
}
