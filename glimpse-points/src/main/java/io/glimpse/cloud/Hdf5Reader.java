package io.glimpse.cloud;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import io.jhdf.links.SoftLink;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads clouds from HDF5 files as ModelNet40 and ScanObjectNN are published: a data set {@code
 * data} of the shape {@code [clouds, points, 3+]}, or one cloud {@code [points, 3+]}.
 */
final class Hdf5Reader {

  private static final String DATA = "data";
  private static final String LABEL = "label";

  /** A byte of deflated data stands for at most about 1,030. */
  static final long BEST_RATIO = 1100;

  private Hdf5Reader() {}

  static CloudFile.Raw read(CloudAddress address) throws IOException {
    requireWhole(address.file());
    try (HdfFile file = new HdfFile(address.file())) {
      return CloudFile.Raw.cloud(CloudFormat.HDF5, read(address, data(address, file)));
    } catch (CloudException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      // The library meets damage with whatever its buffers throw.
      throw new CloudException(
          address.file()
              + ": the HDF5 data cannot be read; they are damaged or of a kind that is not known"
              + " (compressed chunks of h5py's libver='latest', scale-offset filters and external"
              + " links are some)",
          e);
    }
  }

  /** What a file of labelled clouds holds, without the clouds: their labels, or none. */
  static int[] labels(Path path) throws IOException {
    requireWhole(path);
    try (HdfFile file = new HdfFile(path)) {
      int[] shape = data(new CloudAddress(path, -1), file).getDimensions();
      if (!(file.getChildren().get(LABEL) instanceof Dataset dataset)) {
        throw new CloudException(path + ": there is no data set 'label' in it");
      }
      long count = dataset.getSize();
      if (shape.length != 3 || count != shape[0]) {
        throw new CloudException(
            path + ": it has " + count + " labels for data of the shape " + Arrays.toString(shape));
      }
      if (count > Files.size(path) * BEST_RATIO) {
        throw new CloudException(path + ": " + count + " labels are too many for the file");
      }
      Object stored = Hdf5Check.written(path, Hdf5Check.known(path, dataset)).getDataFlat();
      int[] labels = new int[(int) count];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = Math.toIntExact(Array.getLong(stored, i));
      }
      return labels;
    } catch (CloudException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw new CloudException(
          path + ": the HDF5 labels cannot be read; they are damaged or no whole numbers", e);
    }
  }

  /** The library would serve what lies in the first half of a half file. */
  private static void requireWhole(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(64);
    }
    int version = head.length > 8 ? head[8] : -1;
    int at = version == 0 ? 40 : version == 1 ? 44 : 28;
    if (head.length < at + 8 || head[version >= 2 ? 9 : 13] != 8) {
      return;
    }
    long end = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong(at);
    long size = Files.size(file);
    if (end > size) {
      throw new CloudException(
          file + ": the file is cut off, it has " + size + " of " + end + " bytes");
    }
  }

  private static Dataset data(CloudAddress address, HdfFile file) throws CloudException {
    Node node = file.getChildren().get(DATA);
    if (node instanceof SoftLink link) {
      node = link.getTarget();
    }
    if (node instanceof Dataset dataset) {
      return Hdf5Check.known(address.file(), dataset);
    }
    if (node != null) {
      throw new CloudException(
          address.file()
              + ": 'data' is no data set of this file, but "
              + (node.isGroup() ? "a group" : "a link to another file"));
    }
    throw new CloudException(
        address.file()
            + ": there is no data set 'data' in it; there are "
            + file.getChildren().keySet());
  }

  private static double[] read(CloudAddress address, Dataset data) throws IOException {
    int[] shape = data.getDimensions();
    boolean batch = shape.length == 3;
    if (shape.length < 2 || shape.length > 3 || shape[shape.length - 1] < 3) {
      throw new CloudException(
          address.file()
              + ": a data set of clouds has the shape [b, n, 3] or more columns; this one has "
              + Arrays.toString(shape));
    }
    int clouds = batch ? shape[0] : 1;
    int row = Math.max(0, address.row());
    if (address.row() < 0 && clouds != 1) {
      throw new CloudException(
          address.file()
              + ": this holds "
              + clouds
              + " clouds; name one as "
              + address.file()
              + "#0");
    }
    if (row >= clouds) {
      throw new CloudException(address + ": there are " + clouds + " clouds, counted from 0");
    }
    double bytes = data.getDataType().getSize();
    for (int axis : shape) {
      bytes *= axis;
    }
    if (bytes > Files.size(address.file()) * (double) BEST_RATIO || bytes > Integer.MAX_VALUE) {
      throw new CloudException(
          address.file()
              + ": the data set's shape "
              + Arrays.toString(shape)
              + " is too large for the file, or for the memory");
    }
    return new Hdf5Row(address, data).read(row);
  }
}
