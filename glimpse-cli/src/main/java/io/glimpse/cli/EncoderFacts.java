package io.glimpse.cli;

import io.glimpse.encoder.Encoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** What JSON says of an encoder: name and fingerprint. */
final class EncoderFacts {

  private EncoderFacts() {}

  static Map<String, Object> of(Encoder encoder) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", encoder.name());
    facts.put("fingerprint", encoder.fingerprint());
    return facts;
  }
}
