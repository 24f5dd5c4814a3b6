package io.glimpse.cli;

import io.glimpse.encoder.TextListener;
import org.jspecify.annotations.Nullable;

/** Shows how far the encoding of many texts has come. */
final class TextProgress implements TextListener, AutoCloseable {

  private final Console console;
  private @Nullable Progress progress;

  TextProgress(Console console) {
    this.console = console;
  }

  @Override
  public void encoded(int done, int total) {
    if (progress == null) {
      // The clock starts only now.
      progress = console.progress("texts", total, done);
    }
    progress.to(done);
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
    }
  }
}
