package io.glimpse.spark;

import io.glimpse.inference.Predictor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;

/** The classifiers of this JVM, each made once of its bank and shared by all tasks. */
final class SharedPredictors {

  /** Of jobs that go on at a time, and of those just over. */
  private static final int MOST = 8;

  /** By the broadcasts that they were made of; the one used longest ago goes first. */
  private static final Map<Long, Predictor> MADE = new LinkedHashMap<>(MOST, 0.75f, true);

  private SharedPredictors() {}

  /**
   * The classifier that a driver sent.
   *
   * @param opened counts the encoders that are opened for it
   * @throws UncheckedIOException if it does not go with the encoder, saying why
   */
  static synchronized Predictor of(
      EncoderChoice choice, Broadcast<SentClassifier> sent, LongAccumulator opened) {
    Predictor ready = MADE.get(sent.id());
    if (ready == null) {
      try {
        ready = sent.value().open(SharedEncoders.of(choice, opened));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      MADE.put(sent.id(), ready);
      if (MADE.size() > MOST) {
        MADE.remove(MADE.keySet().iterator().next());
      }
    }
    return ready;
  }
}
