package io.glimpse.cli.bank;

import io.glimpse.cli.console.Console;

/** Says that somebody else is changing the same bank. */
final class Waiting {

  private Waiting() {}

  static Runnable of(Console console) {
    return () -> console.status("waiting for another command that changes this bank ...");
  }
}
