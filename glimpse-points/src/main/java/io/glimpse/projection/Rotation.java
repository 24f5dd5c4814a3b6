package io.glimpse.projection;

/** A 3 x 3 rotation, row-major. */
final class Rotation {

  private final double[] matrix;

  private Rotation(double... matrix) {
    this.matrix = matrix;
  }

  /** {@code Rx Ry Rz}, in degrees: the last factor turns a point first. */
  static Rotation ofEuler(double x, double y, double z) {
    double cx = Math.cos(Math.toRadians(x));
    double sx = Math.sin(Math.toRadians(x));
    double cy = Math.cos(Math.toRadians(y));
    double sy = Math.sin(Math.toRadians(y));
    double cz = Math.cos(Math.toRadians(z));
    double sz = Math.sin(Math.toRadians(z));
    Rotation aboutX = new Rotation(1, 0, 0, 0, cx, -sx, 0, sx, cx);
    Rotation aboutY = new Rotation(cy, 0, sy, 0, 1, 0, -sy, 0, cy);
    Rotation aboutZ = new Rotation(cz, -sz, 0, sz, cz, 0, 0, 0, 1);
    return aboutX.times(aboutY).times(aboutZ);
  }

  /** This rotation after another one. */
  Rotation times(Rotation first) {
    double[] product = new double[9];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 3; k++) {
          product[3 * i + j] += matrix[3 * i + k] * first.matrix[3 * k + j];
        }
      }
    }
    return new Rotation(product);
  }

  double x(double x, double y, double z) {
    return matrix[0] * x + matrix[1] * y + matrix[2] * z;
  }

  double y(double x, double y, double z) {
    return matrix[3] * x + matrix[4] * y + matrix[5] * z;
  }

  double z(double x, double y, double z) {
    return matrix[6] * x + matrix[7] * y + matrix[8] * z;
  }
}
