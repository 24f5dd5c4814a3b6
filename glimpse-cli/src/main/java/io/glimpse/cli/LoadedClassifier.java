package io.glimpse.cli;

import io.glimpse.bank.Bank;
import io.glimpse.encoder.Encoder;
import io.glimpse.feature.TextFeatures;
import io.glimpse.method.Classifier;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What classifies in a command.
 *
 * @param encoder open for as long as the command runs
 * @param classifier made of the classes' names or of a bank
 * @param text the classes' texts
 * @param bank null where there are no examples
 */
record LoadedClassifier(
    Encoder encoder, Classifier classifier, TextFeatures text, @Nullable Bank bank) {

  /** Name and fingerprint, for JSON. */
  Map<String, Object> encoderFacts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", encoder.name());
    facts.put("fingerprint", encoder.fingerprint());
    return facts;
  }
}
