package io.glimpse.cloud;

import io.glimpse.cloud.PlyHeader.Element;
import io.glimpse.cloud.PlyHeader.Property;

/** The rows of a PLY file of text, a line each. */
final class PlyTextRows implements PlyRows {

  private static final int[] NONE = {};

  private final CloudSource source;
  private final TextScanner scanner;

  PlyTextRows(CloudSource source, TextScanner scanner) {
    this.source = source;
    this.scanner = scanner;
  }

  @Override
  public boolean isText() {
    return true;
  }

  @Override
  public long remaining() {
    return source.length() - (long) scanner.behindLineEnd();
  }

  @Override
  public void readVertices(Element element, int[] columns, double[] coordinates)
      throws CloudException {
    double[] row = new double[element.properties().size()];
    for (int v = 0; v < coordinates.length / 3; v++) {
      nextRow(element, v);
      for (int p = 0; p < row.length; p++) {
        Property property = element.properties().get(p);
        if (property.isList()) {
          list(false);
        } else {
          row[p] = scanner.number();
        }
      }
      scanner.requireEndOfLine(row.length);
      for (int axis = 0; axis < columns.length; axis++) {
        coordinates[3 * v + axis] = row[columns[axis]];
      }
    }
  }

  @Override
  public int[] readList(Element element, int column, long row) throws CloudException {
    nextRow(element, row);
    int[] wanted = NONE;
    for (int p = 0; p < element.properties().size(); p++) {
      if (!element.properties().get(p).isList()) {
        scanner.number();
      } else if (p == column) {
        wanted = list(true);
      } else {
        list(false);
      }
    }
    scanner.requireEndOfLine(element.properties().size());
    return wanted;
  }

  @Override
  public void skip(Element element) throws CloudException {
    for (long row = 0; row < element.rows(); row++) {
      nextRow(element, row);
    }
  }

  @Override
  public void requireEnd() throws CloudException {
    if (scanner.nextWords()) {
      throw source.refuse(
          "line %d goes on behind the last row that the PLY header promises", scanner.line());
    }
  }

  private void nextRow(Element element, long row) throws CloudException {
    if (!scanner.nextWords()) {
      throw source.refuse(
          "the file ends after %d of the %d rows of '%s' that its header promises",
          row, element.rows(), element.name());
    }
  }

  private int[] list(boolean wanted) throws CloudException {
    long count = scanner.wholeNumber();
    if (count < 0 || count > source.length()) {
      throw source.refuse("line %d begins a list of %d values", scanner.line(), count);
    }
    int[] values = wanted ? new int[(int) count] : NONE;
    for (int i = 0; i < count; i++) {
      if (wanted) {
        values[i] = scanner.index();
      } else {
        scanner.number();
      }
    }
    return values;
  }
}
