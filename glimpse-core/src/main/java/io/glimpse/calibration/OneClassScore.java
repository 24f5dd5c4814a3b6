package io.glimpse.calibration;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.LocalTokens;
import io.glimpse.local.UsualPlaces;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.matrix.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much a picture is like the shots of the only class, by two signs of how odd it is, each in
 * units of its deviation over unseen pictures of the class:
 *
 * <pre>score = -max(p, w - m),  m = 1.5 √((n + 1) / max(n - 3, 1))</pre>
 *
 * <p>p is the mean over the levels of how odd the oddest place is ({@link UsualPlaces}), w how far
 * the nearest shot is, {@code 1 - max cos}, and n the number of those pictures. The nearest shot
 * finds other things, the oddest place small defects, which the nearest shot does not see: it
 * counts only where it is further away than pictures of the class usually are. The root is the
 * deviation of Student's distribution of a value to come, by n values. Where places do not count,
 * {@code score = -w}. A shot never judges itself, nor does it count in the units of its own score.
 */
final class OneClassScore implements UnknownScore {

  static final String NEAREST = "nearest";
  static final String PLACES = "places";

  /** Before the names of what places keep. */
  private static final String PLACES_PREFIX = "places.";

  /** m, in deviations that are known for certain. */
  private static final double MARGIN = 1.5;

  /** Least deviation that is told from rounding. */
  private static final double LEAST_UNIT = 1e-5;

  /** Cosine from which on two pictures are the same one, saved twice. */
  private static final double TWIN = 1 - 1e-5;

  /** A rate that is exactly a rank over n + 1 is not to be missed by rounding. */
  private static final double SLACK = 1e-9;

  private static final int BLOCK = 1024;

  private final Matrix keys;
  private final @Nullable UsualPlaces places;
  private final KnownPictures pictures;

  /**
   * A score of its parts.
   *
   * @param keys of the shots, n x d, unit rows
   * @param places what is usual in them; null where places do not count
   * @param pictures of the class that were not seen, by the distance to the nearest shot and the
   *     oddest place on each level
   */
  OneClassScore(Matrix keys, @Nullable UsualPlaces places, KnownPictures pictures) {
    this.keys = keys;
    this.places = places;
    this.pictures = pictures;
    int signs = 1 + (places == null ? 0 : places.levels());
    if (pictures.signs() != signs) {
      throw new IllegalArgumentException(
          "%d signs of the only class have the units of %d".formatted(signs, pictures.signs()));
    }
  }

  /**
   * One that was kept.
   *
   * @param signs see {@link #signs()}
   * @param keys of the shots, n x d
   * @throws IllegalArgumentException if a tensor is missing, or does not fit
   */
  static OneClassScore restore(List<String> signs, Map<String, Matrix> tensors, Matrix keys) {
    return new OneClassScore(
        keys,
        signs.contains(PLACES)
            ? UsualPlaces.restore(KeptTensors.behind(PLACES_PREFIX, tensors))
            : null,
        KnownPictures.restore(tensors));
  }

  /**
   * Standardised over the shots, each judged by the others; where there are too few, as the signs
   * come, without a threshold. Shots that are the same picture count once, and do not judge each
   * other.
   *
   * @param keys n x d, unit rows
   * @param places with what they say of the shots; null where they do not count
   */
  static OneClassScore ofShots(Matrix keys, UsualPlaces.@Nullable Fit places) {
    double[] nearest = new double[keys.rows()];
    BitSet first = nearestOthers(keys, nearest);
    double[][] signs = joined(nearest, places == null ? null : places.leftOut());
    return fitted(
        keys,
        places == null ? null : places.usual(),
        first.stream().mapToObj(i -> signs[i]).toArray(double[][]::new));
  }

  /**
   * Standardised over pictures of the class that are no shots. Those that are shots all the same
   * say nothing; where too few others are left, the shots tell.
   *
   * @param pictures with their local tokens where places count
   */
  static OneClassScore ofPictures(
      Matrix keys, UsualPlaces.@Nullable Fit places, FeatureBatch pictures) {
    UsualPlaces usual = places == null ? null : places.usual();
    double[][] signs =
        Arrays.stream(signs(keys, usual, pictures))
            .filter(row -> row[0] > 1 - TWIN)
            .toArray(double[][]::new);
    return signs.length < least(usual) ? ofShots(keys, places) : fitted(keys, usual, signs);
  }

  /** How many pictures it takes to measure each in units of the others. */
  private static int least(@Nullable UsualPlaces places) {
    return places == null ? 2 : 3;
  }

  private static OneClassScore fitted(Matrix keys, @Nullable UsualPlaces places, double[][] signs) {
    if (signs.length < least(places)) {
      return new OneClassScore(keys, places, KnownPictures.none(signs[0].length));
    }
    int n = signs.length;
    double[] means = KnownPictures.means(signs);
    double[] squares = KnownPictures.squares(signs, means);
    double[] deviations =
        Arrays.stream(squares).map(square -> (float) deviation(square, n)).toArray();
    double[] known =
        Arrays.stream(signs)
            .mapToDouble(row -> unseen(row, means, squares, deviations, n))
            .toArray();
    return new OneClassScore(keys, places, new KnownPictures(means, deviations, known));
  }

  /**
   * The score of one of the pictures that the units are of, as if it were not among them: one that
   * is far away would else widen the unit that it is measured by, and further ones would be called
   * odd too often. Of one sign the order is all that counts, whatever its unit.
   */
  private static double unseen(
      double[] signs, double[] means, double[] squares, double[] deviations, int n) {
    if (signs.length == 1) {
      return score(KnownPictures.standardised(signs, means, deviations), n);
    }
    double[] others = new double[signs.length];
    double[] units = new double[signs.length];
    for (int p = 0; p < signs.length; p++) {
      double off = signs[p] - means[p];
      others[p] = means[p] - off / (n - 1);
      units[p] = deviation(squares[p] - off * off * n / (n - 1), n - 1);
    }
    return score(KnownPictures.standardised(signs, others, units), n - 1);
  }

