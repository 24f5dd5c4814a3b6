package io.glimpse.projection;

import io.glimpse.cloud.PointCloud;

/**
 * PointCLIP's projection: every point is one pixel, in perspective. A pixel's value is the harmonic
 * mean of the depths of its points, so that what is far is bright; where there is none it is 0.
 *
 * <p>Rows come from x and columns from y, as published. Points outside the picture or behind the
 * camera are left out.
 *
 * @param size rows and columns
 * @param distance from the camera to the origin
 */
record PointProjection(int size, double distance) implements Projection {

  /** Keeps a point at the camera from dividing by zero, as published. */
  private static final double LEAST_DEPTH = 1e-12;

  @Override
  public long steps(int points) {
    return points + (long) size * size;
  }

  @Override
  public Canvas canvas() {
    return new Pixels();
  }

  /** Sums for every pixel; those that a view touched are 0 again after it. */
  private final class Pixels implements Canvas {

    private final double[] counts = new double[size * size];
    private final double[] inverses = new double[size * size];
    private final int[] touched = new int[size * size];

    @Override
    public DepthView draw(PointCloud cloud, View view) {
      int pixels = add(cloud, view.rotation());
      float[] values = new float[size * size];
      for (int i = 0; i < pixels; i++) {
        int at = touched[i];
        values[at] = (float) (counts[at] / inverses[at]);
        counts[at] = 0;
        inverses[at] = 0;
      }
      return new DepthView(size, values);
    }

    /** Adds all points, and returns the number of pixels that are touched. */
    private int add(PointCloud cloud, Rotation rotation) {
      double half = size / 2.0;
      int pixels = 0;
      for (int i = 0; i < cloud.size(); i++) {
        double x = cloud.x(i);
        double y = cloud.y(i);
        double z = cloud.z(i);
        double depth = rotation.z(x, y, z) + distance;
        double inverse = 1 / (depth + LEAST_DEPTH);
        // The published ceil(p - 1/2), of one pixel a point; only what is inside is made an int.
        double row = Math.ceil((rotation.x(x, y, z) * inverse + 1) * half - 0.5);
        double column = Math.ceil((rotation.y(x, y, z) * inverse + 1) * half - 0.5);
        if (depth >= 0 && row >= 0 && row < size && column >= 0 && column < size) {
          int at = ((int) row) * size + (int) column;
          if (inverses[at] == 0) {
            touched[pixels++] = at;
          }
          counts[at] += depth * inverse;
          inverses[at] += inverse;
        }
      }
      return pixels;
    }
  }
}
