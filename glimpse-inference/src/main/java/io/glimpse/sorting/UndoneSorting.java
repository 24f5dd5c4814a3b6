package io.glimpse.sorting;

import java.nio.file.Path;
import java.util.List;

/**
 * What was taken back of a sorted folder.
 *
 * @param moved pictures that are where they were, or beside it
 * @param removed copies and links that are gone
 * @param apart those of the moved that had to get another name
 * @param left pictures that could not be taken back, which another try may
 */
public record UndoneSorting(int moved, int removed, List<Apart> apart, int left) {

  public UndoneSorting {
    apart = List.copyOf(apart);
  }

  /**
   * A picture whose place somebody else's file has now.
   *
   * @param from where it was
   * @param now where it is
   */
  public record Apart(Path from, Path now) {}
}
