package io.glimpse.projection;

import io.glimpse.cloud.PointCloud;
import org.jspecify.annotations.Nullable;

/**
 * PointCLIP V2's projection: points go into a grid of a few layers of depth, each of which is made
 * dense by a maximum over 7 x 7 cells and smoothed by a Gaussian of 3 x 3; the nearest layer is
 * seen. The cloud fills the picture whatever its size, and what is near is dark: {@code 1 - value /
 * largest value}, on a background of 1.
 *
 * @param grid rows and columns of the grid, two more than those of the picture
 * @param layers of the grid, at least 3
 * @param fill the share of the picture that the longest side of the cloud takes
 * @param depthBias what depths from 0 to 1 are moved by, away from the background
 * @param sigma of the Gaussian, in cells
 */
record SurfaceProjection(int grid, int layers, double fill, double depthBias, double sigma)
    implements Projection {

  @Override
  public int size() {
    return grid - 2;
  }

  @Override
  public long steps(int points) {
    return points + (long) layers * grid * grid;
  }

  @Override
  public Canvas canvas() {
    return new Layers();
  }

  /** The layers, of which only those that a cloud reaches are ever made, and what is seen. */
  private final class Layers implements Canvas {

    private final @Nullable LayerCells[] cells = new LayerCells[layers];
    private final DenseSurface surface = new DenseSurface(grid, sigma);

    @Override
    public DepthView draw(PointCloud cloud, View view) {
      fillCells(cloud, view.rotation(), cells);
      surface.clear();
      for (LayerCells layer : cells) {
        if (layer != null && !layer.isEmpty()) {
          surface.add(layer);
          layer.clear();
        }
      }
      return new DepthView(size(), surface.darkNear());
    }
  }

  /** Turns every point twice: a million turned points would not stay in the processor's cache. */
  private void fillCells(PointCloud cloud, Rotation rotation, @Nullable LayerCells[] cells) {
    double lowX = Double.POSITIVE_INFINITY;
    double lowY = Double.POSITIVE_INFINITY;
    double lowZ = Double.POSITIVE_INFINITY;
    double highX = Double.NEGATIVE_INFINITY;
    double highY = Double.NEGATIVE_INFINITY;
    double highZ = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < cloud.size(); i++) {
      double x = rotation.x(cloud.x(i), cloud.y(i), cloud.z(i));
      double y = rotation.y(cloud.x(i), cloud.y(i), cloud.z(i));
      double z = rotation.z(cloud.x(i), cloud.y(i), cloud.z(i));
      lowX = Math.min(lowX, x);
      lowY = Math.min(lowY, y);
      lowZ = Math.min(lowZ, z);
      highX = Math.max(highX, x);
      highY = Math.max(highY, y);
      highZ = Math.max(highZ, z);
    }
    double longest = Math.max(highX - lowX, Math.max(highY - lowY, highZ - lowZ));
    // A cloud of equal points is one point in the middle.
    double scale = longest > 0 ? 2 / longest : 0;
    double middleX = (lowX + highX) / 2;
    double middleY = (lowY + highY) / 2;
    double middleZ = (lowZ + highZ) / 2;
    for (int i = 0; i < cloud.size(); i++) {
      double x = rotation.x(cloud.x(i), cloud.y(i), cloud.z(i));
      double y = rotation.y(cloud.x(i), cloud.y(i), cloud.z(i));
      double z = rotation.z(cloud.x(i), cloud.y(i), cloud.z(i));
      double unit = ((z - middleZ) * scale + 1) / 2;
      double depth = (unit + depthBias) / (1 + depthBias) * (layers - 2);
      int number = Math.max(0, Math.min(layers - 1, (int) Math.ceil(depth)));
      LayerCells layer = cells[number];
      if (layer == null) {
        layer = new LayerCells(grid);
        cells[number] = layer;
      }
      layer.keepLarger(
          cell((x - middleX) * scale),
          cell((y - middleY) * scale),
          (float) Math.max(1, Math.min(layers - 2, depth)));
    }
  }

  /** The row or column of a coordinate from -1 to 1, never at the edge. */
  private int cell(double coordinate) {
    double place = Math.ceil((coordinate * fill + 1) / 2 * grid);
    return (int) Math.max(1, Math.min(grid - 2, place));
  }
}
