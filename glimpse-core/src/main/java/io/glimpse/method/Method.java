package io.glimpse.method;

import io.glimpse.matrix.Matrix;
import java.util.List;
import java.util.Map;

/**
 * A way to classify by features: takes a task, gives a classifier.
 *
 * <p>A method holds no state and may be shared. All are listed in {@link Methods}.
 */
public interface Method {

  /** The name on the command line, such as {@code tip}. */
  String name();

  /** One sentence for people: what it computes and what it needs. */
  String summary();

  /** Its parameters with their defaults, in the order in which help and answers list them. */
  List<Parameter> parameters();

  /** What the task must bring: texts, shots, spatial tokens. */
  Needs needs();

  /**
   * Makes a classifier for a task, choosing or training what is to be chosen or trained.
   *
   * @throws IllegalArgumentException if the task lacks what the method needs, saying what
   */
  Classifier fit(Task task);

  /**
   * Rebuilds a classifier without training it again.
   *
   * @param task as it was for {@link #fit}, with the parameters that the classifier had; nothing is
   *     chosen, whatever its selection
   * @param weights of the classifier, see {@link Classifier#weights()}
   * @throws IllegalArgumentException if a tensor is missing or has a shape that does not fit
   */
  default Classifier restore(Task task, Map<String, Matrix> weights) {
    return fit(task.fixed());
  }

  /**
   * What a method cannot do without.
   *
   * @param text a text row for every class
   * @param shots at least one shot
   * @param tokens spatial tokens of the pictures that are asked about
   * @param shotTokens spatial tokens of the shots as well
   * @param raw features of pictures as the encoder gives them, not unit rows
   */
  record Needs(boolean text, boolean shots, boolean tokens, boolean shotTokens, boolean raw) {

    /** Unit rows of pictures. */
    public Needs(boolean text, boolean shots, boolean tokens, boolean shotTokens) {
      this(text, shots, tokens, shotTokens, false);
    }
  }
}
