package io.glimpse.feature;

import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.StoredArray;
import io.glimpse.tensor.TensorFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some consecutive pictures of an array in a file, such as {@code .npy}, read by blocks as they are
 * asked for. Rows are used as stored; one that is zero or not finite is refused when it is read.
 */
public final class NpySource implements FeatureSource {

  /** Values of the largest array. */
  private static final int MOST = Integer.MAX_VALUE - 8;

  /** What rounding to 16 bits leaves of a unit row. */
  private static final double MOST_OFF_UNIT = 1e-2;

  private final StoredArray npy;
  private final long first;
  private final int size;
  private final int tokensPerImage;
  private final int dimension;

  /** The first row whose length is not 1, of those that were read; null while there is none. */
  private @Nullable OffUnit offUnit;

  private record OffUnit(int row, int token, double length) {}

  /**
   * A source that can be read while its file is open.
   *
   * @param first index of the file's value that the first picture begins with
   * @param size number of pictures
   * @param tokensPerImage 1 for global features only, else 1 + h·w with the global one first
   * @param dimension of a feature
   */
  @SuppressWarnings("exports") // Only modules of Glimpse open files so.
  public NpySource(StoredArray npy, long first, int size, int tokensPerImage, int dimension) {
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

  /**
   * {@inheritDoc}
   *
   * @throws UncheckedIOException also of a {@link TensorFormatException} where a row is zero or not
   *     finite, or the block does not fit into memory
   */
  @Override
  public FeatureBatch read(int from, int to) {
    Objects.checkFromToIndex(from, to, size);
    try {
      checkMemory(to - from);
      Matrix rows = new Matrix((to - from) * tokensPerImage, dimension);
      long each = (long) tokensPerImage * dimension;
      npy.readFloats(first + from * each, rows.data(), 0, rows.data().length);
      check(rows, from);
      return FeatureBatch.ofTokens(rows, tokensPerImage);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void checkMemory(int pictures) throws TensorFormatException {
    double values = (double) pictures * tokensPerImage * dimension;
    if (values * Float.BYTES > Runtime.getRuntime().maxMemory() / 2.0 || values > MOST) {
      throw new TensorFormatException(
          npy.name(),
          String.format(
              "%d rows of %d x %d values are more than fits into memory; give the"
                  + " process more memory",
              pictures, tokensPerImage, dimension));
    }
  }

  private void check(Matrix rows, int from) throws TensorFormatException {
    for (int i = 0; i < rows.rows(); i++) {
      double norm = rows.norm(i);
      if (!(norm > 0 && norm < Double.POSITIVE_INFINITY)) {
        String token = tokensPerImage == 1 ? "" : ", token " + i % tokensPerImage;
        throw new TensorFormatException(
            npy.name(),
            String.format(
                "row %d%s %s",
                from + i / tokensPerImage,
                token,
                norm == 0 ? "is zero" : "holds NaN or infinite values"));
      }
      if (Math.abs(norm - 1) > MOST_OFF_UNIT) {
        note(new OffUnit(from + i / tokensPerImage, i % tokensPerImage, norm));
      }
    }
  }

  /** What refusals call the array. */
  public String name() {
    return npy.name().toString();
  }

  /** Blocks come in any order; the first row is kept. */
  private synchronized void note(OffUnit row) {
    OffUnit kept = offUnit;
    if (kept == null || row.row < kept.row || (row.row == kept.row && row.token < kept.token)) {
      offUnit = row;
    }
  }

  /**
   * A clause that names the file and the first row whose length is not 1, which most methods take
   * for granted, and its length: {@code shots.npy: row 3 has the length 9.9}. Empty where all rows
   * that were read are unit rows.
   */
  public synchronized Optional<String> offUnitRow() {
    OffUnit kept = offUnit;
    return kept == null
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s: row %d%s has the length %.4g",
                npy.name(),
                kept.row,
                kept.token == 0 ? "" : ", token " + kept.token,
                kept.length));
  }
}
