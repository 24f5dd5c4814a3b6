package io.glimpse.inference;

/**
 * Hears of every image and point cloud that the classifiers of a {@link io.glimpse.Glimpse} were
 * asked to classify, but not of ready features, for the figures of a running service. It gets no
 * name of a file or a class, because figures must not tell what was in the pictures.
 *
 * <p>Called on the thread that gets the answer; several threads may call at a time.
 */
@FunctionalInterface
public interface AnswerListener {

  /** Hears nothing. */
  AnswerListener NONE = (good, nanos) -> {};

  /**
   * One input was answered, or refused.
   *
   * @param good whether there is a prediction; otherwise the input could not be used
   * @param nanos how long the caller waited for it, in nanoseconds: of many inputs, which are
   *     worked on ahead, the later ones may take no time at all
   */
  void answered(boolean good, long nanos);
}
