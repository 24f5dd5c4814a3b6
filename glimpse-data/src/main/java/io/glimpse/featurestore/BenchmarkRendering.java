package io.glimpse.featurestore;

import io.glimpse.cloud.CloudException;
import io.glimpse.cloud.PointCloud;
import io.glimpse.data.BenchmarkCloud;
import io.glimpse.file.Input;
import io.glimpse.projection.CloudViews;
import io.glimpse.projection.ViewPreset;

/**
 * How the point clouds of a data set become pictures: the first {@value BenchmarkCloud#POINTS}
 * points, as the papers take them, drawn from all sides of a preset.
 *
 * @param preset name of one that comes with Glimpse
 * @param unitSphere whether clouds are centred and scaled into the unit sphere first
 * @param fromZUp whether z points up, and is turned to y first
 */
public record BenchmarkRendering(String preset, boolean unitSphere, boolean fromZUp) {

  public BenchmarkRendering {
    ViewPreset.of(preset);
  }

  /** The number of pictures of a cloud. */
  public int count() {
    return ViewPreset.of(preset).views();
  }

  /** The prompt that goes with such pictures. */
  public String template() {
    return ViewPreset.of(preset).template();
  }

  /** What takes files to pictures. */
  CloudViews reader() {
    return new CloudViews(ViewPreset.of(preset), this::read);
  }

  private PointCloud read(Input input) throws CloudException {
    PointCloud cloud = BenchmarkCloud.read(input);
    if (fromZUp) {
      cloud = cloud.fromZUp();
    }
    return unitSphere ? cloud.centred().inUnitSphere() : cloud;
  }

  /** For people, and for the names of folders where blanks and commas are not. */
  @Override
  public String toString() {
    return preset
        + ", first "
        + BenchmarkCloud.POINTS
        + " points"
        + (fromZUp ? ", z up" : "")
        + (unitSphere ? ", in the unit sphere" : "");
  }
}
