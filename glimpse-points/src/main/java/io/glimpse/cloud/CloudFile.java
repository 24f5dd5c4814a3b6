package io.glimpse.cloud;

import java.util.Arrays;

/** What a file of a point cloud or a mesh holds. Immutable. */
public final class CloudFile {

  private final String name;
  private final CloudFormat format;
  private final PointCloud points;
  private final int[] triangles;
  private final int dropped;

  private CloudFile(
      String name, CloudFormat format, PointCloud points, int[] triangles, int dropped) {
    this.name = name;
    this.format = format;
    this.points = points;
    this.triangles = triangles;
    this.dropped = dropped;
  }

  /** The file, as it was given. */
  public String name() {
    return name;
  }

  public CloudFormat format() {
    return format;
  }

  /** How many points were left out because they were not measured. */
  public int dropped() {
    return dropped;
  }

  /** The vertices as they are in the file, neither merged nor moved. */
  public PointCloud points() {
    return points;
  }

  /** The number of triangles; a polygon of n corners counts as n - 2. */
  public int faces() {
    return triangles.length / 3;
  }

  /** Whether there is a surface to sample. */
  public boolean isMesh() {
    return triangles.length > 0;
  }

  /** Three places in {@link #points} a triangle, {@code [faces, 3]}; a copy. */
  public int[] triangles() {
    return triangles.clone();
  }

  /**
   * A cloud of a number of points: drawn evenly from the surface where the file is a mesh, else
   * drawn from the file's points, or all of them where there are no more.
   *
   * @param count at least 1
   * @param seed the same seed draws the same points
   */
  public PointCloud sample(int count, long seed) {
    if (count < 1) {
      throw new IllegalArgumentException("a cloud needs at least 1 point, not " + count);
    }
    return isMesh()
        ? SurfaceSampler.of(points, triangles).sample(count, seed)
        : points.drawn(count, seed);
  }

  @Override
  public String toString() {
    return name + " (" + format.label() + ", " + points.size() + " points, " + faces() + " faces)";
  }

  /** As the readers give it, before its coordinates were checked. */
  static final class Raw {

    private final CloudFormat format;
    private final double[] coordinates;
    private final int[] triangles;

    Raw(CloudFormat format, double[] coordinates, int[] triangles) {
      this.format = format;
      this.coordinates = coordinates;
      this.triangles = triangles;
    }

    /** Points without triangles. */
    static Raw cloud(CloudFormat format, double[] coordinates) {
      return new Raw(format, coordinates, new int[0]);
    }

    /**
     * The file that these were read from.
     *
     * @throws IllegalArgumentException as {@link PointCloud#of}
     */
    CloudFile named(String name) {
      return new CloudFile(name, format, PointCloud.of(coordinates), triangles, 0);
    }

    /** Whether every coordinate is a number. */
    boolean isMeasured() {
      for (double coordinate : coordinates) {
        if (!Double.isFinite(coordinate)) {
          return false;
        }
      }
      return true;
    }

    /**
     * The same without points that were not measured, that is, that have a coordinate which is not
     * finite, and without the triangles that have such corners.
     *
     * @throws IllegalArgumentException if no point is left, or as {@link PointCloud#of}
     */
    CloudFile measured(String name) {
      int points = coordinates.length / 3;
      int[] place = new int[points];
      double[] kept = new double[coordinates.length];
      int count = 0;
      for (int i = 0; i < points; i++) {
        boolean finite = true;
        for (int axis = 0; axis < 3; axis++) {
          finite &= Double.isFinite(coordinates[3 * i + axis]);
        }
        place[i] = finite ? count : -1;
        if (finite) {
          System.arraycopy(coordinates, 3 * i, kept, 3 * count++, 3);
        }
      }
      if (count == 0 && points > 0) {
        throw new IllegalArgumentException("none of its " + points + " points was measured");
      }
      return new CloudFile(
          name,
          format,
          PointCloud.of(Arrays.copyOf(kept, 3 * count)),
          between(place),
          points - count);
    }

    private int[] between(int[] place) {
      int[] kept = new int[triangles.length];
      int count = 0;
      for (int i = 0; i < triangles.length; i += 3) {
        int a = place[triangles[i]];
        int b = place[triangles[i + 1]];
        int c = place[triangles[i + 2]];
        if (a >= 0 && b >= 0 && c >= 0) {
          kept[count++] = a;
          kept[count++] = b;
          kept[count++] = c;
        }
      }
      return Arrays.copyOf(kept, count);
    }
  }
}
