package io.glimpse.cloud;

import io.glimpse.tensor.Half;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.FloatingPoint;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Arrays;

/**
 * One cloud of an HDF5 data set of floats.
 *
 * <p>Chunks are put together here: the library's own slices take a chunk's number for its offset
 * and give zeros for what they then do not find (its issue 727). Only chunks that the cloud lies in
 * are decoded.
 */
final class Hdf5Row {

  private static final int AXES = 3;

  private final CloudAddress address;
  private final Dataset data;
  private final FloatingPoint type;

  /** Of the data set, as {@code [clouds, points, columns]}. */
  private final int[] shape;

  /**
   * A cloud of a data set.
   *
   * @param data of the shape {@code [clouds, points, 3+]}, or {@code [points, 3+]}
   * @throws CloudException if it does not hold floats
   */
  Hdf5Row(CloudAddress address, Dataset data) throws CloudException {
    if (!(data.getDataType() instanceof FloatingPoint floats) || !isIeee(floats)) {
      throw new CloudException(
          address.file() + ": the data set 'data' holds no floats of 16, 32 or 64 bits");
    }
    this.address = address;
    this.data = data;
    this.type = floats;
    this.shape = ofClouds(data.getDimensions());
  }

  /** Whether exponent and mantissa have the usual sizes; bfloat16's have not. */
  private static boolean isIeee(FloatingPoint type) {
    return switch (type.getSize()) {
      case Short.BYTES -> isOf(type, 5, 10, 15);
      case Float.BYTES -> isOf(type, 8, 23, 127);
      case Double.BYTES -> isOf(type, 11, 52, 1023);
      default -> false;
    };
  }

  private static boolean isOf(FloatingPoint type, int exponent, int mantissa, int bias) {
    return type.getExponentSize() == exponent
        && type.getMantissaSize() == mantissa
        && type.getExponentBias() == bias;
  }

  /** Adds the axis of clouds where there is none. */
  private static int[] ofClouds(int[] shape) {
    return shape.length == 3 ? shape : new int[] {1, shape[0], shape[1]};
  }

  /** The coordinates, {@code [points, 3]}. */
  double[] read(int row) throws IOException {
    double[] values = new double[shape[1] * AXES];
    if (values.length == 0) {
      return values;
    }
    if (data instanceof ChunkedDataset chunked) {
      readChunks(chunked, row, values);
      return values;
    }
    Hdf5Check.written(address.file(), data);
    int first = row * shape[1] * shape[2];
    if (data instanceof ContiguousDataset contiguous) {
      ByteBuffer stored = contiguous.getBuffer().order(type.getByteOrder());
      copy(i -> value(stored, first + i), 0, 0, shape[1], shape[2], values);
    } else {
      Object stored = data.getDataFlat();
      copy(i -> Array.getDouble(stored, first + i), 0, 0, shape[1], shape[2], values);
    }
    return values;
  }

  private void readChunks(ChunkedDataset chunked, int row, double[] values) throws IOException {
    int[] chunk = ofClouds(chunked.getChunkDimensions());
    double bytes = type.getSize();
    for (int extent : chunk) {
      if (extent < 1) {
        throw new CloudException(address.file() + ": it has chunks of " + Arrays.toString(chunk));
      }
      bytes *= extent;
    }
    if (bytes > Files.size(address.file()) * (double) Hdf5Reader.BEST_RATIO
        || bytes > Integer.MAX_VALUE) {
      throw new CloudException(
          address.file() + ": chunks of " + Arrays.toString(chunk) + " are too large for the file");
    }
    int first = row / chunk[0] * chunk[0];
    for (int point = 0; point < shape[1]; point += chunk[1]) {
      for (int column = 0; column < AXES; column += chunk[2]) {
        int[] offset = {first, point, column};
        int[] stored = data.getDimensions().length == 3 ? offset : new int[] {point, column};
        Hdf5Check.requireWritten(address.file(), chunked, stored);
        byte[] decoded = chunked.getDecompressedChunk(stored);
        if (decoded.length != (int) bytes) {
          throw new CloudException(
              "%s: the chunk at %s has %d of %.0f bytes"
                  .formatted(address.file(), Arrays.toString(offset), decoded.length, bytes));
        }
        ByteBuffer block = ByteBuffer.wrap(decoded).order(type.getByteOrder());
        int begin = (row - first) * chunk[1] * chunk[2];
        copy(i -> value(block, begin + i), point, column, chunk[1], chunk[2], values);
      }
    }
  }

  /** Stored values of one cloud, in rows of columns. */
  @FunctionalInterface
  private interface Stored {
    double at(int index);
  }

  /** Copies what a block, from a point and a column on, has of the coordinates. */
  private void copy(Stored block, int point, int column, int points, int columns, double[] values) {
    for (int i = 0; i < Math.min(points, shape[1] - point); i++) {
      for (int j = 0; j < Math.min(columns, AXES - column); j++) {
        values[(point + i) * AXES + column + j] = block.at(i * columns + j);
      }
    }
  }

  private double value(ByteBuffer stored, int index) {
    return switch (type.getSize()) {
      case Short.BYTES -> Half.toFloat(stored.getShort(index * Short.BYTES));
      case Float.BYTES -> stored.getFloat(index * Float.BYTES);
      default -> stored.getDouble(index * Double.BYTES);
    };
  }
}
