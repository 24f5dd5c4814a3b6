package io.glimpse.cli.answers;

import io.glimpse.inference.Predictor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes answers as they come: a screen, a document, a table, a page. For one thread. */
interface AnswerSink extends AutoCloseable {

  /** There is something to answer, and this will. */
  default void begin(Predictor predictor) throws IOException {}

  /** One input was answered. */
  void add(Answered answer) throws IOException;

  /**
   * All were.
   *
   * @param used what answered; null where there was nothing to answer
   */
  default void finish(@Nullable Predictor used) throws IOException {}

  /** The end, well or not. */
  @Override
  default void close() throws IOException {}
}
