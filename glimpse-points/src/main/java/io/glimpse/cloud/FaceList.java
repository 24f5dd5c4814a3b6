package io.glimpse.cloud;

import java.util.Arrays;

/** The triangles of a mesh while it is read: polygons are cut into fans, strips into triangles. */
final class FaceList {

  private int[] corners = new int[48];
  private int length;

  /** Adds a polygon, of which two corners or fewer enclose nothing. */
  void addPolygon(int[] polygon, int count) {
    for (int i = 2; i < count; i++) {
      add(polygon[0], polygon[i - 1], polygon[i]);
    }
  }

  /** Adds strips of triangles, one behind the other, each ended by -1 or the end of the list. */
  void addStrips(int[] strips) {
    int from = 0;
    for (int i = 0; i < strips.length; i++) {
      if (strips[i] == -1) {
        from = i + 1;
      } else if (i - from >= 2) {
        boolean even = (i - from) % 2 == 0;
        add(strips[even ? i - 2 : i - 1], strips[even ? i - 1 : i - 2], strips[i]);
      }
    }
  }

  void add(int a, int b, int c) {
    if (length + 3 > corners.length) {
      corners = Arrays.copyOf(corners, Math.max(length + 3, corners.length + corners.length / 2));
    }
    corners[length++] = a;
    corners[length++] = b;
    corners[length++] = c;
  }

  /** Three vertices a triangle, every one checked to exist. */
  int[] toArray(int vertices, CloudSource source) throws CloudException {
    for (int i = 0; i < length; i++) {
      if (corners[i] < 0 || corners[i] >= vertices) {
        throw source.refuse(
            "triangle %d (counted from 0) has a corner at vertex %d, but there are %d vertices",
            i / 3, corners[i], vertices);
      }
    }
    return Arrays.copyOf(corners, length);
  }
}
