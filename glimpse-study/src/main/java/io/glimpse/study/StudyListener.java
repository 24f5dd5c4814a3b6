package io.glimpse.study;

import io.glimpse.progress.Notes;

/**
 * Hears how a study goes on: also what is encoded, what is worth knowing, and which pictures, data
 * sets and experiments are left out while the rest goes on. Calls never overlap.
 */
public interface StudyListener extends Notes {

  /** Hears nothing. */
  StudyListener SILENT = new StudyListener() {};

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
