package io.glimpse.cli.console;

import java.nio.file.Path;

/** A command cannot go on: one sentence for the user, and exit code 1. */
public final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String path;

  public CommandException(String message) {
    super(message);
    this.path = "";
  }

  public CommandException(String message, Throwable cause) {
    super(message, cause);
    this.path = "";
  }

  /** Something is wrong with a file, which the message begins with. */
  public CommandException(Path file, String what) {
    super(file + ": " + what);
    this.path = file.toString();
  }

  /** The file that this is about, as it was given; empty if it is about none. */
  public String path() {
    return path;
  }
}
