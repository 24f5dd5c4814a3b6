package io.glimpse.method;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.matrix.Matrix;
import java.util.Map;

/** What a method makes of a task: an immutable snapshot that many threads may share. */
public interface Classifier {

  ClassSet classes();

  /**
   * The logits of some pictures.
   *
   * @param queries n pictures, of the width that the task had
   * @return n x k
   * @throws IllegalArgumentException if the width is another, or spatial tokens are missing
   */
  Matrix logits(FeatureBatch queries);

  /** The name of the method that made it. */
  String method();

  /** The values in use: those given, or those that the selection chose. */
  Parameters parameters();

  /**
   * What training made, by name; {@link Method#restore} rebuilds the classifier from it. Empty
   * where nothing was trained.
   */
  default Map<String, Matrix> weights() {
    return Map.of();
  }
}
