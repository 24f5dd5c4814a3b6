package io.glimpse.input;

import io.glimpse.cloud.CloudException;
import io.glimpse.cloud.CloudReader;
import io.glimpse.cloud.PointCloud;
import io.glimpse.file.Input;
import io.glimpse.progress.Notes;
import io.glimpse.projection.CloudViews;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Point clouds of any kind as they are drawn: thinned out, upright, centred, scaled into the unit
 * sphere.
 */
final class UprightClouds implements CloudViews.Source {

  private final CloudRendering rendering;
  private final Notes notes;
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * A source of clouds.
   *
   * @param notes hear once what is done to clouds, on the thread that reads the first
   */
  UprightClouds(CloudRendering rendering, Notes notes) {
    this.rendering = rendering;
    this.notes = notes;
  }

  @Override
  public PointCloud read(Input input) throws CloudException {
    PointCloud cloud = CloudReader.read(input).sample(rendering.points(), rendering.seed());
    if (told.compareAndSet(false, true)) {
      tell();
    }
    return (rendering.zUp() ? cloud.fromZUp() : cloud).centred().inUnitSphere();
  }

  private void tell() {
    notes.note(
        "point clouds are centred, scaled into the unit sphere"
            + (rendering.zUp() ? ", turned from z up to y up" : "")
            + " and drawn as "
            + rendering.preset().views()
            + " views of "
            + rendering.preset().name()
            + ", at most "
            + rendering.points()
            + " points each");
  }
}
