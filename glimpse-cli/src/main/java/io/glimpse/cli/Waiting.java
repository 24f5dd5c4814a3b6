package io.glimpse.cli;

/** Says that somebody else is changing the same bank. */
final class Waiting {

  private Waiting() {}

  static Runnable of(Console console) {
    return () -> console.status("waiting for another command that changes this bank ...");
  }
}
