package io.glimpse.spark;

import io.glimpse.inference.Predictor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;

/** The classifiers of this JVM, each made once of its bank and shared by all tasks. */
final class SharedPredictors {

  /** Of jobs that go on at a time, and of those just over. */
  private static final int MOST = 8;

  /** By what they were made of; the one used longest ago goes first. */
  private static final Map<UUID, Predictor> MADE = new LinkedHashMap<>(MOST, 0.75f, true);

  private SharedPredictors() {}

  /**
   * The classifier that a driver sent.
   *
   * @param opened counts the encoders that are opened for it
   * @throws UncheckedIOException if it does not go with the encoder, saying why
   */
  static synchronized Predictor of(
      EncoderChoice choice, Broadcast<SentClassifier> sent, LongAccumulator opened) {
    SentClassifier classifier = sent.value();
    Predictor ready = MADE.get(classifier.id());
    if (ready == null) {
      try {
        ready = classifier.open(SharedEncoders.of(choice, opened));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      MADE.put(classifier.id(), ready);
      if (MADE.size() > MOST) {
        MADE.remove(MADE.keySet().iterator().next());
      }
    }
    return ready;
  }
}
