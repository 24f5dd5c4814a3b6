package io.glimpse.study;

/** Hears how a study goes on. Calls never overlap. */
public interface StudyListener {

  /** Hears nothing. */
  StudyListener SILENT = new StudyListener() {};

  /**
   * Pictures or many texts are about to be encoded.
   *
   * @param what of which data set, encoder and part
   * @param count how many
   */
  default void encodes(String what, int count) {}

  /** One more of them is encoded. */
  default void encoded() {}

  /** One sentence that a user should read. */
  default void note(String sentence) {}

  /**
   * A picture, a data set or an experiment is left out; the rest goes on.
   *
   * @param what which
   * @param reason one sentence
   */
  default void failed(String what, String reason) {}

  /**
   * Experiments are about to run.
   *
   * @param toRun how many
   * @param kept how many were finished before and are not run again
   */
  default void runs(int toRun, int kept) {}

  /**
   * An experiment is finished, or has failed.
   *
   * @param result what came out
   * @param done experiments of this run
   * @param total experiments of this run
   * @param secondsLeft a guess; NaN where there is none yet
   */
  default void finished(CellResult result, int done, int total, double secondsLeft) {}
}
