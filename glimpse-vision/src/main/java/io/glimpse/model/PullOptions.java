package io.glimpse.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to fetch a model.
 *
 * @param offline never touch the network: only what is on this machine counts
 * @param trustOnFirstUse take a file without a known checksum, and hold later ones to it
 * @param sha256 checksums that the user vouches for, by file name; {@code ""} is the weights
 */
public record PullOptions(boolean offline, boolean trustOnFirstUse, Map<String, String> sha256) {

  public PullOptions {
    sha256 = Map.copyOf(sha256);
  }

  /** From the network, nothing on trust. */
  public static PullOptions defaults() {
    return new PullOptions(false, false, Map.of());
  }

  /** The same with a checksum of the weights. */
  public PullOptions withSha256(String digest) {
    Map<String, String> more = new LinkedHashMap<>(sha256);
    more.put("", ModelFile.digest(digest));
    return new PullOptions(offline, trustOnFirstUse, more);
  }

  /** The checksum that the user gave for a file of a model, or null. */
  @Nullable String given(ModelEntry entry, ModelFile file) {
    String own = sha256.get(file.name());
    return own == null && file.equals(entry.weights()) ? sha256.get("") : own;
  }
}
