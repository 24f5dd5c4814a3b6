package io.glimpse.spring;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Keeps what an application would have said at its end instead of a stack trace. */
final class ReportedFailure implements FailureAnalysisReporter {

  private static final AtomicReference<@Nullable FailureAnalysis> LAST = new AtomicReference<>();

  @Override
  public void report(FailureAnalysis analysis) {
    LAST.set(analysis);
  }

  /** What was said last, which is forgotten then; null if nothing was. */
  static @Nullable FailureAnalysis take() {
    return LAST.getAndSet(null);
  }
}
