package io.glimpse.spring;

import io.glimpse.inference.AnswerListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/**
 * Answers as figures of Micrometer: the timer {@value #ANSWERS} has every image, with the time that
 * its caller waited, and the counter {@value #FAILED} those that could not be used. They carry no
 * tags, so that no name of a file or a class gets among them.
 */
final class MeteredAnswers implements AnswerListener {

  static final String ANSWERS = "glimpse.classify";
  static final String FAILED = "glimpse.classify.failed";

  private final Timer answers;
  private final Counter failed;

  MeteredAnswers(MeterRegistry registry) {
    this.answers =
        Timer.builder(ANSWERS)
            .description("images asked about, and how long callers waited for each")
            .register(registry);
    this.failed =
        Counter.builder(FAILED)
            .description("images that could not be used")
            .baseUnit("images")
            .register(registry);
  }

  @Override
  public void answered(boolean good, long nanos) {
    answers.record(nanos, TimeUnit.NANOSECONDS);
    if (!good) {
      failed.increment();
    }
  }
}
