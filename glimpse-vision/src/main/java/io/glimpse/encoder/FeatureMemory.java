package io.glimpse.encoder;

import io.glimpse.feature.EncoderId;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.Findings;
import io.glimpse.local.Tiling;
import io.glimpse.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * Keeps features of images, so that an image that comes again is not encoded again. Many threads
 * share one.
 */
public interface FeatureMemory {

  /**
   * What features depend on.
   *
   * @param digest SHA-256 of the image's file
   * @param encoder with its precision
   * @param reading how the file is decoded
   * @param globalsOnly whether there are no spatial tokens
   * @param tiling how the image is cut for its small places; null where they are not looked at
   */
  record Key(
      String digest,
      EncoderId encoder,
      DecodeOptions reading,
      boolean globalsOnly,
      @Nullable Tiling tiling) {}

  /**
   * What came out.
   *
   * @param rows of one image, as the network gives them; not to be modified
   * @param places null where they were not looked at
   * @param findings of the image
   */
  record Kept(FeatureBatch rows, @Nullable LocalImage places, Findings findings) {

    /** Of everything else. */
    private static final int OVERHEAD = 512;

    /** What it takes in memory, nearly. */
    public long bytes() {
      long values = size(rows.tokens());
      if (places != null) {
        for (Matrix level : places.tokens().levels()) {
          values += size(level);
        }
      }
      return OVERHEAD + Float.BYTES * values + (places == null ? 0 : places.crop().length);
    }

    private static long size(Matrix matrix) {
      return (long) matrix.rows() * matrix.columns();
    }
  }

  /** What was kept; null if nothing was, or not any more. */
  @Nullable Kept get(Key key);

  /** Keeps it as long as there is room. */
  void put(Key key, Kept kept);
}
