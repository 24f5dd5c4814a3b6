package io.glimpse.hub;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of the networks that answer for a model.
 *
 * @param images for pictures
 * @param texts for texts, perhaps the same; null if there is none
 * @param notes for the user on why these
 */
record NetworkChoice(Path images, @Nullable Path texts, List<String> notes) {

  NetworkChoice {
    notes = List.copyOf(notes);
  }

  /** Whether one network takes pictures and texts. */
  boolean isWhole() {
    return images.equals(texts);
  }
}
