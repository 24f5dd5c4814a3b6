package io.glimpse.cli;

import io.glimpse.cloud.CloudException;
import io.glimpse.cloud.CloudReader;
import io.glimpse.cloud.PointCloud;
import io.glimpse.projection.CloudViews;
import io.glimpse.projection.ViewPreset;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Point clouds of any kind as they are drawn: thinned out, upright, centred, scaled into the unit
 * sphere.
 *
 * @param up whether z is turned to y first
 * @param points to draw from a mesh or a larger cloud
 * @param note hears once what is done to clouds
 */
record UprightClouds(ViewPreset preset, boolean up, int points, long seed, Consumer<String> note)
    implements CloudViews.Source {

  @Override
  public PointCloud read(Path file) throws CloudException {
    PointCloud cloud = CloudReader.read(file).sample(points, seed);
    tell();
    return (up ? cloud.fromZUp() : cloud).centred().inUnitSphere();
  }

  /** Files are read on several threads at a time, and a console takes one sentence at a time. */
  private void tell() {
    synchronized (note) {
      note.accept(
          "point clouds are centred, scaled into the unit sphere"
              + (up ? ", turned from z up to y up" : "")
              + " and drawn as "
              + preset.views()
              + " views of "
              + preset.name()
              + ", at most "
              + points
              + " points each");
    }
  }
}
