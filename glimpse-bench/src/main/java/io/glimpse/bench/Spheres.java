package io.glimpse.bench;

import io.glimpse.cloud.PointCloud;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** Clouds to measure with. */
final class Spheres {

  private Spheres() {}

  /** Points on the unit sphere, always the same. */
  static PointCloud cloud(int points) {
    Random random = new Random(1);
    double[] coordinates = new double[3 * points];
    for (int i = 0; i < coordinates.length; i += 3) {
      double norm = 0;
      for (int axis = 0; axis < 3; axis++) {
        coordinates[i + axis] = random.nextGaussian();
        norm += coordinates[i + axis] * coordinates[i + axis];
      }
      for (int axis = 0; axis < 3; axis++) {
        coordinates[i + axis] /= Math.sqrt(norm);
      }
    }
    return PointCloud.of(coordinates);
  }

  /** Writes a cloud as a binary PLY file of float32. */
  static void writePly(PointCloud cloud, Path file) throws IOException {
    String header =
        "ply\nformat binary_little_endian 1.0\nelement vertex "
            + cloud.size()
            + "\nproperty float x\nproperty float y\nproperty float z\nend_header\n";
    ByteBuffer points =
        ByteBuffer.allocate(3 * Float.BYTES * cloud.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < cloud.size(); i++) {
      points.putFloat((float) cloud.x(i));
      points.putFloat((float) cloud.y(i));
      points.putFloat((float) cloud.z(i));
    }
    Files.writeString(file, header, StandardCharsets.US_ASCII);
    Files.write(file, points.array(), StandardOpenOption.APPEND);
  }
}
