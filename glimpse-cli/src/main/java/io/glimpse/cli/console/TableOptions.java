package io.glimpse.cli.console;

import io.glimpse.file.TableLayout;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How tables that list files are read. */
public final class TableOptions {

  /** What may stand for a folder with one folder a class. */
  public static final String TABLE =
      "or a table with the columns path and label: CSV, TSV, JSON lines, or what 'data sample"
          + " --json' prints.";

  @Option(
      names = "--columns",
      paramLabel = "PATH,LABEL",
      description = "The heads of a table's columns, where they are unusual.")
  @Nullable String columns;

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "The folder that a table's relative paths are below; default: the table's own.")
  @Nullable Path root;

  /** What they say, checked. */
  public TableLayout layout() {
    if (columns == null) {
      return new TableLayout(null, null, root);
    }
    int comma = columns.indexOf(',');
    String path = comma < 0 ? columns : columns.substring(0, comma);
    String label = comma < 0 ? null : columns.substring(comma + 1);
    if (path.isBlank() || (label != null && label.isBlank())) {
      throw new UsageException(
          "--columns names the column of paths and that of labels, as filename,species; not '"
              + columns
              + "'");
    }
    return new TableLayout(path, label, root);
  }
}
