package io.glimpse.input;

import io.glimpse.cloud.CloudException;
import io.glimpse.cloud.CloudFile;
import io.glimpse.cloud.CloudReader;
import io.glimpse.cloud.PointCloud;
import io.glimpse.file.Input;
import io.glimpse.progress.Notes;
import io.glimpse.projection.CloudViews;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Point clouds of any kind as they are drawn: thinned out, upright, centred, scaled into the unit
 * sphere.
 */
final class UprightClouds implements CloudViews.Source {

  private final CloudRendering rendering;
  private final Notes notes;
  private final AtomicBoolean told = new AtomicBoolean();
  private final AtomicBoolean toldDropped = new AtomicBoolean();

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
    CloudFile file = CloudReader.read(input, rendering.dropInvalid());
    PointCloud cloud = file.sample(rendering.points(), rendering.seed());
    if (file.dropped() > 0 && toldDropped.compareAndSet(false, true)) {
      int all = file.points().size() + file.dropped();
      notes.note(
          String.format(
              Locale.ROOT,
              "%s: %d of %d points were not measured and are left out, and so in clouds like it",
              input.name(),
              file.dropped(),
              all));
    }
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
