package io.glimpse.cli.console;

import java.util.function.Supplier;

/**
 * What a person should know who stops a command by Ctrl-C: what was done so far, and how to go on.
 * It is said where a signal ends the process between the start and {@link #close}, and nowhere
 * else.
 */
public final class StopNote implements AutoCloseable {

  private final Thread hook;

  /**
   * Says a sentence when the process is stopped.
   *
   * @param sentence empty for none; asked on another thread
   */
  public StopNote(Console console, Supplier<String> sentence) {
    this.hook =
        new Thread(
            () -> {
              String said = sentence.get();
              if (!said.isEmpty()) {
                console.note("stopped: " + said);
              }
            },
            "glimpse-stopped");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is being said.
    }
  }
}
