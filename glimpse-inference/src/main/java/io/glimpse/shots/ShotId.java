package io.glimpse.shots;

import io.glimpse.cloud.CloudException;
import io.glimpse.cloud.CloudReader;
import io.glimpse.cloud.PointCloud;
import io.glimpse.file.Input;
import io.glimpse.file.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What names the content of an example within a bank. */
public final class ShotId {

  private static final int LENGTH = 10;

  private ShotId() {}

  /**
   * The beginning of the SHA-256 of a file's bytes; of a row of a file, that of its coordinates.
   *
   * @throws IOException if it cannot be read
   */
  public static String of(Input input) throws IOException {
    String digest = CloudReader.isRow(input) ? Sha256.hex(coordinates(input)) : input.digest();
    return digest.substring(0, LENGTH);
  }

  /** The coordinates of one cloud of a file with many, which is not read whole for it. */
  private static byte[] coordinates(Input row) throws CloudException {
    // Whether points that were not measured may be there is for others to say.
    PointCloud cloud = CloudReader.read(row, true).points();
    ByteBuffer bytes = ByteBuffer.allocate(cloud.size() * 3 * Float.BYTES);
    for (int i = 0; i < cloud.size(); i++) {
      bytes.putFloat((float) cloud.x(i)).putFloat((float) cloud.y(i)).putFloat((float) cloud.z(i));
    }
    return bytes.array();
  }
}
