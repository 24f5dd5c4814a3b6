package io.glimpse.cli;

/**
 * Nobody reads the answer any more, as when a pipe's reader has seen enough: the end, in silence.
 */
final class ClosedOutputException extends RuntimeException {

  /** What a shell reports for a program that a closed pipe has ended. */
  static final int EXIT_CODE = 141;

  private static final long serialVersionUID = 1L;
}
