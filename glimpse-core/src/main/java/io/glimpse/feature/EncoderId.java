package io.glimpse.feature;

/**
 * Which encoder made some features.
 *
 * @param name as it is opened by
 * @param fingerprint SHA-256 of its weights and preprocessing, in hex
 */
public record EncoderId(String name, String fingerprint) {

  /**
   * Refuses features of another encoder.
   *
   * @param other the encoder at hand
   * @param what whose features these are, for the message
   */
  public void requireSame(EncoderId other, String what) {
    if (!fingerprint.equals(other.fingerprint)) {
      throw new IllegalArgumentException(
          String.format(
              "%s was made with encoder '%s' (%.12s), not with '%s' (%.12s); features of different"
                  + " encoders, or of one at another precision, cannot be compared",
              what, name, fingerprint, other.name, other.fingerprint));
    }
  }
}
