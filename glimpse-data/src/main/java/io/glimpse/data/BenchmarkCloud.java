package io.glimpse.data;

import io.glimpse.cloud.CloudException;
import io.glimpse.cloud.CloudReader;
import io.glimpse.cloud.PointCloud;
import io.glimpse.file.Input;
import java.nio.file.Path;

/** The clouds of ModelNet and ScanObjectNN as the papers take them. */
public final class BenchmarkCloud {

  /** The points that are used of a cloud. */
  public static final int POINTS = 1024;

  private BenchmarkCloud() {}

  /**
   * The first {@value #POINTS} points of a cloud, where they are: nothing is drawn, centred or
   * scaled.
   *
   * @param input a file, or a row of one, as {@link Dataset#file} gives it
   * @throws CloudException naming the file and what is wrong with it
   */
  public static PointCloud read(Input input) throws CloudException {
    return CloudReader.read(input).points().first(POINTS);
  }

  /**
   * The file that holds a cloud: for a row of a file, {@code ply_data_train0.h5#12}, that file.
   *
   * @param path as {@link Dataset#file} gives it
   */
  public static Path file(Path path) {
    if (!CloudReader.isRow(path)) {
      return path;
    }
    String name = String.valueOf(path.getFileName());
    return path.resolveSibling(name.substring(0, name.lastIndexOf('#')));
  }
}
