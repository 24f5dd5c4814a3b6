package io.glimpse.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends a start that failed with the sentence that says why, instead of a stack trace. */
final class GlimpseFailureAnalyzer extends AbstractFailureAnalyzer<GlimpseStartException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, GlimpseStartException cause) {
    return new FailureAnalysis(
        String.valueOf(cause.getMessage()),
        "Correct this property of the application's configuration.",
        cause);
  }
}