  private static double deviation(double squares, int count) {
    return Math.max(Math.sqrt(Math.max(squares, 0) / count), LEAST_UNIT);
  }

  /** Of what is standardised over so many pictures. */
  private static double score(double[] values, int unseen) {
    double whole = values[0];
    if (values.length == 1) {
      return -whole;
    }
    double odd = 0;
    for (int p = 1; p < values.length; p++) {
      odd += values[p] / (values.length - 1);
    }
    double margin = MARGIN * Math.sqrt((unseen + 1.0) / Math.max(unseen - 3, 1));
    return -Math.max(odd, whole - margin);
  }

  private static double[][] signs(
      Matrix keys, @Nullable UsualPlaces places, FeatureBatch pictures) {
    double[] nearest = nearest(pictures.globals().copy().normalizeRows(), keys);
    if (places == null) {
      return joined(nearest, null);
    }
    List<LocalTokens> local = pictures.local();
    if (local.size() != nearest.length) {
      throw new IllegalArgumentException(
          "this bank looks at places, and these features come without local tokens; ask it about"
              + " the pictures themselves");
    }
    double[][] oddness = new double[nearest.length][];
    Workers.shared().forEach(oddness.length, i -> oddness[i] = places.of(local.get(i)));
    return joined(nearest, oddness);
  }

  private static double[][] joined(double[] nearest, double @Nullable [][] oddness) {
    double[][] signs = new double[nearest.length][];
    for (int i = 0; i < signs.length; i++) {
      double[] odd = oddness == null ? new double[0] : oddness[i];
      signs[i] = new double[1 + odd.length];
      signs[i][0] = nearest[i];
      System.arraycopy(odd, 0, signs[i], 1, odd.length);
    }
    return signs;
  }

  /** How far the nearest shot is from each row, {@code 1 - max cos}. */
  private static double[] nearest(Matrix rows, Matrix keys) {
    double[] distances = new double[rows.rows()];
    for (int from = 0; from < distances.length; from += BLOCK) {
      int end = Math.min(from + BLOCK, distances.length);
      Matrix cosines = Products.timesTransposed(rows.rows(from, end), keys);
      for (int i = from; i < end; i++) {
        distances[i] = 1 - cosines.get(i - from, cosines.argmax(i - from));
      }
    }
    return distances;
  }

  /**
   * How far the nearest other picture is from each shot; 0 where all are the same one, 1 where
   * there is one alone.
   *
   * @param distances filled
   * @return the shots that are not the same picture as an earlier one
   */
  private static BitSet nearestOthers(Matrix keys, double[] distances) {
    BitSet first = new BitSet();
    for (int from = 0; from < distances.length; from += BLOCK) {
      int end = Math.min(from + BLOCK, distances.length);
      Matrix cosines = Products.timesTransposed(keys.rows(from, end), keys);
      for (int i = from; i < end; i++) {
        first.set(i);
        double nearest = keys.rows() == 1 ? 1 : Double.POSITIVE_INFINITY;
        for (int j = 0; j < keys.rows(); j++) {
          double cosine = cosines.get(i - from, j);
          if (j != i && cosine < TWIN) {
            nearest = Math.min(nearest, 1 - cosine);
          } else if (j < i) {
            first.clear(i);
          }
        }
        distances[i] = nearest == Double.POSITIVE_INFINITY ? 0 : nearest;
      }
    }
    return first;
  }

  @Override
  public List<String> signs() {
    List<String> signs = new ArrayList<>(List.of(NEAREST));
    if (places != null) {
      signs.add(PLACES);
    }
    return signs;
  }

  /** How many values a place has on each level; empty where places do not count. */
  List<Integer> widths() {
    return places == null ? List.of() : places.widths();
  }

  @Override
  public Optional<ScoreFormula> formula() {
    return places == null
        ? Optional.of(
            new ScoreFormula.Nearest(keys, pictures.means().get(0), pictures.deviations().get(0)))
        : Optional.empty();
  }

  /** All but the keys, which the bank has. */
  @Override
  public Map<String, Matrix> tensors() {
    Map<String, Matrix> tensors = pictures.tensors();
    if (places != null) {
      KeptTensors.putBehind(PLACES_PREFIX, places.tensors(), tensors);
    }
    return tensors;
  }

  @Override
  public KnownPictures pictures() {
    return pictures;
  }

  /**
   * The score below which a further picture of the class lies with at most such a probability: of n
   * + 1 pictures that are alike, each is as likely the lowest as any other (conformal prediction).
   */
  @Override
  public double threshold(double rate) {
    return pictures.score(Math.max(rank(rate), 1) - 1);
  }

  /** The share of further pictures of the class that lie below the threshold, at most. */
  double heldRate(double rate) {
    return Math.max(rank(rate), 1) / (pictures.size() + 1.0);
  }

  private int rank(double rate) {
    int n = pictures.size();
    return Math.min(n, (int) Math.floor(rate * (n + 1) + SLACK));
  }

  @Override
  public double[] of(double[] largest, FeatureBatch asked, @Nullable Matrix text) {
    double[][] signs = signs(keys, places, asked);
    return Arrays.stream(signs)
        .mapToDouble(row -> score(pictures.standardised(row), pictures.size()))
        .toArray();
  }
}
