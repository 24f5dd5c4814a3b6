package io.glimpse.cloud;

import io.glimpse.cloud.PlyHeader.Element;

/** The rows of a PLY file's elements, one element after the other. */
interface PlyRows {

  boolean isText();

  /** Bytes from here to the end of the file. */
  long remaining();

  /**
   * Reads all rows of the vertices.
   *
   * @param columns of x, y and z
   * @param coordinates {@code [rows, 3]}, filled
   */
  void readVertices(Element element, int[] columns, double[] coordinates) throws CloudException;

  /** Reads one row and gives the values of a list of it. */
  int[] readList(Element element, int column, long row) throws CloudException;

  /** Goes past all rows of an element. */
  void skip(Element element) throws CloudException;

  /** Refuses what goes on behind the last row. */
  void requireEnd() throws CloudException;
}
