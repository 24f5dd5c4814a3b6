package io.glimpse.calibration;

import io.glimpse.matrix.Matrix;
import java.util.HashMap;
import java.util.Map;

/** What a bank keeps of a calibration, by name, read and written. */
final class KeptTensors {

  private KeptTensors() {}

  /** Values as one row, rounded to float32. */
  static Matrix row(double... values) {
    Matrix row = new Matrix(1, values.length);
    for (int i = 0; i < values.length; i++) {
      row.set(0, i, (float) values[i]);
    }
    return row;
  }

  /**
   * The values of a row.
   *
   * @throws IllegalArgumentException if it is not one row
   */
  static double[] values(Matrix row) {
    if (row.rows() != 1) {
      throw new IllegalArgumentException("a list of values has " + row.rows() + " rows");
    }
    double[] values = new double[row.columns()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(0, i);
    }
    return values;
  }

  /**
   * The values of a row by name.
   *
   * @throws IllegalArgumentException if it is missing, or not one row
   */
  static double[] required(Map<String, Matrix> tensors, String name) {
    Matrix tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("tensor '" + name + "' is missing");
    }
    return values(tensor);
  }

  /** Those whose names begin so, without it. */
  static Map<String, Matrix> behind(String prefix, Map<String, Matrix> tensors) {
    Map<String, Matrix> some = new HashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            some.put(name.substring(prefix.length()), tensor);
          }
        });
    return some;
  }

  /** Puts some among others, with this before their names. */
  static void putBehind(String prefix, Map<String, Matrix> some, Map<String, Matrix> tensors) {
    some.forEach((name, tensor) -> tensors.put(prefix + name, tensor));
  }
}
