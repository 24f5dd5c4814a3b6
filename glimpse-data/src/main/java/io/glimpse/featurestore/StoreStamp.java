package io.glimpse.featurestore;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.feature.EncoderId;
import io.glimpse.file.AtomicFile;
import io.glimpse.json.MalformedJsonException;
import io.glimpse.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Says whose features a store holds: the file {@code store.json}.
 *
 * @param version of the store's format
 * @param encoder name of the encoder
 * @param fingerprint of the encoder
 * @param rows whether the features are unit rows or raw
 * @param dimension d
 * @param tokensPerImage 1 + h·w
 */
record StoreStamp(
    int version,
    String encoder,
    String fingerprint,
    ImageEncoder.Rows rows,
    int dimension,
    int tokensPerImage) {

  private static final int VERSION = 1;
  private static final int MOST_BYTES = 1 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  static StoreStamp of(ImageEncoder encoder) {
    return new StoreStamp(
        VERSION,
        encoder.id().name(),
        encoder.id().fingerprint(),
        encoder.rows(),
        encoder.dimension(),
        encoder.tokensPerImage());
  }

  /**
   * Marks a new store, or refuses one that holds other features.
   *
   * @throws FeatureStoreException if it cannot be read, or is of another version or encoder
   */
  void claim(Path folder) throws IOException {
    Path file = folder.resolve("store.json");
    if (!Files.exists(file)) {
      byte[] json = JSON.writeValueAsBytes(this);
      AtomicFile.write(file, out -> out.write(json));
      return;
    }
    StoreStamp found;
    try {
      found = StrictJson.record(file, MOST_BYTES, StoreStamp.class);
    } catch (MalformedJsonException e) {
      throw new FeatureStoreException(
          file, "this is not the mark of a feature store of this version", e);
    }
    if (found.version != VERSION) {
      throw new FeatureStoreException(
          folder,
          "is a feature store of version " + found.version + "; this Glimpse writes " + VERSION);
    }
    refuseOtherThan(found, folder);
  }

  private void refuseOtherThan(StoreStamp found, Path folder) throws FeatureStoreException {
    if (found.encoder == null || found.fingerprint == null || found.rows == null) {
      throw new FeatureStoreException(folder, "store.json does not say whose features these are");
    }
    try {
      new EncoderId(found.encoder, found.fingerprint)
          .requireSame(new EncoderId(encoder, fingerprint), "the feature store");
    } catch (IllegalArgumentException e) {
      throw new FeatureStoreException(
          folder, e.getMessage() + "; give every encoder a folder of its own", e);
    }
    if (!Objects.equals(found, this)) {
      throw new FeatureStoreException(
          folder,
          String.format(
              "holds %s rows of %d x %d, not %s rows of %d x %d, as another version of Glimpse"
                  + " made them; delete it or use another folder",
              found.rows, found.tokensPerImage, found.dimension, rows, tokensPerImage, dimension));
    }
  }
}
