package io.glimpse.cloud;

import io.glimpse.tensor.NpyFile;
import java.io.IOException;

/** Reads clouds from numpy's files: {@code [n, 3+]}, or one of a batch {@code [b, n, 3+]}. */
final class NpyReader {

  /** Coordinates, colours, normals and some more; wider rows are something else. */
  private static final int MOST_COLUMNS = 64;

  private NpyReader() {}

  static CloudFile.Raw read(CloudAddress address) throws IOException {
    try (NpyFile file = NpyFile.open(address.file())) {
      long[] shape = file.shape();
      long row = address.row();
      if (shape.length == 3 && row < 0) {
        throw new CloudException(
            address.file()
                + ": this is a batch of "
                + shape[0]
                + " clouds; name one as "
                + address.file()
                + "#0");
      }
      int points = shape.length - 2;
      boolean batch = shape.length == 3;
      if (shape.length < 2 || shape.length > 3 || (!batch && row >= 0) || shape[points + 1] < 3) {
        throw new CloudException(
            address
                + ": a cloud has the shape [n, 3] or more columns, a batch [b, n, 3]; this array"
                + " has "
                + java.util.Arrays.toString(shape));
      }
      if (batch && row >= shape[0]) {
        throw new CloudException(address + ": there are " + shape[0] + " clouds, counted from 0");
      }
      long size = shape[points] * shape[points + 1];
      if (size > Integer.MAX_VALUE / 4) {
        throw new CloudException(address + ": " + shape[points] + " points are too many");
      }
      if (shape[points + 1] > MOST_COLUMNS) {
        throw new CloudException(
            String.format(
                "%s: rows of %d values are no points; x, y and z are columns, so an array [3, n]"
                    + " must be transposed",
                address, shape[points + 1]));
      }
      int width = (int) shape[points + 1];
      double[] coordinates =
          file.isColumnMajor()
              ? columns(file, batch ? shape[0] : 1, Math.max(0, row), (int) shape[points])
              : firstThree(stored(file, Math.max(0, row) * size, (int) size), width);
      return CloudFile.Raw.cloud(CloudFormat.NPY, coordinates);
    }
  }

  private static double[] stored(NpyFile file, long first, int count) throws IOException {
    double[] values = new double[count];
    file.readStored(first, values);
    return values;
  }

  /** x, y and z of rows that may be wider. */
  private static double[] firstThree(double[] values, int width) {
    double[] coordinates = new double[values.length / width * 3];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = values[i / 3 * width + i % 3];
    }
    return coordinates;
  }

  /** x, y and z of one cloud of several, whose first axis is stored as the fastest. */
  private static double[] columns(NpyFile file, long clouds, long cloud, int points)
      throws IOException {
    long count = clouds * points;
    if (count > Integer.MAX_VALUE / 4) {
      throw new CloudException(
          file.path()
              + ": "
              + clouds
              + " clouds in Fortran order are too many; save them in C order");
    }
    double[] coordinates = new double[points * 3];
    for (int axis = 0; axis < 3; axis++) {
      double[] column = stored(file, axis * count, (int) count);
      for (int i = 0; i < points; i++) {
        coordinates[3 * i + axis] = column[(int) (cloud + clouds * i)];
      }
    }
    return coordinates;
  }
}
