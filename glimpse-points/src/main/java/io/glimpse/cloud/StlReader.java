package io.glimpse.cloud;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/** Reads STL files, binary and text. A binary file may well begin with the word "solid". */
final class StlReader {

  private static final int HEADER = 84;
  private static final int FACET = 50;
  private static final int NORMAL = 12;

  /** Where the first facet of a text must have begun; names of solids are shorter. */
  private static final int LONGEST_NAME = 4096;

  private StlReader() {}

  /** Whether the length is that of a binary file with the number of facets that stands in it. */
  static boolean isBinary(CloudSource source) {
    return source.length() >= HEADER && HEADER + FACET * facets(source) == source.length();
  }

  /** Whether it is text: it begins with "solid", and goes on with a facet or the end. */
  static boolean isText(CloudSource source) {
    TextScanner scanner = TextScanner.ofWords(source);
    if (!scanner.nextWords() || !scanner.word().equalsIgnoreCase("solid")) {
      return false;
    }
    while (scanner.nextWords()) {
      String word = statement(scanner);
      if (word.equals("facet") || word.equals("endsolid")) {
        return true;
      }
      if (scanner.behindLineEnd() > LONGEST_NAME) {
        return false;
      }
    }
    return false;
  }

  /** What a line begins with; some programs write the word "end" by itself. */
  private static String statement(TextScanner scanner) {
    String word = scanner.word();
    return (word.equalsIgnoreCase("end") ? word + scanner.word() : word).toLowerCase(Locale.ROOT);
  }

  private static long facets(CloudSource source) {
    return source.buffer(ByteOrder.LITTLE_ENDIAN).getInt(HEADER - 4) & 0xffffffffL;
  }

  static CloudFile.Raw read(CloudSource source) throws CloudException {
    if (isBinary(source)) {
      return readBinary(source);
    }
    if (isText(source)) {
      return readText(source);
    }
    if (source.length() < HEADER) {
      throw source.refuse(
          "this is no STL file: neither text that begins with 'solid' nor %d bytes long", HEADER);
    }
    throw source.refuse(
        "byte 80 promises %d facets, which make %d bytes, but the file has %d",
        facets(source), HEADER + FACET * facets(source), source.length());
  }

  private static CloudFile.Raw readBinary(CloudSource source) {
    int facets = (int) facets(source);
    ByteBuffer buffer = source.buffer(ByteOrder.LITTLE_ENDIAN);
    double[] coordinates = new double[9 * facets];
    for (int f = 0; f < facets; f++) {
      int at = HEADER + FACET * f + NORMAL;
      for (int i = 0; i < 9; i++) {
        coordinates[9 * f + i] = buffer.getFloat(at + 4 * i);
      }
    }
    int[] triangles = new int[3 * facets];
    java.util.Arrays.setAll(triangles, i -> i);
    return new CloudFile.Raw(CloudFormat.STL, coordinates, triangles);
  }

  private static CloudFile.Raw readText(CloudSource source) throws CloudException {
    TextScanner scanner = TextScanner.ofWords(source);
    CoordinateList vertices = new CoordinateList();
    FaceList faces = new FaceList();
    int first = 0;
    boolean open = true;
    while (scanner.nextWords()) {
      switch (statement(scanner)) {
        case "solid" -> open = true;
        case "endsolid" -> open = false;
        case "facet" -> first = vertices.points();
        case "vertex" -> vertices.add(scanner.number(), scanner.number(), scanner.number());
        case "endfacet" -> {
          int[] corners = new int[vertices.points() - first];
          for (int i = 0; i < corners.length; i++) {
            corners[i] = first + i;
          }
          if (corners.length < 3) {
            throw source.refuse(
                "the facet that ends on line %d has %d corners", scanner.line(), corners.length);
          }
          faces.addPolygon(corners, corners.length);
          first = vertices.points();
        }
        case "outer", "endloop" -> {}
        default ->
            throw source.refuse(
                "line %d is not understood: %s",
                scanner.line(), CloudSource.shorten(scanner.text()));
      }
    }
    if (open || first != vertices.points()) {
      throw source.refuse("the file is cut off, it ends without 'endsolid'");
    }
    return new CloudFile.Raw(
        CloudFormat.STL, vertices.toArray(), faces.toArray(vertices.points(), source));
  }
}
