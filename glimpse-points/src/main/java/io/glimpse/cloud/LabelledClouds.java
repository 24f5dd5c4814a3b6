package io.glimpse.cloud;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file of labelled clouds, as ModelNet40 and ScanObjectNN are published: HDF5 with {@code data}
 * {@code [clouds, points, 3+]} and {@code label} {@code [clouds]} or {@code [clouds, 1]}. Cloud i
 * is read as {@code FILE#i} by {@link CloudReader}.
 */
public final class LabelledClouds {

  private LabelledClouds() {}

  /**
   * The labels of a file's clouds, in their order; no cloud is read.
   *
   * @throws CloudException naming the file and what is wrong with it
   */
  public static int[] labels(Path file) throws CloudException {
    if (!Files.isRegularFile(file)) {
      throw new CloudException(file + ": there is no such file");
    }
    try {
      return Hdf5Reader.labels(file);
    } catch (CloudException e) {
      throw e;
    } catch (NoSuchFileException e) {
      throw new CloudException(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new CloudException(file + ": the file cannot be read", e);
    }
  }
}
