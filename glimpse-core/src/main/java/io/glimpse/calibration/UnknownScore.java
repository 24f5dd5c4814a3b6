package io.glimpse.calibration;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.matrix.Matrix;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much a picture is like what is known, and how unseen pictures of the classes score, from
 * which a threshold is told.
 */
sealed interface UnknownScore permits KnownScore, MatchScore, OneClassScore {

  /** The signs that make the score, by name. */
  List<String> signs();

  /** What it computes, as plain data; empty where it looks at places, or at pairs. */
  Optional<ScoreFormula> formula();

  /** What a bank keeps of it, by name. */
  Map<String, Matrix> tensors();

  /** Unseen pictures of the classes, whose scores are known. */
  KnownPictures pictures();

  /** How many of them there are. */
  default int examples() {
    return pictures().size();
  }

  /** Whether a threshold can be told. */
  default boolean hasThreshold() {
    return examples() > 0;
  }

  /** Whether so small a share of such pictures can be told from none. */
  default boolean allows(double rate) {
    return rate == 0 || rate * (examples() + 1) >= 1;
  }

  /**
   * The score below which such a share of unseen pictures of the classes lies; where they are too
   * few for that, the lowest of them.
   *
   * @param rate at least 0 and below 1
   * @throws IllegalArgumentException if no such pictures are known
   */
  double threshold(double rate);

  /**
   * The scores of some pictures.
   *
   * @param largest the top probability of each
   * @param asked n pictures
   * @param text k x d; null where there are no texts
   * @return n values, the lower the less known
   */
  double[] of(double[] largest, FeatureBatch asked, @Nullable Matrix text);
}
