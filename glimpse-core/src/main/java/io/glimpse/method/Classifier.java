package io.glimpse.method;

import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a method makes of a task: an immutable snapshot that many threads may share. */
public interface Classifier {

  ClassSet classes();

  /**
   * The logits of some pictures. Those of different methods differ in scale: compare them within a
   * classifier only.
   *
   * @param queries n pictures, of the width that the task had
   * @return n x k
   * @throws IllegalArgumentException if the width is another, or spatial tokens are missing
   */
  Matrix logits(FeatureBatch queries);

  /**
   * What the texts and what the shots say of some pictures, apart; empty where there are no texts,
   * or where the two cannot be told apart.
   *
   * @param queries n pictures, as for {@link #logits}
   * @throws IllegalArgumentException as {@link #logits} does
   */
  default Optional<LogitParts> parts(FeatureBatch queries) {
    return Optional.empty();
  }

  /**
   * What it computes, as plain data; empty where it is no formula of the listed kinds.
   *
   * <p>It is made at every call, and may be as large as the classifier.
   */
  default Optional<LogitFormula> formula() {
    return Optional.empty();
  }

  /** The method that made it. */
  Method method();

  /** The values in use: those given, or those that the selection chose. */
  Parameters parameters();

  /**
   * What training made, by name; {@link Method#restore} rebuilds the classifier from it. Empty
   * where nothing was trained.
   */
  default Map<String, Matrix> weights() {
    return Map.of();
  }

  /**
   * The shots that are nearest to a picture, the nearest first; none where a picture is not
   * compared with shots.
   *
   * @param query 1 picture
   * @param most how many at most, at least 0
   * @throws IllegalArgumentException if there is more than one picture
   */
  default List<Vote> nearestShots(FeatureBatch query, int most) {
    return List.of();
  }

  /**
   * This classifier with more shots, and perhaps more classes behind its own, without fitting anew.
   * What is known of the other classes stays as it is.
   *
   * @param text texts that begin with those of this classifier, where it has some
   * @param shots a cache that begins with the shots of this classifier, where it has some, and has
   *     one at least of every class
   * @return empty where it has to be fitted, or trained, again
   */
  default Optional<Classifier> grown(TextFeatures text, Cache shots) {
    return Optional.empty();
  }

  /**
   * This classifier without one of its shots, without fitting anew.
   *
   * @param shot its place among the shots
   * @param fewer the cache of this classifier without it, which still has one of every class that
   *     had one
   * @return empty where it has to be made, or trained, again
   */
  default Optional<Classifier> without(int shot, Cache fewer) {
    return Optional.empty();
  }

  /**
   * How it would answer its own shots without having seen them; empty where it does not know. May
   * cost as much as a fit.
   */
  default Optional<UnseenAnswers> leaveOneOut() {
    return Optional.empty();
  }

  /**
   * Examples that every class needs before its answers to left-out shots tell how sure to be; with
   * fewer, its probabilities are not called calibrated.
   */
  default int leastToCalibrate() {
    return 1;
  }

  /** Whether the softmax of its logits is meant as a probability as it is. */
  default boolean isProbabilistic() {
    return false;
  }

  /**
   * What attention between places and texts is multiplied by; empty where there is no attention.
   */
  default OptionalDouble attentionScale() {
    return OptionalDouble.empty();
  }
}
