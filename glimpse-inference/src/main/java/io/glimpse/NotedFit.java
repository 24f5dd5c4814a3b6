package io.glimpse;

import io.glimpse.progress.Monitor;
import io.glimpse.progress.Notes;

/** Makes notes of what a fit warns of. */
record NotedFit(Notes notes) implements Monitor {

  @Override
  public void warn(String message) {
    notes.note(message);
  }
}
