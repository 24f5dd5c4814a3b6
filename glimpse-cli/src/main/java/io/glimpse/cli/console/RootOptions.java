package io.glimpse.cli.console;

/** What may stand before the name of a command. */
public interface RootOptions {

  /** Whether JSON was asked for, which only commands take. */
  boolean json();
}
