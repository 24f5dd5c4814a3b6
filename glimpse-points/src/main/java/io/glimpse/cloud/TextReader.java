package io.glimpse.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads lines of numbers: XYZ, PTS, CSV and TXT. Blanks, tabs, commas and semicolons separate them;
 * a first line may name the columns, or say how many points follow. Lines that begin with {@code #}
 * are passed over, and so is all that stands behind x, y and z.
 */
final class TextReader {

  private static final String[] AXES = {"x", "y", "z"};

  private final CloudSource source;
  private final TextScanner scanner;
  private final CoordinateList points = new CoordinateList();

  /** The columns of x, y and z, and how many must be read to have them. */
  private int[] columns = {0, 1, 2};

  private int needed = 3;
  private long promised = -1;

  private TextReader(CloudSource source) {
    this.source = source;
    this.scanner = new TextScanner(source, true);
  }

  static CloudFile.Raw read(CloudSource source) throws CloudException {
    return new TextReader(source).read();
  }

  private CloudFile.Raw read() throws CloudException {
    boolean more = scanner.nextWords();
    boolean separated = more && isSeparated(scanner.text());
    if (more) {
      more = !readFirstLine() || scanner.nextWords();
      separated |= more && isSeparated(scanner.text());
    }
    double[] row = new double[needed];
    while (more) {
      for (int i = 0; i < needed; i++) {
        row[i] = scanner.number();
      }
      points.add(row[columns[0]], row[columns[1]], row[columns[2]]);
      more = scanner.nextWords();
    }
    if (promised >= 0 && promised != points.points()) {
      throw source.refuse(
          "the first line promises %d points, but %d follow it", promised, points.points());
    }
    CloudFormat format =
        promised >= 0 ? CloudFormat.PTS : separated ? CloudFormat.CSV : CloudFormat.XYZ;
    return CloudFile.Raw.cloud(format, points.toArray());
  }

  private static boolean isSeparated(String line) {
    return line.indexOf(',') >= 0 || line.indexOf(';') >= 0;
  }

  /** Whether the first line is no point: names of columns, or the number of points. */
  private boolean readFirstLine() throws CloudException {
    List<String> words = new ArrayList<>();
    while (scanner.hasWord()) {
      words.add(name(scanner.word()));
    }
    scanner.rewindLine();
    int[] named = new int[AXES.length];
    for (int axis = 0; axis < AXES.length; axis++) {
      named[axis] = words.indexOf(AXES[axis]);
    }
    if (named[0] >= 0 && named[1] >= 0 && named[2] >= 0) {
      columns = named;
      needed = 1 + Math.max(named[0], Math.max(named[1], named[2]));
      return true;
    }
    if (words.size() == 1) {
      promised = scanner.wholeNumber();
      return true;
    }
    return false;
  }

  /** A column's name without quotes, comment marks and case. */
  private static String name(String word) {
    return word.replaceAll("[\"'/]", "").toLowerCase(Locale.ROOT);
  }
}
