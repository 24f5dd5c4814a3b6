package io.glimpse.document;

import io.glimpse.feature.EncoderId;

/**
 * Which encoder answered.
 *
 * @param fingerprint of its model and precision
 */
public record EncoderDocument(String name, String fingerprint) {

  /** That of an encoder. */
  public static EncoderDocument of(EncoderId encoder) {
    return new EncoderDocument(encoder.name(), encoder.fingerprint());
  }
}
