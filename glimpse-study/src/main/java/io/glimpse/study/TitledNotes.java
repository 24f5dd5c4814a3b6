package io.glimpse.study;

import io.glimpse.progress.Notes;
import io.glimpse.progress.Progress;

/**
 * Notes of a part of a study, whose progress is called by what it is of.
 *
 * @param to who hears them
 * @param title data set, encoder and part
 */
record TitledNotes(Notes to, String title) implements Notes {

  @Override
  public void note(String sentence) {
    to.note(sentence);
  }

  @Override
  public void failed(String name, String sentence) {
    to.failed(name, sentence);
  }

  @Override
  public Progress progress(String what, long total) {
    return to.progress(title, total);
  }
}
