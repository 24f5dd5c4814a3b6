package io.glimpse.data;

import java.util.List;

/**
 * What a layout found.
 *
 * @param classes in the order of their labels
 * @param parts all pictures
 * @param notes what a user must know of how they were found, one sentence each
 */
record Contents(ClassNames classes, Parts parts, List<String> notes) {

  Contents {
    notes = List.copyOf(notes);
  }
}
