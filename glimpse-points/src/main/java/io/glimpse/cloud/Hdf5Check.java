package io.glimpse.cloud;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.exceptions.HdfException;
import io.jhdf.filter.PipelineFilterWithData;
import java.nio.file.Path;

/** What the library would read wrongly without a word is refused here. */
final class Hdf5Check {

  /** A checksum of every chunk, which the library neither checks nor takes away. */
  private static final int FLETCHER_32 = 3;

  private Hdf5Check() {}

  /**
   * The data set, if all its filters are known.
   *
   * @throws CloudException naming the filter that is not
   */
  static Dataset known(Path file, Dataset dataset) throws CloudException {
    for (PipelineFilterWithData filter : dataset.getFilters()) {
      if (filter.getId() == FLETCHER_32) {
        throw new CloudException(
            file
                + ": '"
                + dataset.getName()
                + "' is stored with fletcher32 checksums, which are not read; store it without");
      }
    }
    return dataset;
  }

  /**
   * The data set, if all of it was written: the library takes what was not for zeros.
   *
   * @throws CloudException naming the chunk that is missing
   */
  static Dataset written(Path file, Dataset dataset) throws CloudException {
    if (dataset instanceof ChunkedDataset chunked) {
      int[] shape = chunked.getDimensions();
      int[] chunk = chunked.getChunkDimensions();
      int[] offset = new int[shape.length];
      do {
        requireWritten(file, chunked, offset);
      } while (next(offset, chunk, shape));
    } else if (dataset.isEmpty()) {
      throw new CloudException(file + ": '" + dataset.getName() + "' was never written");
    }
    return dataset;
  }

  /** Refuses a chunk that was never written. */
  static void requireWritten(Path file, ChunkedDataset dataset, int[] offset)
      throws CloudException {
    try {
      dataset.getRawChunkBuffer(offset);
    } catch (HdfException e) {
      throw new CloudException(
          "%s: the chunk of '%s' at %s was never written, or cannot be found"
              .formatted(file, dataset.getName(), java.util.Arrays.toString(offset)),
          e);
    }
  }

  /** Goes to the next chunk, the last axis fastest. */
  private static boolean next(int[] offset, int[] chunk, int[] shape) {
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      offset[axis] += Math.max(1, chunk[axis]);
      if (offset[axis] < shape[axis]) {
        return true;
      }
      offset[axis] = 0;
    }
    return false;
  }
}
