package io.glimpse.projection;

import io.glimpse.cloud.PointCloud;

/**
 * The slow, obvious twin of {@link SurfaceProjection}, a grid for every step: points go into a grid
 * of a few layers of depth, each of which is made dense by a maximum over 7 x 7 cells and smoothed
 * by a Gaussian of 3 x 3; the nearest layer is seen. The cloud fills the picture whatever its size,
 * and what is near is dark: {@code 1 - value / largest value}, on a background of 1.
 *
 * @param grid rows and columns of the grid, two more than those of the picture
 * @param layers of the grid, at least 3
 * @param fill the share of the picture that the longest side of the cloud takes
 * @param depthBias what depths from 0 to 1 are moved by, away from the background
 * @param sigma of the Gaussian, in cells
 */
record PlainSurface(int grid, int layers, double fill, double depthBias, double sigma) {

  private static final int POOL = 7;
  private static final int PADDING = 2;

  int size() {
    return grid + 2 * PADDING - POOL + 1;
  }

  DepthView draw(PointCloud cloud, View view) {
    int padded = grid + 2 * PADDING;
    float[][] cells = new float[layers][padded * padded];
    boolean[] used = new boolean[layers];
    fillCells(cloud, view.rotation(), cells, used);
    int size = size();
    float[] nearest = new float[size * size];
    for (int layer = 0; layer < layers; layer++) {
      if (used[layer]) {
        keepLarger(smoothed(pooled(cells[layer], padded)), nearest);
      }
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
  private void fillCells(PointCloud cloud, Rotation rotation, float[][] cells, boolean[] used) {
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
      int row = PADDING + cell((x - middleX) * scale);
      int at = row * (grid + 2 * PADDING) + PADDING + cell((y - middleY) * scale);
      double unit = ((z - middleZ) * scale + 1) / 2;
      double depth = (unit + depthBias) / (1 + depthBias) * (layers - 2);
      int number = Math.max(0, Math.min(layers - 1, (int) Math.ceil(depth)));
      float[] layer = cells[number];
      used[number] = true;
      layer[at] = Math.max(layer[at], (float) Math.max(1, Math.min(layers - 2, depth)));
    }
  }

  /** The row or column of a coordinate from -1 to 1, never at the edge. */
  private int cell(double coordinate) {
    double place = Math.ceil((coordinate * fill + 1) / 2 * grid);
    return (int) Math.max(1, Math.min(grid - 2, place));
  }

  /**
   * The largest value of 7 x 7 cells, along rows and then along columns. That of seven is found
   * from those of two and of four, in loops without a branch: such run several cells at a time.
   */
  private float[] pooled(float[] layer, int padded) {
    float[] along = largestOfSeven(layer, 1, layer.length);
    float[] both = largestOfSeven(along, padded, along.length);
    int size = size();
    float[] pooled = new float[size * size];
    for (int row = 0; row < size; row++) {
      System.arraycopy(both, row * padded, pooled, row * size, size);
    }
    return pooled;
  }

  /**
   * Of every value and the six that follow it {@code step} apart; 0 where there are not as many.
   */
  private static float[] largestOfSeven(float[] values, int step, int length) {
    float[] two = new float[length];
    for (int i = 0; i < length - step; i++) {
      two[i] = Math.max(values[i], values[i + step]);
    }
    float[] four = new float[length];
    for (int i = 0; i < length - 3 * step; i++) {
      four[i] = Math.max(two[i], two[i + 2 * step]);
    }
    float[] seven = new float[length];
    for (int i = 0; i < length - 6 * step; i++) {
      seven[i] = Math.max(four[i], four[i + 3 * step]);
    }
    return seven;
  }

  /** A 3 x 3 Gaussian with zeros around the picture. */
  private float[] smoothed(float[] layer) {
    int size = size();
    double side = Math.exp(-1 / (2 * sigma * sigma));
    float outer = (float) (side / (1 + 2 * side));
    float inner = (float) (1 / (1 + 2 * side));
    float[] along = new float[layer.length];
    for (int from = 0; from < layer.length; from += size) {
      int last = from + size - 1;
      for (int i = from + 1; i < last; i++) {
        along[i] = inner * layer[i] + outer * (layer[i - 1] + layer[i + 1]);
      }
      along[from] = inner * layer[from] + outer * layer[from + 1];
      along[last] = inner * layer[last] + outer * layer[last - 1];
    }
    float[] smoothed = new float[layer.length];
    int end = layer.length - size;
    for (int i = size; i < end; i++) {
      smoothed[i] = inner * along[i] + outer * (along[i - size] + along[i + size]);
    }
    for (int i = 0; i < size; i++) {
      smoothed[i] = inner * along[i] + outer * along[i + size];
      smoothed[end + i] = inner * along[end + i] + outer * along[end + i - size];
    }
    return smoothed;
  }

  private static void keepLarger(float[] layer, float[] nearest) {
    for (int i = 0; i < layer.length; i++) {
      nearest[i] = Math.max(nearest[i], layer[i]);
    }
  }
}
