package io.glimpse.cloud;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of numbers: XYZ, PTS, CSV and TXT. Blanks and tabs separate them, or semicolons or
 * commas where the first lines have such. A first line may name the columns, or say how many points
 * follow; a comment before the data may name them, too. Other lines that begin with {@code #} are
 * passed over, and so is what stands in other columns than those of x, y and z.
 */
final class TextReader {

  private static final List<String> AXES = List.of("x", "y", "z");

  /** What columns are called in the comments of files. */
  private static final Pattern COLUMN =
      Pattern.compile(
          "[xyzabgirstuv]|n[xyz]|normal_?[xyz]|red|green|blue|alpha|rgba?|label|class(ification)?|id"
              + "|index|intensity|reflect\\w*|time\\w*|gps_?time|curvature|confidence|scalar\\w*");

  private final CloudSource source;
  private final CoordinateList points = new CoordinateList();

  /** What separates cells, or null for blanks. */
  private final @Nullable Character separator;

  /** How many names of columns a comment before the data has, and which are those of x, y, z. */
  private int commentedNames = -1;

  private List<Integer> commentedColumns = List.of();

  private final TextScanner scanner;

  /** The columns of x, y and z. */
  private List<Integer> columns = List.of(0, 1, 2);

  private long promised = -1;

  private TextReader(CloudSource source) {
    this.source = source;
    TextScanner lines = TextScanner.ofWords(source);
    List<String> first = new ArrayList<>();
    while (first.size() < 2 && lines.nextLine()) {
      String line = lines.text().strip();
      if (!line.startsWith("#")) {
        first.add(line);
      } else if (first.isEmpty()) {
        readComment(line.substring(1).strip());
      }
    }
    this.separator =
        first.stream().anyMatch(line -> line.indexOf(';') >= 0)
            ? Character.valueOf(';')
            : first.stream().anyMatch(line -> line.indexOf(',') >= 0) ? ',' : null;
    this.scanner =
        separator == null ? TextScanner.ofWords(source) : TextScanner.ofCells(source, separator);
  }

  static CloudFile.Raw read(CloudSource source) throws CloudException {
    return new TextReader(source).read();
  }

  private CloudFile.Raw read() throws CloudException {
    boolean more = scanner.nextWords();
    List<String> words = more ? words() : List.of();
    if (more && readFirstLine(words)) {
      more = scanner.nextWords();
      if (more && promised < 0) {
        requireNamed(words().size(), words.size());
      }
    }
    int needed = 1 + Collections.max(columns);
    double[] point = new double[AXES.size()];
    while (more) {
      for (int column = 0; column < needed; column++) {
        int axis = columns.indexOf(column);
        if (axis < 0) {
          scanner.skipWord();
        } else {
          point[axis] = scanner.number();
        }
      }
      points.add(point[0], point[1], point[2]);
      more = scanner.nextWords();
    }
    if (promised >= 0 && promised != points.points()) {
      throw source.refuse(
          "the first line promises %d points, but %d follow it", promised, points.points());
    }
    CloudFormat format =
        promised >= 0 ? CloudFormat.PTS : separator != null ? CloudFormat.CSV : CloudFormat.XYZ;
    return CloudFile.Raw.cloud(format, points.toArray());
  }

  private List<String> words() {
    List<String> words = new ArrayList<>();
    while (scanner.hasWord()) {
      words.add(name(scanner.word()));
    }
    scanner.rewindLine();
    return words;
  }

  /** Whether the first line is no point: names of columns, or the number of points. */
  private boolean readFirstLine(List<String> words) throws CloudException {
    List<Integer> named = columnsOf(words);
    if (named != null) {
      columns = named;
      return true;
    }
    if (words.size() == 1) {
      promised = scanner.wholeNumber();
      return true;
    }
    if (words.size() == commentedNames) {
      columns = commentedColumns;
    }
    return false;
  }

  private void readComment(String line) {
    List<String> names = new ArrayList<>();
    for (String word : line.split("[\\s,;]+", -1)) {
      names.add(name(word));
    }
    List<Integer> named = columnsOf(names);
    // Not a sentence in which x, y and z occur.
    if (named != null && names.stream().allMatch(name -> COLUMN.matcher(name).matches())) {
      commentedNames = names.size();
      commentedColumns = named;
    }
  }

  /** Refuses rows that the names do not fit, as where rows have a number that nobody named. */
  private void requireNamed(int values, int names) throws CloudException {
    if (values > names || (separator == null && values < names)) {
      throw source.refuse(
          "line %d has %d values under %d names of columns", scanner.line(), values, names);
    }
  }

  /** Where x, y and z are among names of columns, or null if one of them is missing. */
  private static @Nullable List<Integer> columnsOf(List<String> names) {
    List<Integer> columns = AXES.stream().map(names::indexOf).toList();
    return columns.contains(-1) ? null : columns;
  }

  /** A column's name without quotes, comment marks, unit and case. */
  private static String name(String word) {
    return word.replaceAll("[\"'/]|\\s*[(\\[].*", "").toLowerCase(Locale.ROOT);
  }
}
