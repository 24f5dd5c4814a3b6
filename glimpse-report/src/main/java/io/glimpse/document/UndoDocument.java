package io.glimpse.document;

import java.util.List;

/**
 * What was taken back of a sorted folder.
 *
 * @param folder as it was given
 * @param moved pictures that are where they were, or beside it
 * @param removed copies and links that are gone
 * @param apart those of the moved whose places others have now
 * @param left pictures that could not be taken back
 * @param errors why
 */
public record UndoDocument(
    String folder,
    int moved,
    int removed,
    List<Apart> apart,
    int left,
    List<ErrorDocument> errors) {

  public UndoDocument {
    apart = List.copyOf(apart);
    errors = List.copyOf(errors);
  }

  /**
   * A picture whose place another has now.
   *
   * @param path where it was
   * @param now where it is
   */
  public record Apart(String path, String now) {}
}
