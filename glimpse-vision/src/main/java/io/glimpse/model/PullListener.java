package io.glimpse.model;

import org.jspecify.annotations.Nullable;

/** Hears how a model is coming along; called by one thread at a time. */
public interface PullListener {

  /** Hears nothing. */
  PullListener SILENT =
      new PullListener() {
        @Override
        public void progress(String file, long done, @Nullable Long total) {}

        @Override
        public void note(String sentence) {}
      };

  /**
   * So many bytes of a file are here.
   *
   * @param total null where the length is not known
   */
  void progress(String file, long done, @Nullable Long total);

  /** Something the user should know: a wait, another attempt, a copy that was found. */
  void note(String sentence);
}
