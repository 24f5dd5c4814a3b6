package io.glimpse.cloud;

import java.util.Arrays;
import java.util.Random;

/** Draws points evenly from the surface of a mesh: every patch by its share of the area. */
final class SurfaceSampler {

  private final PointCloud vertices;
  private final int[] triangles;

  /** Areas of the triangles up to each, added up. */
  private final double[] areas;

  private SurfaceSampler(PointCloud vertices, int[] triangles, double[] areas) {
    this.vertices = vertices;
    this.triangles = triangles;
    this.areas = areas;
  }

  /** Where all triangles are flat, each of them counts alike. */
  static SurfaceSampler of(PointCloud vertices, int[] triangles) {
    double[] areas = new double[triangles.length / 3];
    double sum = 0;
    for (int t = 0; t < areas.length; t++) {
      sum += area(vertices, triangles[3 * t], triangles[3 * t + 1], triangles[3 * t + 2]);
      areas[t] = sum;
    }
    if (!(sum > 0)) {
      Arrays.setAll(areas, t -> t + 1.0);
    }
    return new SurfaceSampler(vertices, triangles, areas);
  }

  private static double area(PointCloud v, int a, int b, int c) {
    double ux = v.x(b) - v.x(a);
    double uy = v.y(b) - v.y(a);
    double uz = v.z(b) - v.z(a);
    double wx = v.x(c) - v.x(a);
    double wy = v.y(c) - v.y(a);
    double wz = v.z(c) - v.z(a);
    double nx = uy * wz - uz * wy;
    double ny = uz * wx - ux * wz;
    double nz = ux * wy - uy * wx;
    return Math.sqrt(nx * nx + ny * ny + nz * nz) / 2;
  }

  PointCloud sample(int count, long seed) {
    Random random = new Random(seed);
    double[] points = new double[Math.multiplyExact(3, count)];
    for (int i = 0; i < count; i++) {
      int t = triangleAt(random.nextDouble() * areas[areas.length - 1]);
      // Osada et al. 2002: the square root makes the draw even over the triangle.
      double root = Math.sqrt(random.nextDouble());
      double along = random.nextDouble();
      add(points, i, triangles[3 * t], 1 - root);
      add(points, i, triangles[3 * t + 1], root * (1 - along));
      add(points, i, triangles[3 * t + 2], root * along);
    }
    return PointCloud.of(points);
  }

  /** The first triangle whose added-up area is above {@code area}, so that none is flat. */
  private int triangleAt(double area) {
    int low = 0;
    int high = areas.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (areas[middle] > area) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private void add(double[] points, int point, int vertex, double weight) {
    points[3 * point] += weight * vertices.x(vertex);
    points[3 * point + 1] += weight * vertices.y(vertex);
    points[3 * point + 2] += weight * vertices.z(vertex);
  }
}
