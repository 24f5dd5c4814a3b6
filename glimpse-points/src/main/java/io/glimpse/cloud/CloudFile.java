package io.glimpse.cloud;

/** What a file of a point cloud or a mesh holds. Immutable. */
public final class CloudFile {

  private final String name;
  private final CloudFormat format;
  private final PointCloud points;
  private final int[] triangles;

  private CloudFile(String name, CloudFormat format, PointCloud points, int[] triangles) {
    this.name = name;
    this.format = format;
    this.points = points;
    this.triangles = triangles;
  }

  /** The file, as it was given. */
  public String name() {
    return name;
  }

  public CloudFormat format() {
    return format;
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
      return new CloudFile(name, format, PointCloud.of(coordinates), triangles);
    }
  }
}
