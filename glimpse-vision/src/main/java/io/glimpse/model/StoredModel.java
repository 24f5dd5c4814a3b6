package io.glimpse.model;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the store has of a model.
 *
 * @param name of the model
 * @param family what kind of model it is; null where that is not known
 * @param state of its files
 * @param bytes of the whole model; null where that is not known to the byte
 * @param roughBytes the same, in round numbers where no more is known; null where nothing is
 * @param bytesHere of what is here
 * @param licence null where none is known
 * @param source who published it, or the file it was imported from
 * @param path what an encoder opens; null unless the model is verified
 */
public record StoredModel(
    String name,
    @Nullable String family,
    State state,
    @Nullable Long bytes,
    @Nullable Long roughBytes,
    long bytesHere,
    @Nullable String licence,
    String source,
    @Nullable Path path) {

  /** How far a model is. */
  public enum State {
    /** Nothing of it is here. */
    ABSENT,
    /** A download was interrupted; pulling it again goes on from there. */
    PARTIAL,
    /** Files are here, but not all of them with the checksum they must have. */
    UNVERIFIED,
    /** Every file is here, and had the right checksum when it came. */
    VERIFIED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
