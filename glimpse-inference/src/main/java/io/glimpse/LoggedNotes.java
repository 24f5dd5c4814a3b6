package io.glimpse;

import io.glimpse.progress.Notes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Notes to the platform's logger of the name {@code io.glimpse}. They are of the level DEBUG, so
 * that a program says nothing that it was not asked for: whatever a caller has to know, methods
 * return or throw.
 */
final class LoggedNotes implements Notes {

  private static final Logger LOGGER = System.getLogger("io.glimpse");

  @Override
  public void note(String sentence) {
    LOGGER.log(Level.DEBUG, sentence);
  }

  @Override
  public void failed(String name, String sentence) {
    LOGGER.log(Level.DEBUG, sentence);
  }
}
