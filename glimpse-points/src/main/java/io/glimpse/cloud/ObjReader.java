package io.glimpse.cloud;

/** Reads the vertices and faces of Wavefront OBJ files; everything else in them is passed over. */
final class ObjReader {

  private static final int LONGEST_POLYGON = 1 << 20;

  private final CloudSource source;
  private final CoordinateList vertices = new CoordinateList();
  private final FaceList faces = new FaceList();
  private int[] corners = new int[16];

  private ObjReader(CloudSource source) {
    this.source = source;
  }

  static CloudFile.Raw read(CloudSource source) throws CloudException {
    return new ObjReader(source).read();
  }

  private CloudFile.Raw read() throws CloudException {
    TextScanner scanner = TextScanner.ofContinuedLines(source);
    while (scanner.nextWords()) {
      switch (scanner.word()) {
        case "v" -> vertices.add(scanner.number(), scanner.number(), scanner.number());
        case "f", "fo" -> readFace(scanner);
        default -> {}
      }
    }
    return new CloudFile.Raw(
        CloudFormat.OBJ, vertices.toArray(), faces.toArray(vertices.points(), source));
  }

  private void readFace(TextScanner scanner) throws CloudException {
    int count = 0;
    int line = scanner.line();
    while (scanner.hasWord()) {
      long number = scanner.beforeSlash();
      // Vertices count from 1; negative numbers count back from the last vertex so far.
      long vertex = number < 0 ? vertices.points() + number : number - 1;
      if (vertex < 0 || vertex > Integer.MAX_VALUE || count == LONGEST_POLYGON) {
        throw source.refuse("line %d has a corner at vertex %d, which there is not", line, number);
      }
      if (count == corners.length) {
        corners = java.util.Arrays.copyOf(corners, 2 * count);
      }
      corners[count++] = (int) vertex;
    }
    if (count < 3) {
      throw source.refuse("line %d has a face of %d corners, at least 3 are needed", line, count);
    }
    faces.addPolygon(corners, count);
  }
}
