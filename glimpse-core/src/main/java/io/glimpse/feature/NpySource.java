package io.glimpse.feature;

import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.NpyFile;
import io.glimpse.tensor.TensorFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * Some consecutive pictures of an open {@code .npy} file, read block by block as they are asked
 * for. A row that is zero or not finite is refused as it is read, in an {@link
 * UncheckedIOException}.
 */
public final class NpySource implements FeatureSource {

  private final NpyFile npy;
  private final long first;
  private final int size;
  private final int tokensPerImage;
  private final int dimension;

  /**
   * A part of a file.
   *
   * @param npy stays open for as long as this is read from, and is for the caller to close
   * @param first value of the file that the first picture begins with
   * @param size number of pictures
   */
  public NpySource(NpyFile npy, long first, int size, int tokensPerImage, int dimension) {
    this.npy = npy;
    this.first = first;
    this.size = size;
    this.tokensPerImage = tokensPerImage;
    this.dimension = dimension;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public int tokensPerImage() {
    return tokensPerImage;
  }

  @Override
  public FeatureBatch read(int from, int to) {
    Objects.checkFromToIndex(from, to, size);
    Matrix rows = new Matrix((to - from) * tokensPerImage, dimension);
    try {
      long each = (long) tokensPerImage * dimension;
      npy.readFloats(first + from * each, rows.data(), 0, rows.data().length);
      check(rows, from);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return FeatureBatch.ofTokens(rows, tokensPerImage);
  }

  private void check(Matrix rows, int from) throws TensorFormatException {
    for (int i = 0; i < rows.rows(); i++) {
      double norm = rows.norm(i);
      if (!(norm > 0 && norm < Double.POSITIVE_INFINITY)) {
        throw new TensorFormatException(
            npy.path(),
            "row "
                + (from + i / tokensPerImage)
                + (tokensPerImage == 1 ? "" : ", token " + i % tokensPerImage)
                + (norm == 0 ? " is zero" : " holds NaN or infinite values"));
      }
    }
  }
}
