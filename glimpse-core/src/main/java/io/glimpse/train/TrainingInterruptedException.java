package io.glimpse.train;

/**
 * Training was stopped because its thread was interrupted. The thread's interrupt flag stays set.
 */
public final class TrainingInterruptedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private TrainingInterruptedException() {
    super("training was interrupted; nothing of it was kept");
  }

  /**
   * Goes on unless the current thread was interrupted.
   *
   * @throws TrainingInterruptedException if it was
   */
  public static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new TrainingInterruptedException();
    }
  }
}
