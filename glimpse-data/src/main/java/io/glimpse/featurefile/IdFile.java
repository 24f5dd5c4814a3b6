package io.glimpse.featurefile;

import io.glimpse.file.InputException;
import io.glimpse.tensor.NpyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Token ids in a .npy file, [n, context]. */
public final class IdFile {

  /** Beyond it a float, as which all numbers are read, is no exact integer. */
  private static final int LARGEST = 1 << 24;

  private IdFile() {}

  /** Reads a row of ids a text. */
  public static int[][] read(Path file) throws IOException {
    try (NpyFile npy = NpyFile.open(file)) {
      long[] shape = npy.shape();
      if (shape.length != 2 || shape[0] == 0 || shape[1] == 0) {
        throw new InputException(
            file, "its shape is " + Arrays.toString(shape) + ", but token ids are [n, 77]");
      }
      float[] values = npy.readAll();
      int[][] ids = new int[(int) shape[0]][(int) shape[1]];
      for (int i = 0; i < values.length; i++) {
        int row = i / ids[0].length;
        int column = i % ids[0].length;
        float value = values[i];
        if (value != Math.rint(value) || Math.abs(value) > LARGEST) {
          throw new InputException(
              file,
              String.format("row %d, column %d: %s is no token id", row, column, plain(value)));
        }
        ids[row][column] = (int) value;
      }
      return ids;
    }
  }

  private static String plain(float value) {
    return value == Math.rint(value) && !Float.isInfinite(value)
        ? String.format("%.0f", value)
        : Float.toString(value);
  }
}
