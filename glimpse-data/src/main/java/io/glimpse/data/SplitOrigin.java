package io.glimpse.data;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a data set come from.
 *
 * @param kind of origin
 * @param file the split file, null where there is none
 * @param sha256 of that file, in hex; null where there is none
 */
public record SplitOrigin(Kind kind, @Nullable Path file, @Nullable String sha256) {

  /** How a data set was split. */
  public enum Kind {
    /** A split file whose digest is the published one. */
    PUBLISHED,
    /** A split file whose digest is not the published one, or not known. */
    FILE,
    /** The data set's own lists or folders, which are what papers use too. */
    OFFICIAL,
    /** Drawn here, by the published rule. */
    DRAWN
  }
}
