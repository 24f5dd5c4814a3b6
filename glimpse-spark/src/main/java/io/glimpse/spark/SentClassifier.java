package io.glimpse.spark;

import io.glimpse.encoder.Encoder;
import io.glimpse.inference.Predictor;
import java.io.IOException;
import java.io.Serializable;
import java.util.UUID;

/** A classifier on its way to executors. */
sealed interface SentClassifier extends Serializable permits SentBank, SentNames {

  /**
   * Its own among all that a JVM ever sees. A broadcast's number is not: it begins anew with every
   * session.
   */
  UUID id();

  /**
   * Opens it, as all ways do.
   *
   * @throws IOException if what came is damaged, or does not go with the encoder, saying why
   */
  Predictor open(Encoder encoder) throws IOException;
}
