package io.glimpse.cli.console;

/** The command line itself is wrong: one sentence for the user, and exit code 2. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
