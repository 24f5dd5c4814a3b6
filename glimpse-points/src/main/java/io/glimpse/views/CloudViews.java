package io.glimpse.views;

import io.glimpse.cloud.CloudException;
import io.glimpse.cloud.CloudReader;
import io.glimpse.cloud.PointCloud;
import io.glimpse.encoder.ViewReader;
import io.glimpse.image.ImageException;
import io.glimpse.image.Preprocessing;
import io.glimpse.projection.DepthView;
import io.glimpse.projection.ViewPreset;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes files of point clouds to depth maps as an encoder wants them: centred, scaled into the unit
 * sphere, and drawn from all sides of a preset. For an {@link io.glimpse.encoder.ImagePipeline}.
 *
 * @param preset how a cloud is drawn
 * @param up whether z is turned to y first
 * @param points to draw from a mesh or a larger cloud, at least 1
 * @param seed of that drawing
 * @param note hears what is done to clouds, in the same words for each, one call at a time
 */
public record CloudViews(
    ViewPreset preset, boolean up, int points, long seed, Consumer<String> note)
    implements ViewReader {

  @Override
  public boolean reads(Path file) {
    return CloudReader.isCloudName(file);
  }

  @Override
  public Views read(Path file, Preprocessing preprocessing) throws ImageException {
    PointCloud cloud;
    try {
      cloud = CloudReader.read(file).sample(points, seed);
    } catch (CloudException e) {
      throw new ImageException(String.valueOf(e.getMessage()), e);
    }
    tell();
    if (up) {
      cloud = cloud.fromZUp();
    }
    int size = preprocessing.size();
    List<DepthView> views =
        preset.render(cloud.centred().inUnitSphere()).stream()
            .map(view -> view.resized(size))
            .toList();
    return new Drawn(views, preset.pixels(), preprocessing);
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

  private record Drawn(List<DepthView> views, ViewPreset.Pixels pixels, Preprocessing preprocessing)
      implements Views {

    @Override
    public int count() {
      return views.size();
    }

    @Override
    public byte[] crop(int view) {
      DepthView depths = views.get(view);
      return depths.toRgb(pixels == ViewPreset.Pixels.PICTURE ? 1 : depths.most());
    }

    @Override
    public void write(int view, FloatBuffer out) {
      if (pixels == ViewPreset.Pixels.PICTURE) {
        preprocessing.normalise(crop(view), out);
        return;
      }
      for (int band = 0; band < 3; band++) {
        out.put(views.get(view).values());
      }
    }
  }
}
