package io.glimpse.method;

import java.util.List;

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
   * What a method cannot do without.
   *
   * @param text a text row for every class
   * @param shots at least one shot
   * @param tokens spatial tokens of the pictures that are asked about
   * @param shotTokens spatial tokens of the shots as well
   */
  record Needs(boolean text, boolean shots, boolean tokens, boolean shotTokens) {}
}
