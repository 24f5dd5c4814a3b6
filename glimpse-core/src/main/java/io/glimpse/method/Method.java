package io.glimpse.method;

import io.glimpse.matrix.Matrix;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

  /**
   * What a user need not say of the parameters where objects have several views, as they would be
   * typed.
   *
   * @param views of every object, at least 1
   */
  default Map<String, String> parametersFor(int views) {
    return Map.of();
  }

  /**
   * What a user need not say of the parameters where classes have different numbers of shots, so
   * that none answers more often for having more; empty where the method sees to it by itself.
   *
   * @param shots of every class, at least 1 each
   * @param asked the parameters as they are without it
   */
  default Map<String, String> balanced(int[] shots, Parameters asked) {
    return Map.of();
  }

  /** What the task must bring: texts, shots, spatial tokens. */
  Set<Need> needs();

  /** Whether it cannot do without. */
  default boolean needs(Need need) {
    return needs().contains(need);
  }

  /** The ways to choose its parameters that it has; {@link Selection#FIXED} always. */
  Set<Selection> selections();

  /**
   * The names of the parameters that a fit puts values of its own in, so that what a classifier has
   * there was nobody's wish.
   *
   * @param selection how the task has parameters chosen
   * @param used the classifier's parameters, of which the others say what was chosen
   */
  default Set<String> chosen(Selection selection, Parameters used) {
    return Set.of();
  }

  /**
   * How it sees an object of several views. Views that became one feature have no spatial tokens
   * any more, so that only a method of shots without tokens sees all at a time.
   */
  default Sees sees() {
    return needs(Need.SHOTS) && !needs(Need.TOKENS) ? Sees.ALL_VIEWS : Sees.EACH_VIEW;
  }

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
   * Whether a fit is a closed form of texts and shots, in which nothing is drawn or chosen on other
   * data: what it made may be thrown away when the shots change, for a fit of these makes the same
   * whoever does it. {@link #restore} without weights is such a fit.
   */
  default boolean isClosedForm() {
    return false;
  }

  /**
   * Whether its classifiers know how they would answer their own shots without having seen them,
   * see {@link Classifier#leaveOneOut}, where a class has several of them.
   */
  default boolean leavesOneOut() {
    return false;
  }

  /**
   * How much the accuracy on the task's validation data depends on the parameters that a search
   * would choose; empty where there is no such map, or the task lacks what it takes.
   *
   * @param steps of either parameter, at least 2
   */
  default Optional<Sensitivity> sensitivity(Task task, int steps) {
    return Optional.empty();
  }
}
