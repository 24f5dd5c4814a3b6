package io.glimpse.projection;

import io.glimpse.cloud.PointCloud;
import java.util.stream.IntStream;

/**
 * The slow, obvious twin of {@link SurfaceProjection}: what its definition says of every pixel, in
 * double precision and over all points.
 *
 * <p>A point between two cells is in the one that comes first, and one between two layers in the
 * one of the smaller number.
 *
 * @param grid rows and columns of the grid, two more than those of the picture
 * @param layers of the grid, at least 3
 * @param fill the share of the picture that the longest side of the cloud takes
 * @param depthBias what depths from 0 to 1 are moved by
 * @param sigma of the Gaussian, in cells
 */
record PlainSurface(int grid, int layers, double fill, double depthBias, double sigma) {

  /** A point in the grid: its cell, its layer, and what it adds to them. */
  private record Mark(int row, int column, int layer, double depth) {}

  /** The view from these angles, which are those of {@link View#of}, {@code [size][size]}. */
  double[][] draw(PointCloud cloud, double... angles) {
    Mark[] marks = marks(turned(cloud, angles));
    int size = grid - 2;
    double[][] seen = new double[size][size];
    for (int layer = 0; layer < layers; layer++) {
      double[][] dense = dense(marks, layer, size);
      for (int row = 0; row < size; row++) {
        for (int column = 0; column < size; column++) {
          seen[row][column] = Math.max(seen[row][column], smooth(dense, row, column));
        }
      }
    }
    double largest = 0;
    for (double[] row : seen) {
      for (double value : row) {
        largest = Math.max(largest, value);
      }
    }
    for (double[] row : seen) {
      for (int column = 0; column < size; column++) {
        row[column] = 1 - row[column] / largest;
      }
    }
    return seen;
  }

  /** Every point turned about z, then y, then x; then once more where there is a tilt. */
  private static double[][] turned(PointCloud cloud, double... angles) {
    double[][] points = new double[cloud.size()][];
    for (int i = 0; i < points.length; i++) {
      points[i] = new double[] {cloud.x(i), cloud.y(i), cloud.z(i)};
      for (int turn = 0; turn < angles.length; turn += 3) {
        turn(points[i], 0, 1, angles[turn + 2]);
        turn(points[i], 2, 0, angles[turn + 1]);
        turn(points[i], 1, 2, angles[turn]);
      }
    }
    return points;
  }

  /** From one axis towards another. */
  private static void turn(double[] point, int from, int to, double degrees) {
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    double a = point[from];
    double b = point[to];
    point[from] = cos * a - sin * b;
    point[to] = sin * a + cos * b;
  }

  private Mark[] marks(double[][] points) {
    double[] middle = new double[3];
    double longest = 0;
    for (int axis = 0; axis < 3; axis++) {
      int along = axis;
      double low =
          IntStream.range(0, points.length).mapToDouble(i -> points[i][along]).min().orElseThrow();
      double high =
          IntStream.range(0, points.length).mapToDouble(i -> points[i][along]).max().orElseThrow();
      middle[axis] = (low + high) / 2;
      longest = Math.max(longest, high - low);
    }
    Mark[] marks = new Mark[points.length];
    for (int i = 0; i < marks.length; i++) {
      double[] unit = new double[3];
      for (int axis = 0; axis < 3; axis++) {
        // From -1 to 1 along the longest axis; all points at one place are in the middle.
        unit[axis] = longest == 0 ? 0 : (points[i][axis] - middle[axis]) / (longest / 2);
      }
      double depth = ((unit[2] + 1) / 2 + depthBias) / (1 + depthBias) * (layers - 2);
      marks[i] =
          new Mark(
              cell(unit[0]),
              cell(unit[1]),
              between(0, Math.ceil(depth), layers - 1),
              Math.min(Math.max(depth, 1), layers - 2));
    }
    return marks;
  }

  /** The cell of {@code (k-1, k]} is k; cells at the edge are left free. */
  private int cell(double unit) {
    return between(1, Math.ceil((fill * unit + 1) / 2 * grid), grid - 2);
  }

  private static int between(int least, double value, int most) {
    return (int) Math.min(Math.max(value, least), most);
  }

  /** Per pixel the largest depth within the 7 x 7 cells from two before to four behind it. */
  private static double[][] dense(Mark[] marks, int layer, int size) {
    double[][] dense = new double[size][size];
    for (Mark mark : marks) {
      if (mark.layer() == layer) {
        for (int row = 0; row < size; row++) {
          for (int column = 0; column < size; column++) {
            if (reaches(row, mark.row()) && reaches(column, mark.column())) {
              dense[row][column] = Math.max(dense[row][column], mark.depth());
            }
          }
        }
      }
    }
    return dense;
  }

  private static boolean reaches(int pixel, int cell) {
    return pixel - 2 <= cell && cell <= pixel + 4;
  }

  /** A Gaussian of 3 x 3 with weights that add up to 1 and zeros around the picture. */
  private double smooth(double[][] dense, int row, int column) {
    double sum = 0;
    double weights = 0;
    for (int down = -1; down <= 1; down++) {
      for (int right = -1; right <= 1; right++) {
        double weight = Math.exp(-(down * down + right * right) / (2 * sigma * sigma));
        weights += weight;
        int r = row + down;
        int c = column + right;
        if (r >= 0 && r < dense.length && c >= 0 && c < dense.length) {
          sum += weight * dense[r][c];
        }
      }
    }
    return sum / weights;
  }
}
