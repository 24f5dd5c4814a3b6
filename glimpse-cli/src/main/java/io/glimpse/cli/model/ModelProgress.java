package io.glimpse.cli.model;

import io.glimpse.cli.console.Console;
import io.glimpse.model.PullListener;
import io.glimpse.progress.Progress;
import org.jspecify.annotations.Nullable;

/** Shows how a model is coming along, in megabytes of the file at hand. */
final class ModelProgress implements PullListener, AutoCloseable {

  private static final long MEGABYTE = 1_000_000;

  private final Console console;
  private final String verb;
  private String file = "";
  private @Nullable Progress shown;

  /**
   * A display.
   *
   * @param verb what is done with each file, such as {@code Fetching}
   */
  ModelProgress(Console console, String verb) {
    this.console = console;
    this.verb = verb;
  }

  @Override
  public void progress(String name, long done, @Nullable Long total) {
    if (total == null || total < 2 * MEGABYTE || done < MEGABYTE) {
      return;
    }
    if (shown == null || !name.equals(file)) {
      close();
      file = name;
      shown = console.progress(verb + " " + name + ", MB", total / MEGABYTE);
    }
    shown.to(done / MEGABYTE);
  }

  @Override
  public void note(String sentence) {
    close();
    console.note(sentence);
  }

  @Override
  public void close() {
    if (shown != null) {
      shown.close();
      shown = null;
    }
  }
}
