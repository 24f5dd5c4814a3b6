package io.glimpse;

import io.glimpse.file.InputException;
import io.glimpse.file.Remedy;
import io.glimpse.progress.Notes;
import io.glimpse.progress.Progress;
import java.io.IOException;

/** Passes notes on, and ends the work at the first input that cannot be used. */
final class StrictNotes implements Notes {

  private final Notes to;

  StrictNotes(Notes to) {
    this.to = to;
  }

  /** Work that hears these notes. */
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Does some work.
   *
   * @throws IOException the work's own, or the sentence of the input that cannot be used
   */
  <T> T run(Work<T> work) throws IOException {
    try {
      return work.run();
    } catch (Refused e) {
      throw e.reason;
    }
  }

  @Override
  public void note(String sentence) {
    to.note(sentence);
  }

  @Override
  public void note(String sentence, Remedy remedy) {
    to.note(sentence, remedy);
  }

  @Override
  public void failed(String name, String sentence) {
    throw new Refused(new InputException("", sentence));
  }

  @Override
  public void failed(String name, IOException reason) {
    throw new Refused(reason);
  }

  @Override
  public Progress progress(String what, long total) {
    return to.progress(what, total);
  }

  /** Carries a failure out of a pipeline. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final IOException reason;

    Refused(IOException reason) {
      super(reason);
      this.reason = reason;
    }
  }
}
