package io.glimpse.cloud;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes in memory of a format whose reader needs a file: they are in one as long as they are read.
 */
final class SpooledCloud {

  private SpooledCloud() {}

  /**
   * Reads them.
   *
   * @param name for messages; may end in a row, {@code #12}
   */
  static CloudFile.Raw read(String name, byte[] bytes, Reader reader) throws IOException {
    Path file;
    try {
      file = Files.createTempFile("glimpse-", ".cloud");
    } catch (IOException e) {
      throw new CloudException(
          name
              + ": a cloud of this format is read by way of a temporary file, which cannot be made;"
              + " let java.io.tmpdir name a folder that can be written",
          e);
    }
    try {
      Files.write(file, bytes);
      return reader.read(new CloudAddress(file, CloudAddress.rowOf(name)));
    } catch (CloudException e) {
      throw new CloudException(said(e, file, name), e.getCause());
    } catch (IOException e) {
      // The readers of tensors name the file, too.
      throw new CloudException(said(e, file, name), e);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** What was said of the file, as said of what is in memory. */
  private static String said(IOException e, Path file, String name) {
    return String.valueOf(e.getMessage()).replace(file.toString(), CloudAddress.withoutRow(name));
  }

  /** The reader of a format. */
  interface Reader {
    CloudFile.Raw read(CloudAddress address) throws IOException;
  }
}
