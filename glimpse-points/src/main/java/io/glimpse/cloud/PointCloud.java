package io.glimpse.cloud;

import java.util.Random;

/** Points in space, in the order of their file, with finite coordinates. Immutable. */
public final class PointCloud {

  /** Beyond this a coordinate or its square would leave the range of a float or a double. */
  static final double LARGEST = 1e30;

  private final double[] coordinates;

  private PointCloud(double[] coordinates) {
    this.coordinates = coordinates;
  }

  /**
   * Wraps coordinates without a copy.
   *
   * @param coordinates {@code [n, 3]}, row-major, n at least 1; must not change afterwards
   * @throws IllegalArgumentException if there is no point, or a coordinate is not finite or larger
   *     than 1e30 in size, naming the first
   */
  public static PointCloud of(double... coordinates) {
    if (coordinates.length == 0 || coordinates.length % 3 != 0) {
      throw new IllegalArgumentException(
          coordinates.length == 0
              ? "there is no point in it"
              : coordinates.length + " coordinates are not whole points of x, y and z");
    }
    for (int i = 0; i < coordinates.length; i++) {
      if (!(Math.abs(coordinates[i]) <= LARGEST)) {
        throw new IllegalArgumentException(
            "point "
                + i / 3
                + " (counted from 0) has "
                + "xyz".charAt(i % 3)
                + " = "
                + coordinates[i]
                + (Double.isFinite(coordinates[i])
                    ? ", and coordinates beyond 1e30 are not worked with; scale the cloud"
                    : ", which is not finite"));
      }
    }
    return new PointCloud(coordinates);
  }

  /** The number of points, at least 1. */
  public int size() {
    return coordinates.length / 3;
  }

  public double x(int point) {
    return coordinates[3 * point];
  }

  public double y(int point) {
    return coordinates[3 * point + 1];
  }

  public double z(int point) {
    return coordinates[3 * point + 2];
  }

  /** All coordinates, {@code [n, 3]}; a copy. */
  public double[] toArray() {
    return coordinates.clone();
  }

  /** The box around all points. */
  public Bounds bounds() {
    double[] low = {x(0), y(0), z(0)};
    double[] high = low.clone();
    for (int i = 3; i < coordinates.length; i += 3) {
      for (int axis = 0; axis < 3; axis++) {
        double c = coordinates[i + axis];
        low[axis] = Math.min(low[axis], c);
        high[axis] = Math.max(high[axis], c);
      }
    }
    return new Bounds(
        new Bounds.Point(low[0], low[1], low[2]), new Bounds.Point(high[0], high[1], high[2]));
  }

  /** This cloud with the mean of its points at the origin, as ModelNet's and PointNet's are. */
  public PointCloud centred() {
    double[] mean = new double[3];
    for (int i = 0; i < coordinates.length; i++) {
      mean[i % 3] += coordinates[i] / size();
    }
    double[] moved = new double[coordinates.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = coordinates[i] - mean[i % 3];
    }
    return new PointCloud(moved);
  }

  /**
   * This cloud scaled about the origin so that its farthest point is at distance 1; as it is where
   * all points are at the origin.
   */
  public PointCloud inUnitSphere() {
    double farthest = 0;
    for (int i = 0; i < size(); i++) {
      farthest = Math.max(farthest, x(i) * x(i) + y(i) * y(i) + z(i) * z(i));
    }
    double radius = Math.sqrt(farthest);
    if (radius == 0) {
      return this;
    }
    double[] scaled = new double[coordinates.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = coordinates[i] / radius;
    }
    return new PointCloud(scaled);
  }

  /** This cloud with y pointing up where z did: a quarter turn about x, {@code (x, z, -y)}. */
  public PointCloud fromZUp() {
    double[] turned = new double[coordinates.length];
    for (int i = 0; i < turned.length; i += 3) {
      turned[i] = coordinates[i];
      turned[i + 1] = coordinates[i + 2];
      turned[i + 2] = -coordinates[i + 1];
    }
    return new PointCloud(turned);
  }

  /** The first points in the order of the file; all where there are no more. */
  public PointCloud first(int count) {
    return count >= size() ? this : new PointCloud(java.util.Arrays.copyOf(coordinates, 3 * count));
  }

  /**
   * Points drawn by a seed, each at most once, in the order of the file; all where there are no
   * more. Unlike the first ones they show the whole object whatever the order of the file.
   */
  public PointCloud drawn(int count, long seed) {
    if (count >= size()) {
      return this;
    }
    Random random = new Random(seed);
    double[] some = new double[3 * count];
    int taken = 0;
    for (int i = 0; taken < count; i++) {
      if (random.nextInt(size() - i) < count - taken) {
        System.arraycopy(coordinates, 3 * i, some, 3 * taken++, 3);
      }
    }
    return new PointCloud(some);
  }
}
