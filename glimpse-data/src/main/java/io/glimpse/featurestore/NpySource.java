package io.glimpse.featurestore;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.FeatureSource;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.NpyFile;
import io.glimpse.tensor.TensorFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Some consecutive pictures of an open {@code .npy} file. */
final class NpySource implements FeatureSource {

  private final NpyFile npy;
  private final long first;
  private final int size;
  private final int tokensPerImage;
  private final int dimension;

  /**
   * @param first value of the file that the first picture begins with
   */
  NpySource(NpyFile npy, long first, int size, int tokensPerImage, int dimension) {
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
                + (norm == 0 ? " is zero" : " holds NaN or infinite values"));
      }
    }
  }
}
