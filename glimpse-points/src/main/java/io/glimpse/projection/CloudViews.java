package io.glimpse.projection;

import io.glimpse.cloud.CloudException;
import io.glimpse.cloud.CloudReader;
import io.glimpse.cloud.PointCloud;
import io.glimpse.encoder.ViewReader;
import io.glimpse.file.Input;
import io.glimpse.image.ImageException;
import io.glimpse.image.Preprocessing;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Takes point clouds to depth maps as an encoder wants them, drawn from all sides of a preset.
 *
 * @param source reads a cloud and moves and scales it as it shall be drawn
 */
public record CloudViews(ViewPreset preset, Source source) implements ViewReader {

  /** Reads clouds. Many threads may use one at a time. */
  @FunctionalInterface
  public interface Source {

    /**
     * Reads a cloud.
     *
     * @param input a file, or a row of one, {@code FILE#12}, or what is in memory
     * @throws CloudException naming the input and what is wrong with it
     */
    PointCloud read(Input input) throws CloudException;
  }

  @Override
  public boolean reads(Input input) {
    return CloudReader.isCloud(input);
  }

  @Override
  public Views read(Input input, Preprocessing preprocessing) throws ImageException {
    if (preprocessing.height() != preprocessing.width()) {
      throw new ImageException(
          "%s: point clouds are drawn in squares, but the encoder takes %d x %d pixels"
              .formatted(input.name(), preprocessing.height(), preprocessing.width()),
          null);
    }
    PointCloud cloud;
    try {
      cloud = source.read(input);
    } catch (CloudException e) {
      throw new ImageException(String.valueOf(e.getMessage()), e);
    }
    return new Drawn(preset.render(cloud), preset.pixels(), preprocessing);
  }

  private record Drawn(List<DepthView> views, ViewPreset.Pixels pixels, Preprocessing preprocessing)
      implements Views {

    @Override
    public int count() {
      return views.size();
    }

    @Override
    public byte[] crop(int view) {
      DepthView depths = views.get(view).resized(preprocessing.height());
      return depths.toRgb(pixels == ViewPreset.Pixels.PICTURE ? 1 : depths.most());
    }

    /** Row by row, so that what is read next is still near to the processor. */
    @Override
    public void write(int view, FloatBuffer out) {
      int size = preprocessing.height();
      int start = out.position();
      views
          .get(view)
          .resized(
              size,
              pixels == ViewPreset.Pixels.PICTURE
                  ? (row, values) -> {
                    DepthView.toGray(1, values);
                    preprocessing.normaliseGray(row, values, out);
                  }
                  : (row, values) -> {
                    for (int band = 0; band < 3; band++) {
                      out.put(start + (band * size + row) * size, values);
                    }
                  });
      out.position(start + preprocessing.length());
    }
  }
}
