package io.glimpse.cli.console;

/**
 * Nobody reads the answer any more, as when a pipe's reader has seen enough: the end, in silence.
 */
public final class ClosedOutputException extends RuntimeException {

  /** What a shell reports for a program that a closed pipe has ended. */
  public static final int EXIT_CODE = 141;

  private static final long serialVersionUID = 1L;
}
