package io.glimpse.sorting;

import java.io.IOException;

/**
 * Sorting cannot go on, for what was done could not be remembered or the disk is full. What was
 * sorted before stays so, and nothing is half done.
 */
public final class SortingStoppedException extends IOException {

  private static final long serialVersionUID = 1L;

  SortingStoppedException(String sentence, IOException cause) {
    super(sentence, cause);
  }
}
