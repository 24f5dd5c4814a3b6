package io.glimpse.sorting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Gives pictures their places in a folder by what they were taken for, or says which. */
public interface Sorting extends AutoCloseable {

  /** How pictures come there. */
  Placing placing();

  /**
   * Which classes pictures will be of, so that those whose names can be those of folders keep them.
   */
  void expect(List<String> classes);

  /** Where a file lies: the same for all paths that lead there through links to folders. */
  Path whereIs(Path file) throws IOException;

  /** Whether a file lies in the folder, so that it is not to be sorted into it. */
  boolean holds(Path file) throws IOException;

  /**
   * Where an earlier run moved a file to that is not where it was; empty for all others.
   *
   * @return a path that begins as that of the folder was given
   */
  Optional<Path> earlier(Path file) throws IOException;

  /**
   * Puts a picture into the folder of its class, or of those of none. What has its name stays as it
   * is, and it gets a number then. One that an earlier run has put there already stays, unless it
   * belongs elsewhere now.
   *
   * @param file a regular file
   * @return where it is, a path that begins as that of the folder was given
   * @throws IOException if this picture cannot be put there, naming it; it is where it was
   * @throws SortingStoppedException if no other can, either
   */
  Path place(Path file, Destination destination) throws IOException;

  @Override
  void close() throws IOException;
}
