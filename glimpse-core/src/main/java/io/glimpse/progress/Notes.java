package io.glimpse.progress;

import io.glimpse.file.Remedy;
import java.io.IOException;

/**
 * Hears what a person should know while work goes on: sentences, single inputs that could not be
 * used, and how far it has come. A console prints it, a server logs it, a library's user hears
 * nothing unless he asks.
 *
 * <p>Called on the thread that does the work; several threads may call at a time.
 */
public interface Notes {

  /** Hears nothing. */
  Notes SILENT = new Notes() {};

  /** Something worth knowing, one sentence; the same one may come more than once. */
  default void note(String sentence) {}

  /** Something that makes a figure mean less than it seems to, one sentence. */
  default void warning(String sentence) {
    note(sentence);
  }

  /**
   * Something worth knowing that can be mended.
   *
   * @param sentence has the remedy's phrase, which a front may say in its own words
   */
  default void note(String sentence, Remedy remedy) {
    note(sentence);
  }

  /**
   * One of many inputs could not be used, and the others went on.
   *
   * @param name of the input, as it was given
   * @param sentence what is wrong with it; begins with its name
   */
  default void failed(String name, String sentence) {}

  /** See {@link #failed(String, String)}. */
  default void failed(String name, IOException reason) {
    failed(name, String.valueOf(reason.getMessage()));
  }

  /**
   * Work of many equal parts begins.
   *
   * @param what one word for it, such as {@code encode}
   * @param total number of parts
   */
  default Progress progress(String what, long total) {
    return Progress.NONE;
  }
}
