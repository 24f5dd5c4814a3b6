package io.glimpse.cloud;

import io.glimpse.cloud.PlyHeader.Element;

/** Reads PLY files, text and binary: clouds and meshes, with properties of any type and order. */
final class PlyReader {

  private static final String[] AXES = {"x", "y", "z"};

  private final CloudSource source;
  private final FaceList faces = new FaceList();
  private double[] coordinates = new double[0];
  private boolean verticesSeen;

  private PlyReader(CloudSource source) {
    this.source = source;
  }

  static CloudFile.Raw read(CloudSource source) throws CloudException {
    return new PlyReader(source).read();
  }

  private CloudFile.Raw read() throws CloudException {
    TextScanner scanner = TextScanner.ofWords(source);
    PlyHeader header = PlyHeader.read(source, scanner);
    PlyRows rows =
        header.order() == null
            ? new PlyTextRows(source, scanner)
            : new PlyBinaryRows(source, header.order(), header.dataStart());
    for (Element element : header.elements()) {
      long least = element.rows() * element.leastRowBytes(rows.isText());
      if (element.properties().isEmpty() && !element.name().equals("vertex")) {
        continue;
      }
      // The last line of a text needs no end.
      if (element.rows() > source.length() || least - (rows.isText() ? 1 : 0) > rows.remaining()) {
        throw source.truncated(
            element.rows() + " rows of '" + element.name() + "'", least, rows.remaining());
      }
      read(element, rows);
    }
    rows.requireEnd();
    if (!verticesSeen) {
      throw source.refuse("the PLY header has no element 'vertex'");
    }
    int[] triangles = faces.toArray(coordinates.length / 3, source);
    return new CloudFile.Raw(CloudFormat.PLY, coordinates, triangles);
  }

  private void read(Element element, PlyRows rows) throws CloudException {
    switch (element.name()) {
      case "vertex" -> readVertices(element, rows);
      case "face" -> readCorners(element, corners(element), false, rows);
      case "tristrips" -> readCorners(element, corners(element), true, rows);
      default -> rows.skip(element);
    }
  }

  /** The list of corners, by either of its two usual names. */
  private static int corners(Element element) {
    return Math.max(element.indexOf("vertex_indices"), element.indexOf("vertex_index"));
  }

  private void readVertices(Element element, PlyRows rows) throws CloudException {
    int[] columns = new int[AXES.length];
    for (int axis = 0; axis < AXES.length; axis++) {
      columns[axis] = element.indexOf(AXES[axis]);
      if (columns[axis] < 0 || element.properties().get(columns[axis]).isList()) {
        throw source.refuse("the PLY header gives vertices no property '%s'", AXES[axis]);
      }
    }
    if (verticesSeen) {
      throw source.refuse("the PLY header has two elements 'vertex'");
    }
    verticesSeen = true;
    coordinates = new double[Math.toIntExact(3 * element.rows())];
    rows.readVertices(element, columns, coordinates);
  }

  private void readCorners(Element element, int list, boolean strips, PlyRows rows)
      throws CloudException {
    if (list < 0 || !element.properties().get(list).isList()) {
      if (element.rows() > 0 && !strips) {
        throw source.refuse("the PLY header gives faces no list 'vertex_indices'");
      }
      rows.skip(element);
      return;
    }
    for (long row = 0; row < element.rows(); row++) {
      int[] corners = rows.readList(element, list, row);
      if (strips) {
        faces.addStrips(corners);
      } else {
        faces.addPolygon(corners, corners.length);
      }
    }
  }
}
