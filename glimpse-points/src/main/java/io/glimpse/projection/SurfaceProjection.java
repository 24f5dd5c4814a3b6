package io.glimpse.projection;

import io.glimpse.cloud.PointCloud;

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

  private static final int POOL = 7;
  private static final int PADDING = 2;

  @Override
  public int size() {
    return grid + 2 * PADDING - POOL + 1;
  }

  @Override
  public DepthView draw(PointCloud cloud, View view) {
    float[][] cells = new float[layers][grid * grid];
    fillCells(cloud, view.rotation(), cells);
    int size = size();
    float[] nearest = new float[size * size];
    for (float[] layer : cells) {
      keepLarger(smoothed(pooled(layer)), nearest);
    }
    float most = 0;
    for (float value : nearest) {
      most = Math.max(most, value);
    }
    for (int i = 0; i < nearest.length; i++) {
      nearest[i] = 1 - nearest[i] / most;
    }
    return new DepthView(size, nearest);
  }

  /** Turns every point twice: a million turned points would not stay in the processor's cache. */
  private void fillCells(PointCloud cloud, Rotation rotation, float[][] cells) {
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
      int at = cell((x - middleX) * scale) * grid + cell((y - middleY) * scale);
      double unit = ((z - middleZ) * scale + 1) / 2;
      double depth = (unit + depthBias) / (1 + depthBias) * (layers - 2);
      float[] layer = cells[Math.max(0, Math.min(layers - 1, (int) Math.ceil(depth)))];
      layer[at] = Math.max(layer[at], (float) Math.max(1, Math.min(layers - 2, depth)));
    }
  }

  /** The row or column of a coordinate from -1 to 1, never at the edge. */
  private int cell(double coordinate) {
    double place = Math.ceil((coordinate * fill + 1) / 2 * grid);
    return (int) Math.max(1, Math.min(grid - 2, place));
  }

  /** The largest value of 7 x 7 cells, along rows and then along columns. */
  private float[] pooled(float[] layer) {
    int size = size();
    float[] along = new float[grid * size];
    for (int row = 0; row < grid; row++) {
      for (int c = 0; c < size; c++) {
        float most = 0;
        for (int k = Math.max(0, c - PADDING); k < Math.min(grid, c - PADDING + POOL); k++) {
          most = Math.max(most, layer[row * grid + k]);
        }
        along[row * size + c] = most;
      }
    }
    float[] pooled = new float[size * size];
    for (int r = 0; r < size; r++) {
      for (int k = Math.max(0, r - PADDING); k < Math.min(grid, r - PADDING + POOL); k++) {
        for (int c = 0; c < size; c++) {
          pooled[r * size + c] = Math.max(pooled[r * size + c], along[k * size + c]);
        }
      }
    }
    return pooled;
  }

  /** A 3 x 3 Gaussian with zeros around the picture. */
  private float[] smoothed(float[] layer) {
    int size = size();
    double side = Math.exp(-1 / (2 * sigma * sigma));
    float outer = (float) (side / (1 + 2 * side));
    float inner = (float) (1 / (1 + 2 * side));
    float[] along = new float[layer.length];
    for (int i = 0; i < layer.length; i++) {
      int column = i % size;
      float left = column > 0 ? layer[i - 1] : 0;
      float right = column < size - 1 ? layer[i + 1] : 0;
      along[i] = inner * layer[i] + outer * (left + right);
    }
    float[] smoothed = new float[layer.length];
    for (int i = 0; i < layer.length; i++) {
      float above = i >= size ? along[i - size] : 0;
      float below = i < layer.length - size ? along[i + size] : 0;
      smoothed[i] = inner * along[i] + outer * (above + below);
    }
    return smoothed;
  }

  private static void keepLarger(float[] layer, float[] nearest) {
    for (int i = 0; i < layer.length; i++) {
      nearest[i] = Math.max(nearest[i], layer[i]);
    }
  }
}
