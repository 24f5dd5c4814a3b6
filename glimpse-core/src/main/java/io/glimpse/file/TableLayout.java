package io.glimpse.file;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a table that lists files is to be read, where it does not say so itself.
 *
 * @param path the head of the column of paths; null for one of the usual spellings
 * @param label the head of the column of classes; null for one of the usual spellings
 * @param root the folder that relative paths are below; null for the one that the table names, or
 *     else lies in
 */
public record TableLayout(@Nullable String path, @Nullable String label, @Nullable Path root) {

  private static final TableLayout USUAL = new TableLayout(null, null, null);

  /** As tables are usually written: {@code path} and {@code label}, paths beside the table. */
  public static TableLayout usual() {
    return USUAL;
  }
}
