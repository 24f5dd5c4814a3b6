package io.glimpse.feature;

import io.glimpse.matrix.Matrix;

/**
 * The features of many pictures, read in blocks: in memory, or a file larger than memory.
 *
 * <p>A picture has {@link #tokensPerImage()} tokens. Token 0 is the global feature, the stock CLIP
 * feature of the picture; the others are its spatial tokens, row by row.
 */
public interface FeatureSource {

  /** Number of pictures. */
  int size();

  /** Width d of a feature. */
  int dimension();

  /** 1 where there are global features only, else 1 + h·w. */
  int tokensPerImage();

  /** Whether there are spatial tokens, as CALIP needs them. */
  default boolean isSpatial() {
    return tokensPerImage() > 1;
  }

  /**
   * Reads pictures {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @throws java.io.UncheckedIOException where a file cannot be read
   */
  FeatureBatch read(int from, int to);

  /** The same features with every row brought to unit length. */
  default FeatureSource unit() {
    return new UnitRows(this);
  }

  /** The global features of all pictures, n x d. */
  default Matrix globals() {
    int block = Math.max(1, (1 << 22) / Math.max(1, tokensPerImage() * dimension()));
    var all = new Matrix(size(), dimension());
    for (int from = 0; from < size(); from += block) {
      int to = Math.min(size(), from + block);
      all.setRows(from, read(from, to).globals());
    }
    return all;
  }
}
