package io.glimpse.spark;

import io.glimpse.encoder.Encoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.util.LongAccumulator;

/**
 * The encoders of this JVM, each opened once and shared by all tasks. They are closed when the JVM
 * ends: an executor lives as long as its application, and the next job wants them again.
 */
final class SharedEncoders {

  private static final Map<EncoderChoice, Encoder> OPEN = new HashMap<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(SharedEncoders::close, "glimpse-close"));
  }

  private SharedEncoders() {}

  /** The encoder of a choice, as {@link #of(EncoderChoice, LongAccumulator)}, in a driver. */
  static Encoder of(EncoderChoice choice) {
    return of(choice, new LongAccumulator());
  }

  /**
   * The encoder of a choice, which is opened if it is the first time.
   *
   * @param opened counts what is opened
   * @throws UncheckedIOException if it cannot be opened, saying why
   */
  static synchronized Encoder of(EncoderChoice choice, LongAccumulator opened) {
    return OPEN.computeIfAbsent(
        choice,
        wanted -> {
          try {
            Encoder encoder = wanted.open();
            opened.add(1);
            return encoder;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** How many are open in this JVM. */
  static synchronized int opened() {
    return OPEN.size();
  }

  private static synchronized void close() {
    OPEN.values().forEach(Encoder::close);
    OPEN.clear();
  }
}
