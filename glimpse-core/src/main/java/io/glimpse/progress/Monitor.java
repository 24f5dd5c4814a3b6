package io.glimpse.progress;

/** Hears how a fit goes on: for progress bars, timings, plots and notes to the user. */
public interface Monitor {

  /** Hears nothing. */
  Monitor NONE = new Monitor() {};

  /** The parts of a fit. */
  enum Phase {
    /** What is computed once before a search, such as affinities. */
    PREPARE,
    /** Training, or the making of a classifier. */
    FIT,
    /** The search for parameters. */
    SELECT
  }

  /** A part of the fit begins, and the one before it ends. */
  default void phase(Phase phase) {}

  /** So much of the present phase is done. */
  default void progress(long done, long total) {}

  /**
   * An epoch of training has ended.
   *
   * @param epoch from 1
   * @param loss mean cross-entropy over the epoch's batches
   * @param accuracy share of the training rows that were answered rightly, 0 to 1
   */
  default void epoch(int epoch, double loss, double accuracy) {}

  /**
   * One of several trainings begins, of which only one will be kept; the epochs that follow are of
   * this one.
   *
   * @param candidate from 1
   */
  default void candidate(int candidate) {}

  /** Of several trainings this one was kept; the epochs of the others count no more. */
  default void kept(int candidate) {}

  /** Something that the user should know; one sentence. */
  default void warn(String message) {}
}
