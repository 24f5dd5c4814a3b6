package io.glimpse.listing;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as it stands in its file.
 *
 * @param heads names of the columns
 * @param rows below them
 * @param folder that the table itself says its paths are below; null if it does not
 */
record TableCells(List<String> heads, List<Row> rows, @Nullable Path folder) {

  /**
   * A row.
   *
   * @param place for messages, such as {@code row 3}
   * @param values one a column, empty where there is none
   */
  record Row(String place, List<String> values) {}
}
